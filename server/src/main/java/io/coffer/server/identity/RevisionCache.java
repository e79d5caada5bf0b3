package io.coffer.server.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** What was read of identities, until one of them is changed here, or for a while. */
final class RevisionCache<K, V> {
    private record Kept<V>(long revision, V value) {}

    private final LongSupplier revision;
    private final Function<K, Optional<V>> reader;
    private final Cache<K, Kept<V>> kept;

    RevisionCache(int most, Duration maxAge, LongSupplier revision, Function<K, Optional<V>> reader) {
        this.revision = revision;
        this.reader = reader;
        this.kept =
                Caffeine.newBuilder().maximumSize(most).expireAfterWrite(maxAge).build();
    }

    Optional<V> get(K key) {
        // taken before reading: what a later change made stale carries an older revision
        long current = revision.getAsLong();
        Kept<V> known = kept.getIfPresent(key);
        if (known != null && known.revision() == current) {
            return Optional.of(known.value());
        }
        Optional<V> read = reader.apply(key);
        read.ifPresent(value -> kept.put(key, new Kept<>(current, value)));
        return read;
    }
}
