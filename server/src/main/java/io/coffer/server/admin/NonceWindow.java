package io.coffer.server.admin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;

/** Remembers the nonces of signed requests for as long as their timestamps would be accepted. */
final class NonceWindow {
    private final Cache<String, Boolean> seen;
    private final int capacity;

    NonceWindow(InstantSource clock, Duration window, int capacity) {
        this.capacity = capacity;
        this.seen = Caffeine.newBuilder()
                .expireAfterWrite(window)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
    }

    /** @throws AdminException when the nonce was used, or so many are remembered that a new one could not be */
    void require(String accessKeyId, String nonce) {
        if (seen.estimatedSize() >= capacity) {
            seen.cleanUp();
            if (seen.estimatedSize() >= capacity) {
                throw AdminError.THROTTLING.exception();
            }
        }
        if (seen.asMap().putIfAbsent(accessKeyId + " " + nonce, true) != null) {
            throw AdminError.NONCE_USED.exception();
        }
    }
}
