package io.coffer.server.object;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.coffer.server.metadata.AttributeKeyRecord;
import java.time.Duration;
import java.util.Optional;

/**
 * Records of attribute keys as they were read lately, where each reading is a call over the network. The key in a record
 * is the same for ever; which master key wraps it may change at another gateway, and is known here after
 * {@link #MOST_AGE}, as a change of a master key itself is.
 */
final class RecentAttributeKeys {
    static final Duration MOST_AGE = Duration.ofSeconds(2);
    private static final int MOST_RECORDS = 10_000;

    private final Optional<Cache<String, AttributeKeyRecord>> recent;

    /** @param alone whether no other process changes the records: the engine has them at hand then, and none is kept */
    RecentAttributeKeys(boolean alone) {
        this.recent = alone
                ? Optional.empty()
                : Optional.of(Caffeine.newBuilder()
                        .maximumSize(MOST_RECORDS)
                        .expireAfterWrite(MOST_AGE)
                        .build());
    }

    Optional<AttributeKeyRecord> find(String name) {
        return recent.map(kept -> kept.getIfPresent(name));
    }

    void keep(String name, AttributeKeyRecord record) {
        recent.ifPresent(kept -> kept.put(name, record));
    }

    void forget(String name) {
        recent.ifPresent(kept -> kept.invalidate(name));
    }
}
