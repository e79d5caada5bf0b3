package io.coffer.server.admin;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the nonces of signed requests for as long as their timestamps would be accepted. Half of the room is for
 * whoever comes; of the other half nobody gets more than a share, so that no caller can shut the others out.
 */
final class NonceWindow {
    private static final int SHARES = 20;

    private final Cache<String, String> seen;
    private final ConcurrentHashMap<String, Integer> counts = new ConcurrentHashMap<>();
    private final int capacity;

    NonceWindow(InstantSource clock, Duration window, int capacity) {
        this.capacity = capacity;
        this.seen = Caffeine.newBuilder()
                .expireAfterWrite(window)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .<String, String>evictionListener((nonce, caller, cause) -> forgotten(caller))
                .build();
    }

    /**
     * @param caller to whom the key belongs, whichever of its keys that is
     * @throws AdminException when the nonce was used, or so many are remembered that a new one could not be
     */
    void require(String caller, String accessKeyId, String nonce) {
        if (!hasRoom(caller)) {
            seen.cleanUp();
            if (!hasRoom(caller)) {
                throw AdminError.THROTTLING.exception();
            }
        }
        if (seen.asMap().putIfAbsent(accessKeyId + " " + nonce, caller) != null) {
            throw AdminError.NONCE_USED.exception();
        }
        counts.merge(caller, 1, Integer::sum);
    }

    private boolean hasRoom(String caller) {
        long remembered = seen.estimatedSize();
        return remembered < capacity / 2
                || (remembered < capacity && counts.getOrDefault(caller, 0) < capacity / SHARES);
    }

    private void forgotten(@Nullable String caller) {
        if (caller != null) {
            counts.computeIfPresent(caller, (same, count) -> count > 1 ? count - 1 : null);
        }
    }
}
