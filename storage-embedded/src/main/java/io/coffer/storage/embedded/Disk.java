package io.coffer.storage.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How the engine changes its own files, those of RocksDB aside; a test puts failures here. */
interface Disk {
    Disk REAL = new Disk() {};

    /** A new file, to be written. */
    default DiskFile create(Path file) throws IOException {
        return new RealFile(FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /** A file that is there, to be written. */
    default DiskFile open(Path file) throws IOException {
        return new RealFile(FileChannel.open(file, StandardOpenOption.WRITE));
    }

    default void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** Makes durable which files the directory has. */
    default void forceDirectory(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(false);
        }
    }

    /** A file open for writing. One thread at a time writes and truncates; another may force it meanwhile. */
    interface DiskFile extends AutoCloseable {
        /** Writes some of the bytes, at least one, as {@link FileChannel#write(ByteBuffer, long)} does. */
        int write(ByteBuffer source, long position) throws IOException;

        default void writeAll(ByteBuffer source, long position) throws IOException {
            long next = position;
            while (source.hasRemaining()) {
                next += write(source, next);
            }
        }

        void truncate(long length) throws IOException;

        /** Makes content and length durable. After a failure nothing is known of what was written since the last. */
        void force() throws IOException;

        @Override
        void close() throws IOException;
    }

    record RealFile(FileChannel channel) implements DiskFile {
        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            return channel.write(source, position);
        }

        @Override
        public void truncate(long length) throws IOException {
            channel.truncate(length);
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
