package io.coffer.storage.embedded;

import io.coffer.storage.BlobId;
import io.coffer.storage.StorageException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes body files that nothing claims, in the background: those a commit or delete has freed, and once after opening
 * those that a crash left. A file not deleted is only found again at the next opening, so nothing here needs to be
 * durable.
 */
final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final Pattern FILE_NAME = Pattern.compile("[0-9a-f]{32}");

    private final BodyFiles files;
    private final Index index;
    private final BlockingQueue<BlobId> freed = new LinkedBlockingQueue<>();
    private final Thread freeing =
            Thread.ofPlatform().daemon().name("coffer-freeing").unstarted(this::free);
    private final Thread sweeping =
            Thread.ofPlatform().daemon().name("coffer-sweeping").unstarted(this::sweep);
    private volatile boolean closed;

    Sweeper(BodyFiles files, Index index) {
        this.files = files;
        this.index = index;
    }

    void start() {
        freeing.start();
        sweeping.start();
    }

    /** To be called once no claim on the files is left. Readers keep what they have open. */
    void free(List<BlobId> blobs) {
        freed.addAll(blobs);
    }

    private void free() {
        try {
            while (!closed) {
                delete(freed.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep() {
        try {
            long orphans = 0;
            for (int number = 0; number < BodyFiles.DIRECTORIES && !closed; number++) {
                Path directory = files.directory(number);
                orphans += Files.isDirectory(directory) ? sweep(directory) : 0;
            }
            if (orphans > 0) {
                LOG.info("removed {} body files that no entry claims", orphans);
            }
        } catch (IOException | StorageException e) {
            if (!closed) {
                LOG.warn("the search for unclaimed body files ended early", e);
            }
        }
    }

    private long sweep(Path directory) throws IOException {
        long orphans = 0;
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(directory)) {
            for (Path file : listing) {
                String name = file.getFileName().toString();
                if (closed) {
                    break;
                }
                if (FILE_NAME.matcher(name).matches()
                        && isOrphan(new BlobId(HexFormat.of().parseHex(name)))) {
                    Files.deleteIfExists(file);
                    orphans++;
                }
            }
        }
        return orphans;
    }

    /** In this order: a write in flight settles only after its claim can be seen. */
    private boolean isOrphan(BlobId blob) {
        return !files.isInFlight(blob) && !index.claimsFile(blob);
    }

    private void delete(BlobId blob) {
        try {
            files.delete(blob);
        } catch (IOException e) {
            LOG.warn("cannot delete the freed body file {}: {}", blob, e.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        freeing.interrupt();
    }
}
