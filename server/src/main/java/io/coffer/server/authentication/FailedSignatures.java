package io.coffer.server.authentication;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts failed signatures by where they came from, in memory that is bounded whatever is sent. Only failures are held
 * up: a signature that holds always passes, so nobody can lock another out by failing in its name.
 */
public final class FailedSignatures {
    private static final Logger LOG = LoggerFactory.getLogger(FailedSignatures.class);
    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** Short, since a key that was unknown a moment ago may be made now. */
    private static final Duration UNKNOWN = Duration.ofSeconds(5);

    /** One address may be many clients, each with a key of its own. */
    private static final int ADDRESS_FACTOR = 5;

    private static final int MOST_COUNTED = 100_000;
    private static final int MOST_OF_KEY_ID = 128;

    private record Source(String network, String accessKeyId) {}

    private final int limit;
    private final Cache<Source, AtomicInteger> byKey;
    private final Cache<String, AtomicInteger> byNetwork;
    private final Cache<String, Boolean> unknownKeys;

    /** @param perMinute for one access key from one address; 0 is no limit */
    public FailedSignatures(int perMinute, InstantSource clock) {
        Ticker ticker = () -> TimeUnit.MILLISECONDS.toNanos(clock.millis());
        this.limit = perMinute;
        this.byKey = cache(WINDOW, ticker);
        this.byNetwork = cache(WINDOW, ticker);
        this.unknownKeys = cache(UNKNOWN, ticker);
    }

    private static <K, V> Cache<K, V> cache(Duration lasting, Ticker ticker) {
        return Caffeine.newBuilder()
                .maximumSize(MOST_COUNTED)
                .expireAfterWrite(lasting)
                .ticker(ticker)
                .build();
    }

    /**
     * Whether the key was not found a moment ago, when its source was beyond the limit already: it is not looked for
     * again then, and the attempt counts as failed.
     */
    public boolean isKnownUnknown(String remoteAddress, String accessKeyId) {
        // empty but for an attack, so that a request costs no lookup
        if (unknownKeys.estimatedSize() == 0) {
            return false;
        }
        String key = shortened(accessKeyId);
        return unknownKeys.getIfPresent(key) != null
                && isBeyond(SourceNetwork.of(remoteAddress), key)
                && isTooMany(remoteAddress, key, false);
    }

    private boolean isBeyond(String network, String accessKeyId) {
        AtomicInteger ofKey = byKey.getIfPresent(new Source(network, accessKeyId));
        AtomicInteger ofNetwork = byNetwork.getIfPresent(network);
        return (ofKey != null && ofKey.get() >= limit)
                || (ofNetwork != null && ofNetwork.get() >= (long) limit * ADDRESS_FACTOR);
    }

    /**
     * Counts a failure.
     *
     * @param unknownKey whether there is no such key
     * @return whether there were too many before it
     */
    public boolean isTooMany(String remoteAddress, String accessKeyId, boolean unknownKey) {
        if (limit == 0) {
            return false;
        }
        String network = SourceNetwork.of(remoteAddress);
        String key = shortened(accessKeyId);
        long ofKey = count(byKey, new Source(network, key));
        long ofNetwork = count(byNetwork, network);
        boolean tooMany = ofKey > limit || ofNetwork > (long) limit * ADDRESS_FACTOR;
        // once in a window: a log that every failure writes to would be a second way to do harm
        if (ofKey == limit + 1L) {
            LOG.warn("more than {} failed signatures in a minute for an access key from {}", limit, network);
        }
        if (ofNetwork == (long) limit * ADDRESS_FACTOR + 1) {
            LOG.warn("more than {} failed signatures in a minute from {}", (long) limit * ADDRESS_FACTOR, network);
        }
        if (tooMany && unknownKey) {
            unknownKeys.put(key, true);
        }
        return tooMany;
    }

    /** The window begins with its first failure. */
    private static <K> long count(Cache<K, AtomicInteger> counters, K source) {
        return counters.get(source, first -> new AtomicInteger())
                .updateAndGet(count -> count == Integer.MAX_VALUE ? count : count + 1);
    }

    private static String shortened(String accessKeyId) {
        return accessKeyId.length() <= MOST_OF_KEY_ID ? accessKeyId : accessKeyId.substring(0, MOST_OF_KEY_ID);
    }
}
