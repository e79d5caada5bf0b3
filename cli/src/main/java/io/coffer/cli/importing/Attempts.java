package io.coffer.cli.importing;

import io.coffer.cli.RefusedException;
import io.coffer.cli.UnreachableException;
import java.util.function.Supplier;

/** Tries again what may go well a moment later. */
final class Attempts {
    private static final int MOST = 5;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;
    private static final int NOT_IMPLEMENTED = 501;

    private int made;

    /** Only for what does nothing twice. */
    static <T> T of(Supplier<T> work) {
        Attempts attempts = new Attempts();
        while (true) {
            try {
                return work.get();
            } catch (RefusedException | UnreachableException failed) {
                attempts.failed(failed);
            }
        }
    }

    /** Waits before the next attempt, or throws the failure when there is to be none. */
    void failed(RuntimeException failure) {
        made++;
        if (made >= MOST || !mayPass(failure)) {
            throw failure;
        }
        try {
            Thread.sleep(FIRST_PAUSE_MILLIS << (2 * (made - 1)));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("interrupted", interrupted);
        }
    }

    private static boolean mayPass(RuntimeException failure) {
        if (failure instanceof RefusedException refused) {
            int status = refused.status();
            return status == TOO_MANY_REQUESTS || (status >= SERVER_ERROR && status != NOT_IMPLEMENTED);
        }
        return failure instanceof UnreachableException
                && !Thread.currentThread().isInterrupted();
    }
}
