package io.coffer.server.object;

import io.coffer.model.ObjectKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.Composition;
import io.coffer.server.metadata.Manifest;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.storage.BlobId;
import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Page;
import io.coffer.storage.Reader;
import io.coffer.storage.Space;
import io.coffer.storage.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Frees extents that no upload and no version refers to any more: parts that were replaced or not chosen, and the bodies
 * of composed objects that were overwritten or deleted. Reads that began before may still need them, so they are freed
 * only when they were found unreferenced for a while.
 */
public final class OrphanSweep {
    /** longer than any answer should take */
    public static final Duration GRACE = Duration.ofHours(1);

    private static final int PAGE = 1000;

    /** Of one bucket, so that it fits in memory; the others are found when these are gone. */
    private static final int MOST_REMEMBERED = 100_000;

    private final ObjectStore store;
    private final Map<String, Map<Name, Instant>> unreferencedSince = new HashMap<>();

    public OrphanSweep(ObjectStore store) {
        this.store = store;
    }

    /** @return how many extents it freed */
    public int sweep(BucketSnapshot bucket) {
        return sweep(bucket, GRACE, extent -> false);
    }

    /**
     * Frees what is not referred to and not being read, so that nothing of a replaced body is left: at once where nobody
     * reads and writes but this process, and otherwise after the time that a reader or writer elsewhere may take.
     *
     * @return how many bytes had to stay because they are being read, or may be
     */
    public long sweepUnread(BucketSnapshot bucket) {
        AtomicLong spared = new AtomicLong();
        if (!store.isAlone()) {
            sweep(bucket);
            eachUnreferenced(bucket, extent -> spared.addAndGet(extent.size()));
            return spared.get();
        }
        sweep(bucket, Duration.ZERO, extent -> {
            boolean read = store.isReading(ObjectNames.blob(extent.name()));
            spared.addAndGet(read ? extent.size() : 0);
            return read;
        });
        return spared.get();
    }

    /** Frees at once what is not referred to, before a bucket without objects goes; one that has some stays as it is. */
    public void sweepNow(BucketSnapshot bucket) {
        try {
            boolean empty = store.space(bucket)
                    .scan(ObjectNames.prefix(""), Name.EMPTY, 1)
                    .entries()
                    .isEmpty();
            if (empty) {
                sweep(bucket, Duration.ZERO, extent -> false);
            }
        } catch (StorageException gone) {
            // an earlier deletion broke off when it had dropped the space
            if (gone.kind() != StorageException.Kind.NOT_FOUND) {
                throw gone;
            }
        }
    }

    /** @param spared what is not referred to and yet stays this time */
    private synchronized int sweep(BucketSnapshot bucket, Duration grace, Predicate<Entry> spared) {
        Map<Name, Instant> before =
                unreferencedSince.getOrDefault(bucket.record().id(), Map.of());
        Map<Name, Instant> found = new HashMap<>();
        Space space = store.space(bucket);
        Instant now = store.versions().now();
        AtomicInteger freed = new AtomicInteger();
        eachUnreferenced(bucket, entry -> {
            Instant since = before.getOrDefault(entry.name(), now);
            if (now.isBefore(since.plus(grace)) || spared.test(entry)) {
                remember(found, entry.name(), since);
            } else if (!new Owners(bucket, space).refersTo(entry)) {
                space.delete(entry.name(), Condition.ANY);
                freed.incrementAndGet();
            }
        });
        if (found.isEmpty()) {
            unreferencedSince.remove(bucket.record().id());
        } else {
            unreferencedSince.put(bucket.record().id(), found);
        }
        return freed.get();
    }

    /** Visits the extents that nothing refers to now; the visitor may delete them. */
    void eachUnreferenced(BucketSnapshot bucket, Consumer<Entry> visitor) {
        Space space = store.space(bucket);
        Name after = Name.EMPTY;
        Page page;
        do {
            page = space.scan(ObjectNames.allExtents(), after, PAGE);
            Owners owners = new Owners(bucket, space);
            for (Entry entry : page.entries()) {
                after = entry.name();
                if (!owners.refersTo(entry)) {
                    visitor.accept(entry);
                }
            }
        } while (page.more());
    }

    private static void remember(Map<Name, Instant> found, Name name, Instant since) {
        if (found.size() < MOST_REMEMBERED) {
            found.put(name, since);
        }
    }

    /** What is referred to, looked up once for each blob. */
    private final class Owners {
        private final BucketSnapshot bucket;
        private final Space space;
        private Optional<BlobId> blob = Optional.empty();
        private Optional<Set<Name>> names = Optional.empty();

        Owners(BucketSnapshot bucket, Space space) {
            this.bucket = bucket;
            this.space = space;
        }

        boolean refersTo(Entry extent) {
            BlobId owner = ObjectNames.blob(extent.name());
            if (store.isWriting(owner)) {
                return true;
            }
            if (!blob.equals(Optional.of(owner))) {
                names = referenced(bucket, space, owner, extent);
                blob = Optional.of(owner);
            }
            return names.isEmpty() || names.get().contains(extent.name());
        }
    }

    /** @return empty when an upload under way has all of the blob's extents */
    private Optional<Set<Name>> referenced(BucketSnapshot bucket, Space space, BlobId blob, Entry extent) {
        ObjectKey key = new ObjectKey(store.records().openExtent(bucket, extent).key());
        // in this order: an upload's record goes only after its object is there
        if (space.head(ObjectNames.upload(key, blob)).isPresent()) {
            return Optional.empty();
        }
        Set<Name> names = new HashSet<>();
        List<FoundVersion> versions = store.index().all(bucket, key);
        for (FoundVersion version : versions) {
            if (version.record().blob().equals(blob)
                    && version.record().composition().isPresent()) {
                Optional<Set<Name>> ofVersion = extents(
                        space, blob, version, version.record().composition().get());
                if (ofVersion.isEmpty()) {
                    return ofVersion;
                }
                names.addAll(ofVersion.get());
            }
        }
        return Optional.of(names);
    }

    /** @return empty when the version changed meanwhile: a busy log must not keep the rest from being swept */
    private static Optional<Set<Name>> extents(
            Space space, BlobId blob, FoundVersion version, Composition composition) {
        Set<Name> names = new HashSet<>();
        try (Reader reader = space.open(version.entry().name())) {
            if (reader.entry().generation() != version.entry().generation()) {
                return Optional.empty();
            }
            for (Manifest.Extent extent : Bodies.manifest(composition, reader).extents()) {
                names.add(ObjectNames.extent(blob, extent.number(), extent.serial()));
            }
            return Optional.of(names);
        } catch (StorageException gone) {
            if (gone.kind() != StorageException.Kind.NOT_FOUND) {
                throw gone;
            }
            return Optional.empty();
        }
    }
}
