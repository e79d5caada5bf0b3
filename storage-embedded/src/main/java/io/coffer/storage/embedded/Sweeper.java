package io.coffer.storage.embedded;

import io.coffer.storage.BlobId;
import io.coffer.storage.StorageException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes body files that nothing claims, in the background: those a commit or delete has freed, and once after opening
 * those that a crash left. A search that the disk ended early is begun anew when its outcome is asked for. A file not
 * deleted is only found again at the next opening, so nothing here needs to be durable.
 */
final class Sweeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
    private static final Pattern FILE_NAME = Pattern.compile("[0-9a-f]{32}");

    private final BodyFiles files;
    private final Index index;
    private final BlockingQueue<Runnable> freed = new LinkedBlockingQueue<>();
    private final AtomicLong pending;
    private final AtomicLong orphans = new AtomicLong();
    private final long leftBefore;
    private final Thread freeing =
            Thread.ofPlatform().daemon().name("coffer-freeing").unstarted(this::free);
    private final CompletableFuture<Boolean> ending = new CompletableFuture<>();
    private volatile CompletableFuture<Void> swept = new CompletableFuture<>();
    private @Nullable Thread sweeping;
    private boolean held;
    private volatile boolean closed;

    /** @param leftBefore the bytes of freed files that an earlier process may have left */
    Sweeper(BodyFiles files, Index index, long leftBefore) {
        this.files = files;
        this.index = index;
        this.leftBefore = leftBefore;
        this.pending = new AtomicLong(leftBefore);
    }

    synchronized void start() {
        freeing.start();
        search(swept);
    }

    private void search(CompletableFuture<Void> outcome) {
        sweeping = Thread.ofPlatform().daemon().name("coffer-sweeping").start(() -> sweep(outcome));
    }

    /** The newest search, begun now when the last one has failed. */
    private synchronized CompletableFuture<Void> searchedAnew() {
        if (swept.isCompletedExceptionally() && !closed) {
            swept = new CompletableFuture<>();
            search(swept);
        }
        return swept;
    }

    /** To be called once no claim on the files is left. Readers keep what they have open. */
    void free(List<FreedFile> unclaimed) {
        for (FreedFile file : unclaimed) {
            pending.addAndGet(file.bytes());
            freed.add(() -> delete(file));
        }
    }

    /** The bytes of freed files that are still there; after opening, until all were looked at, the most there can be. */
    long pendingBytes() {
        return pending.get();
    }

    /** Waits until no file is left that was freed before the call, or by an earlier process, and that is durable. */
    void awaitSwept() {
        CompletableFuture<Boolean> reached = new CompletableFuture<>();
        freed.add(() -> reached.complete(true));
        try {
            CompletableFuture.anyOf(reached, ending).join();
            if (closed) {
                throw Failures.closed();
            }
            long unused = orphans();
            files.forceDirectories();
        } catch (IOException e) {
            throw Failures.of("cannot make the deletion of body files durable", e);
        }
    }

    /** Waits until all files were looked at that were there at opening: how many of them nothing claimed. */
    long orphans() {
        CompletableFuture<Void> search = swept;
        if (failure(search).isPresent()) {
            failure(searchedAnew()).ifPresent(failure -> {
                throw failure;
            });
        }
        return orphans.get();
    }

    /** Why a search ended early, once it has ended. */
    private static Optional<StorageException> failure(CompletableFuture<Void> search) {
        try {
            search.join();
            return Optional.empty();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StorageException failure) {
                return Optional.of(failure);
            }
            throw e;
        }
    }

    /**
     * Keeps every file that the index claims from now on, even when it is freed, until {@link #release}.
     *
     * @return false when files are held already
     */
    synchronized boolean hold() {
        boolean taken = !held;
        held = true;
        return taken;
    }

    synchronized boolean isHeld() {
        return held;
    }

    synchronized void release() {
        held = false;
        notifyAll();
    }

    /** To be called after a file was found to be claimed no more, for that may have been while files are held. */
    private synchronized void awaitRelease() throws InterruptedException {
        while (held && !closed) {
            wait();
        }
    }

    private void free() {
        try {
            while (!closed) {
                Runnable deletion = freed.take();
                awaitRelease();
                if (!closed) {
                    deletion.run();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sweep(CompletableFuture<Void> outcome) {
        long before = orphans.get();
        try {
            for (int number = 0; number < BodyFiles.DIRECTORIES && !closed; number++) {
                Path directory = files.directory(number);
                if (Files.isDirectory(directory)) {
                    sweep(directory);
                }
            }
            if (orphans.get() > before) {
                LOG.info("removed {} body files that no entry claims", orphans.get() - before);
            }
            if (closed) {
                outcome.completeExceptionally(Failures.closed());
            } else {
                pending.addAndGet(-leftBefore);
                outcome.complete(null);
            }
        } catch (InterruptedException e) {
            outcome.completeExceptionally(Failures.closed());
            Thread.currentThread().interrupt();
        } catch (IOException | StorageException e) {
            if (!closed) {
                LOG.warn("the search for unclaimed body files ended early", e);
            }
            outcome.completeExceptionally(
                    e instanceof IOException failure ? Failures.of("cannot look for freed body files", failure) : e);
        }
    }

    private void sweep(Path directory) throws IOException, InterruptedException {
        try (DirectoryStream<Path> listing = Files.newDirectoryStream(directory)) {
            for (Path file : listing) {
                String name = file.getFileName().toString();
                if (closed) {
                    break;
                }
                if (FILE_NAME.matcher(name).matches()
                        && isOrphan(new BlobId(HexFormat.of().parseHex(name)))) {
                    awaitRelease();
                    if (closed) {
                        break;
                    }
                    files.delete(new BlobId(HexFormat.of().parseHex(name)));
                    orphans.incrementAndGet();
                }
            }
        }
    }

    /** In this order: a write in flight settles only after its claim can be seen. */
    private boolean isOrphan(BlobId blob) {
        return !files.isInFlight(blob) && !index.claimsFile(blob);
    }

    /** What cannot be deleted stays counted. */
    private void delete(FreedFile file) {
        try {
            files.delete(file.blob());
            files.holds().lostName(file.blob(), file.bytes());
            pending.addAndGet(-file.bytes());
        } catch (IOException e) {
            LOG.warn("cannot delete the freed body file {}: {}", file.blob(), e.getMessage());
        }
    }

    @Override
    public void close() {
        closed = true;
        ending.complete(true);
        freeing.interrupt();
        synchronized (this) {
            if (sweeping != null) {
                sweeping.interrupt();
            }
        }
    }
}
