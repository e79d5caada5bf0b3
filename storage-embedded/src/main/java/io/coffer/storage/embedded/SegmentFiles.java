package io.coffer.storage.embedded;

import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/** The files {@code segments/<16 hex digits>}: the number, which is never used twice. Safe for use by many threads. */
final class SegmentFiles implements AutoCloseable {
    private static final int ZEROS = 1 << 20;
    /** what is forced at once: a longer wait of the disk would hold up the groups */
    private static final long FORCED_ZEROS = 4 << 20;

    private final Path root;
    private final Disk disk;
    /** shared by all readers of a segment */
    private final ConcurrentMap<Long, FileChannel> open = new ConcurrentHashMap<>();

    SegmentFiles(Path root, Disk disk) {
        this.root = root;
        this.disk = disk;
    }

    void createRoot() throws IOException {
        Files.createDirectories(root);
        disk.forceDirectory(root);
    }

    Path path(long segment) {
        return root.resolve(HexFormat.of().toHexDigits(segment));
    }

    /** The numbers of those there are, in order. */
    List<Long> numbers() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9a-f]{16}"))
                    .map(HexFormat::fromHexDigitsToLong)
                    .sorted()
                    .toList();
        }
    }

    /** Makes a segment of zeros, durable with its name: writing into it changes no file system structure. */
    Disk.DiskFile create(long segment, long length) throws IOException {
        Disk.DiskFile file = disk.create(path(segment));
        try {
            ByteBuffer zeros = ByteBuffer.allocateDirect((int) Math.min(ZEROS, length));
            for (long position = 0; position < length; position += zeros.limit()) {
                zeros.clear().limit((int) Math.min(zeros.capacity(), length - position));
                file.writeAll(zeros, position);
                if ((position + zeros.limit()) % FORCED_ZEROS == 0) {
                    file.force();
                }
            }
            file.force();
            disk.forceDirectory(root);
            return file;
        } catch (IOException e) {
            file.close();
            disk.delete(path(segment));
            throw e;
        }
    }

    Disk.DiskFile openForWriting(long segment) throws IOException {
        return disk.open(path(segment));
    }

    long length(long segment) throws IOException {
        return Files.size(path(segment));
    }

    Optional<byte[]> read(Place place, int length) throws IOException {
        return read(place.segment(), place.offset(), length);
    }

    /** Those bytes, fewer where the segment ends before; empty when there is no such segment. */
    Optional<byte[]> read(long segment, long position, int length) throws IOException {
        ByteBuffer target = ByteBuffer.allocate(length);
        while (true) {
            Optional<FileChannel> channel = channel(segment);
            if (channel.isEmpty()) {
                return Optional.empty();
            }
            try {
                while (target.hasRemaining() && channel.get().read(target, position + target.position()) >= 0) {}
                return Optional.of(
                        target.hasRemaining() ? Arrays.copyOf(target.array(), target.position()) : target.array());
            } catch (ClosedChannelException e) {
                // freed meanwhile, or closed because a thread was interrupted in the middle of reading
                open.remove(segment, channel.get());
                if (Thread.currentThread().isInterrupted()) {
                    throw new StorageException(Kind.UNAVAILABLE, "reading was interrupted", e);
                }
            }
        }
    }

    private Optional<FileChannel> channel(long segment) throws IOException {
        FileChannel known = open.get(segment);
        if (known != null) {
            return Optional.of(known);
        }
        FileChannel opened;
        try {
            opened = FileChannel.open(path(segment), StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        FileChannel first = open.putIfAbsent(segment, opened);
        if (first != null) {
            opened.close();
            return Optional.of(first);
        }
        if (!Files.exists(path(segment))) {
            // deleted while it was opened: nobody would close it
            open.remove(segment, opened);
            opened.close();
            return Optional.empty();
        }
        return Optional.of(opened);
    }

    /** Deletes it under its readers: they look up the entry again. */
    void delete(long segment) throws IOException {
        disk.delete(path(segment));
        FileChannel channel = open.remove(segment);
        if (channel != null) {
            channel.close();
        }
    }

    void forceDeletions() throws IOException {
        disk.forceDirectory(root);
    }

    @Override
    public void close() throws IOException {
        for (FileChannel channel : open.values()) {
            channel.close();
        }
        open.clear();
    }
}
