package io.coffer.server.http;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How fast a client sends or takes one body, counting only the time that the server waits for it. A client just above
 * the bound on pauses could hold a request open for ever otherwise.
 */
final class ClientPace {
    /** No bound. */
    static final int ANY = 0;

    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final int leastBytesPerSecond;
    private long waitedNanos;
    private long bytes;

    ClientPace(int leastBytesPerSecond) {
        this.leastBytesPerSecond = leastBytesPerSecond;
    }

    /**
     * Counts one wait.
     *
     * @throws IOException caused by a {@link TimeoutException} when the client is too slow
     */
    void waited(long nanos, long passed) throws IOException {
        waitedNanos += nanos;
        bytes += passed;
        double least = (double) leastBytesPerSecond * waitedNanos / TimeUnit.SECONDS.toNanos(1);
        if (leastBytesPerSecond != ANY && waitedNanos > GRACE_NANOS && bytes < least) {
            throw new IOException(
                    "the client is too slow",
                    new TimeoutException(
                            bytes + " bytes in " + TimeUnit.NANOSECONDS.toSeconds(waitedNanos) + " seconds"));
        }
    }
}
