package io.coffer.server.backup;

import io.coffer.server.backup.BackupException.Refusal;
import io.coffer.storage.StorageSnapshot;
import io.coffer.storage.StorageSnapshot.StoredFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes a snapshot into a directory: the store's files under {@code store/}, then the manifest. Begun again after it
 * broke off, it keeps the copies of what never changes and makes the rest anew.
 */
final class BackupWriter {
    static final String STORE = "store";
    private static final String UNFINISHED = "unfinished";

    /** Hears of every file that is in the backup. */
    interface Progress {
        void copied(long bytes);
    }

    private final Path directory;
    private final Progress progress;
    private final Set<String> written = new HashSet<>();

    BackupWriter(Path directory, Progress progress) {
        this.directory = directory;
        this.progress = progress;
    }

    /**
     * Takes the directory for a backup of the store.
     *
     * @throws BackupException when something else is there
     */
    void begin(String store) throws IOException {
        Files.createDirectories(directory);
        Path mark = directory.resolve(UNFINISHED);
        if (Files.exists(mark)) {
            if (!Files.readString(mark, StandardCharsets.ISO_8859_1).strip().equals(store)) {
                throw new BackupException(Refusal.OCCUPIED, directory + " holds an unfinished backup of another store");
            }
            return;
        }
        if (!BackupFiles.isEmpty(directory)) {
            throw new BackupException(Refusal.OCCUPIED, directory + " is not empty");
        }
        Files.writeString(mark, store + "\n", StandardCharsets.US_ASCII);
        BackupFiles.forceDirectories(directory);
    }

    void write(StorageSnapshot snapshot, String store, Instant time) throws IOException {
        try (BackupManifest.Writing manifest =
                new BackupManifest.Writing(directory, store, time, snapshot.sequence())) {
            snapshot.forEach(file -> manifest.add(copy(file)));
            removeOthers();
            BackupFiles.forceDirectories(directory);
            manifest.finish();
        }
        Files.delete(directory.resolve(UNFINISHED));
        BackupFiles.forceDirectories(directory);
    }

    private BackupManifest.Line copy(StoredFile file) throws IOException {
        Path target = directory.resolve(STORE).resolve(file.name());
        Files.createDirectories(target.getParent());
        boolean kept = file.immutable() && Files.exists(target) && Files.size(target) == file.length();
        String hash = kept ? BackupFiles.hash(target) : BackupFiles.copy(file.source(), file.length(), target);
        written.add(STORE + "/" + file.name());
        progress.copied(file.length());
        return new BackupManifest.Line(hash, file.length(), STORE + "/" + file.name());
    }

    /** What an earlier try left of files that are not in the store any more. */
    private void removeOthers() throws IOException {
        List<Path> others;
        try (Stream<Path> tree = Files.walk(directory.resolve(STORE))) {
            others = tree.filter(Files::isRegularFile)
                    .filter(file -> !written.contains(directory.relativize(file).toString()))
                    .toList();
        }
        for (Path file : others) {
            Files.delete(file);
        }
    }
}
