package io.coffer.server.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Files copied and hashed in one go; a copy has its final name only when it is on the disk as a whole. */
final class BackupFiles {
    static final String UNFINISHED_SUFFIX = ".part";
    private static final int BUFFER = 256 * 1024;

    private BackupFiles() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /**
     * Copies the first bytes of a file and makes them durable.
     *
     * @return the SHA-256 of what was copied, in hex
     * @throws IOException also when the source is shorter
     */
    static String copy(Path source, long length, Path target) throws IOException {
        Path unfinished = target.resolveSibling(target.getFileName() + UNFINISHED_SUFFIX);
        MessageDigest digest = sha256();
        try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(
                        unfinished,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            pass(in, length, source, bytes -> {
                digest.update(bytes.duplicate());
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            });
            out.force(true);
        }
        Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The SHA-256 of a whole file, in hex. */
    static String hash(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            pass(in, in.size(), file, digest::update);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private interface Taker {
        void take(ByteBuffer bytes) throws IOException;
    }

    private static void pass(FileChannel in, long length, Path source, Taker taker) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.max(1, Math.min(BUFFER, length)));
        long left = length;
        while (left > 0) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), left));
            if (in.read(buffer) < 0) {
                throw new IOException(source + " ends " + left + " bytes too early");
            }
            left -= buffer.flip().remaining();
            taker.take(buffer);
        }
    }

    /** Makes the names in a directory and in all below it durable. */
    static void forceDirectories(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path directory : tree.filter(Files::isDirectory).toList()) {
                try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
                    channel.force(true);
                }
            }
        }
    }

    static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findFirst().isEmpty();
        }
    }

    static void remove(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
