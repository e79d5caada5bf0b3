package io.coffer.encryption.guard;

import io.coffer.encryption.DataKey;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyManagementException.Kind;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** How long a call may take. One past it is interrupted, and a key that it still brings is wiped. */
record Deadline(Duration time) {
    <T> T within(Supplier<T> call) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().name("key-service-call").start(() -> run(call, outcome));
        try {
            return outcome.get(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (TimeoutException late) {
            giveUp(caller, outcome);
            throw new KeyManagementException(
                    Kind.UNAVAILABLE, "the key service did not answer within " + time.toMillis() + " ms", late);
        } catch (InterruptedException interrupted) {
            giveUp(caller, outcome);
            Thread.currentThread().interrupt();
            throw new KeyManagementException(Kind.UNAVAILABLE, "the call to the key service was given up", interrupted);
        }
    }

    private static <T> void run(Supplier<T> call, CompletableFuture<T> outcome) {
        try {
            T result = call.get();
            if (!outcome.complete(result)) {
                wipe(result);
            }
        } catch (RuntimeException | Error failure) {
            outcome.completeExceptionally(failure);
        }
    }

    private static <T> void giveUp(Thread caller, CompletableFuture<T> outcome) {
        if (!outcome.cancel(false) && !outcome.isCompletedExceptionally()) {
            // it came at the last moment
            wipe(outcome.join());
        }
        caller.interrupt();
    }

    private static void wipe(Object result) {
        if (result instanceof DataKey key) {
            key.close();
        }
    }
}
