package io.coffer.storage.embedded;

import io.coffer.storage.BlobId;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Makes the file of one body durable. Of a long one it begins while the rest still comes, so that the end waits for the last
 * bytes alone. On platform threads, since it waits for the disk; used by the writer's thread.
 */
final class BodyForcing {
    /** So many bytes are let come before the disk is asked again. */
    static final long STEP = 16L << 20;

    /** One call of the disk. */
    private interface Call {
        void run() throws IOException;
    }

    private final BodyFiles files;
    private final BlobId blob;
    private final Disk.DiskFile file;
    private final Executor threads;
    private CompletableFuture<@Nullable IOException> running = CompletableFuture.completedFuture(null);
    private long asked;

    BodyForcing(BodyFiles files, BlobId blob, Disk.DiskFile file, Executor threads) {
        this.files = files;
        this.blob = blob;
        this.file = file;
        this.threads = threads;
    }

    /** Tells how long the file has become. */
    void written(long length) {
        boolean failed = running.isDone() && running.join() != null;
        if (length - asked >= STEP && running.isDone() && !failed) {
            asked = length;
            running = begin(file::force);
        }
    }

    /**
     * Waits until all of it, and its name, is durable.
     *
     * @return the first failure, after which nothing is known of what was written
     */
    @Nullable
    IOException finish() {
        IOException failure = running.join();
        if (failure == null) {
            running = begin(() -> files.force(blob, file));
            failure = running.join();
        }
        return failure;
    }

    /** Waits for what was begun: the file must not be closed under it. */
    void settle() {
        IOException unused = running.join();
    }

    private CompletableFuture<@Nullable IOException> begin(Call call) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        call.run();
                        return null;
                    } catch (IOException e) {
                        return e;
                    }
                },
                threads);
    }
}
