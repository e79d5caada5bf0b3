package io.coffer.encryption;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Small files that only their owner reads, and that are on the disk when a call returns. */
public final class DurableFile {
    private static final int ERASED_AT_ONCE = 1024 * 1024;

    private DurableFile() {}

    /**
     * A file that could not be written to its end is removed again.
     *
     * @throws java.nio.file.FileAlreadyExistsException when there is one; it is left as it is
     */
    static void create(Path file, byte[] content) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, mode(file, "rw-------"))) {
            write(file, channel, content);
        }
        synchronizeDirectory(directoryOf(file));
    }

    private static void write(Path file, FileChannel channel, byte[] content) throws IOException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /** The file has its old content or the new one at every moment. */
    public static void replace(Path file, byte[] content) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        Files.deleteIfExists(unfinished);
        create(unfinished, content);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        synchronizeDirectory(directoryOf(file));
    }

    /**
     * As {@link #replace}, and leaves the old content under another name for {@link #erase}: only what has a name can be
     * overwritten after a crash.
     *
     * @return false when the file system has no second names, so that the old content is left to it
     */
    static boolean replaceKeeping(Path file, byte[] content, Path old) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".tmp");
        create(unfinished, content);
        boolean kept = Files.notExists(file) || link(old, file);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        synchronizeDirectory(directoryOf(file));
        return kept;
    }

    private static boolean link(Path name, Path file) {
        try {
            Files.createLink(name, file);
            return true;
        } catch (IOException | UnsupportedOperationException refused) {
            return false;
        }
    }

    /**
     * Overwrites a file in its place before it is removed; without effect when there is none. File systems that write
     * elsewhere (copy on write, snapshots) and the wear levelling of flash may keep the old bytes.
     *
     * @param kept when the first is but another name of this one, only that name is removed
     */
    static void erase(Path file, Path kept) throws IOException {
        if (Files.notExists(file)) {
            return;
        }
        // what replaced it must be there after a crash before it is overwritten
        synchronizeDirectory(directoryOf(file));
        if (!Files.exists(kept) || !Files.isSameFile(file, kept)) {
            overwrite(file);
        }
        Files.delete(file);
        synchronizeDirectory(directoryOf(file));
    }

    private static void overwrite(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            long length = channel.size();
            for (long at = 0; at < length; ) {
                int piece = (int) Math.min(length - at, ERASED_AT_ONCE);
                at += channel.write(ByteBuffer.wrap(KeyDerivation.randomBytes(piece)), at);
            }
            channel.force(true);
        }
    }

    static void createDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            Files.createDirectories(directory, mode(directory, "rwx------"));
            synchronizeDirectory(directoryOf(directory));
        }
    }

    static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    static FileAttribute<?>[] mode(Path file, String permissions) {
        return isPosix(file)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static Path directoryOf(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    /** A new name is durable only with its directory. Only POSIX systems open directories. */
    private static void synchronizeDirectory(Path directory) throws IOException {
        if (isPosix(directory)) {
            try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
