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
    private final Disk disk;
    /** those whose own name may not be durable yet */
    private final Set<Path> newDirectories = ConcurrentHashMap.newKeySet();

    private final BodyHolds holds = new BodyHolds();
    private final Set<BlobId> inFlight = ConcurrentHashMap.newKeySet();

    BodyFiles(Path root, Disk disk) {
        this.root = root;
        this.disk = disk;
    }

    /** Makes the root, and durable what an earlier process may have left undurable in it. */
    void createRoot() throws IOException {
        Files.createDirectories(root);
        disk.forceDirectory(root);
    }

    /** The directory of the whole store. */
    Path store() {
        return root.resolveSibling("");
    }

    Path directory(int number) {
        return root.resolve(HexFormat.of().toHexDigits((byte) number));
    }

    Path path(BlobId blob) {
        return directory(blob.bytes()[0]).resolve(blob.hex());
    }

    Disk.DiskFile create(BlobId blob) throws IOException {
        inFlight.add(blob);
        Path directory = directory(blob.bytes()[0]);
        if (!Files.isDirectory(directory)) {
            newDirectories.add(directory);
            Files.createDirectories(directory);
        }
        return disk.create(path(blob));
    }

    /** To be released through {@link BodyHolds#release} after it was closed. */
    FileChannel open(BlobId blob) throws IOException {
        holds.take(blob);
        try {
            return FileChannel.open(path(blob), StandardOpenOption.READ);
        } catch (IOException e) {
            holds.release(blob);
            throw e;
        }
    }

    BodyHolds holds() {
        return holds;
    }

    /** Makes content and name durable. Waits for the disk. */
    void force(BlobId blob, Disk.DiskFile file) throws IOException {
        file.force();
        Path directory = directory(blob.bytes()[0]);
        disk.forceDirectory(directory);
        if (newDirectories.contains(directory)) {
            disk.forceDirectory(root);
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
        disk.delete(path(blob));
    }

    /** Makes deletions durable. */
    void forceDirectories() throws IOException {
        for (int number = 0; number < DIRECTORIES; number++) {
            if (Files.isDirectory(directory(number))) {
                disk.forceDirectory(directory(number));
            }
        }
    }
}
