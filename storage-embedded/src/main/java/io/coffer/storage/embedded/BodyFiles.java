package io.coffer.storage.embedded;

import io.coffer.storage.BlobId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The files {@code blobs/<first 2 hex digits>/<32 hex digits>}. A file has its final name from the start: what makes it
 * part of the store is the claim in the index alone.
 */
final class BodyFiles {
    static final int DIRECTORIES = 256;

    private final Path root;
    private final Durability durability;
    /** those whose own name may not be durable yet */
    private final Set<Path> newDirectories = ConcurrentHashMap.newKeySet();

    private final Set<BlobId> inFlight = ConcurrentHashMap.newKeySet();

    BodyFiles(Path root, Durability durability) {
        this.root = root;
        this.durability = durability;
    }

    /** Makes the root, and durable what an earlier process may have left undurable in it. */
    void createRoot() throws IOException {
        Files.createDirectories(root);
        forceDirectory(root, durability);
    }

    Path directory(int number) {
        return root.resolve(HexFormat.of().toHexDigits((byte) number));
    }

    Path path(BlobId blob) {
        return directory(blob.bytes()[0]).resolve(blob.hex());
    }

    FileChannel create(BlobId blob) throws IOException {
        inFlight.add(blob);
        Path directory = directory(blob.bytes()[0]);
        if (!Files.isDirectory(directory)) {
            newDirectories.add(directory);
            Files.createDirectories(directory);
        }
        return FileChannel.open(path(blob), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    FileChannel open(BlobId blob) throws IOException {
        return FileChannel.open(path(blob), StandardOpenOption.READ);
    }

    /** Makes content and name durable. Waits for the disk. */
    void force(BlobId blob, FileChannel channel) throws IOException {
        durability.force(channel);
        Path directory = directory(blob.bytes()[0]);
        forceDirectory(directory, durability);
        if (newDirectories.contains(directory)) {
            forceDirectory(root, durability);
            newDirectories.remove(directory);
        }
    }

    /** Whether a write of this process may still come to claim the file. */
    boolean isInFlight(BlobId blob) {
        return inFlight.contains(blob);
    }

    /** To be called when the file is claimed, or will never be. */
    void settle(BlobId blob) {
        inFlight.remove(blob);
    }

    void delete(BlobId blob) throws IOException {
        Files.deleteIfExists(path(blob));
    }

    static void forceDirectory(Path directory, Durability durability) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            durability.force(channel);
        }
    }
}
