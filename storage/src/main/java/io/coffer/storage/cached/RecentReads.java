package io.coffer.storage.cached;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.coffer.storage.BlobId;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.StorageException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Entries by space and name, and bodies by blob id, within a fixed number of bytes. */
final class RecentReads {
    /** about what a remembered thing takes besides its bytes */
    private static final int OVERHEAD = 256;

    /** Entries are worth more than bodies: of what is left out, the smaller part is read from the store. */
    private static final int SHARE_OF_ENTRIES = 4;

    record Place(CachedStorageEngine.Incarnation space, Name name) {}

    private final Cache<Place, Optional<Entry>> entries;
    private final Cache<BlobId, byte[]> bodies;
    /** Places that are being changed, by how many: they are read from the store, which knows when a change is seen. */
    private final Map<Place, Integer> changing = new ConcurrentHashMap<>();

    private volatile boolean certain = true;

    RecentReads(long bytes) {
        long ofEntries = bytes / SHARE_OF_ENTRIES;
        entries = Caffeine.newBuilder()
                .maximumWeight(ofEntries)
                .weigher((Place place, Optional<Entry> entry) -> OVERHEAD
                        + place.name().bytes().length
                        + entry.map(found -> found.attributes().bytes().length).orElse(0))
                .build();
        bodies = Caffeine.newBuilder()
                .maximumWeight(bytes - ofEntries)
                .weigher((BlobId blob, byte[] body) -> OVERHEAD + body.length)
                .build();
    }

    Optional<Entry> entry(Place place, Supplier<Optional<Entry>> reading) {
        return mayBeKnown(place) ? entries.get(place, key -> reading.get()) : reading.get();
    }

    private boolean mayBeKnown(Place place) {
        return certain && (changing.isEmpty() || !changing.containsKey(place));
    }

    /** What is remembered, without a look at the store. */
    Optional<Entry> known(Place place) {
        return Optional.ofNullable(mayBeKnown(place) ? entries.getIfPresent(place) : null)
                .flatMap(entry -> entry);
    }

    byte @Nullable [] body(BlobId blob) {
        return bodies.getIfPresent(blob);
    }

    void keep(BlobId blob, byte[] body) {
        bodies.put(blob, body);
    }

    /**
     * Makes a change and forgets what was known of the name, before it, so that nobody is given what a scan shows as
     * replaced, and after it. A read that began before cannot outlast it: the cache reads and forgets one name only in
     * turn.
     */
    <T> T changing(Place place, Supplier<T> change) {
        boolean known = false;
        changing.merge(place, 1, Integer::sum);
        try {
            forget(place);
            T changed = change.get();
            known = true;
            return changed;
        } catch (StorageException failure) {
            known = failure.kind() != StorageException.Kind.UNKNOWN_OUTCOME;
            throw failure;
        } finally {
            if (!known) {
                // the change may still happen, at any time
                certain = false;
            }
            forget(place);
            changing.computeIfPresent(place, (same, count) -> count == 1 ? null : count - 1);
        }
    }

    private void forget(Place place) {
        Optional<Entry> before = entries.asMap().remove(place);
        if (before != null && before.isPresent()) {
            bodies.invalidate(before.get().blob());
        }
    }
}
