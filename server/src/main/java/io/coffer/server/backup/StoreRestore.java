package io.coffer.server.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a data directory from a backup. Every file is checked on its way; a store that is not whole never gets its name. */
public final class StoreRestore {
    private static final String STORE = BackupWriter.STORE;
    private static final String UNFINISHED = STORE + ".restoring";
    private static final String KEYS = "keys";
    private static final String KEYSTORE = "keystore";

    private StoreRestore() {}

    /**
     * Reads the whole backup and compares it with its manifest.
     *
     * @throws DamagedBackupException with the first file that is missing or not what was written
     */
    public static BackupManifest check(Path backup) throws IOException {
        BackupManifest manifest = BackupManifest.read(backup);
        manifest.forEach(line -> {
            Path file = require(manifest, line);
            requireHash(line, BackupFiles.hash(file));
        });
        return manifest;
    }

    /**
     * Restores into a directory that does not exist, is empty, or has only what an earlier try left.
     *
     * @param keystore the keys that the store is encrypted under, which no backup holds; empty when they are put there
     *     later
     */
    public static BackupManifest restore(Path backup, Path data, Optional<Path> keystore) throws IOException {
        BackupManifest manifest = BackupManifest.read(backup);
        requireEmpty(data);
        Path unfinished = data.resolve(UNFINISHED);
        BackupFiles.remove(unfinished);
        Files.createDirectories(unfinished);
        manifest.forEach(line -> {
            Path source = require(manifest, line);
            Path target = unfinished.resolve(line.name().substring(STORE.length() + 1));
            Files.createDirectories(target.getParent());
            requireHash(line, BackupFiles.copy(source, line.length(), target));
        });
        BackupFiles.forceDirectories(unfinished);
        if (keystore.isPresent()) {
            Path keys = Files.createDirectories(data.resolve(KEYS));
            BackupFiles.copy(keystore.get(), Files.size(keystore.get()), keys.resolve(KEYSTORE));
            BackupFiles.forceDirectories(keys);
        }
        Files.move(unfinished, data.resolve(STORE), StandardCopyOption.ATOMIC_MOVE);
        BackupFiles.forceDirectories(data);
        return manifest;
    }

    private static void requireEmpty(Path data) throws IOException {
        if (!Files.exists(data)) {
            return;
        }
        List<String> names;
        try (Stream<Path> files = Files.list(data)) {
            names = files.map(file -> file.getFileName().toString()).toList();
        }
        boolean ours = names.isEmpty()
                || (names.contains(UNFINISHED)
                        && names.stream().allMatch(name -> name.equals(UNFINISHED) || name.equals(KEYS)));
        if (!ours) {
            throw new IOException(data + " is not empty; a backup is restored into a new directory only");
        }
    }

    private static Path require(BackupManifest manifest, BackupManifest.Line line) throws IOException {
        Path file = manifest.backup().resolve(line.name());
        if (!line.name().startsWith(STORE + "/")) {
            throw new DamagedBackupException("the manifest names " + line.name() + ", which is no part of a store");
        }
        if (!Files.isRegularFile(file)) {
            throw new DamagedBackupException("the file " + line.name() + " is missing");
        }
        if (Files.size(file) != line.length()) {
            throw new DamagedBackupException("the file " + line.name() + " has " + Files.size(file) + " bytes, not "
                    + line.length() + " as were written");
        }
        return file;
    }

    private static void requireHash(BackupManifest.Line line, String found) {
        if (!line.sha256().equals(found)) {
            throw new DamagedBackupException("the file " + line.name() + " is damaged: its SHA-256 is another");
        }
    }
}
