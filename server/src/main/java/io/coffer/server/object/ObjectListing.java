package io.coffer.server.object;

import io.coffer.model.ETag;
import io.coffer.model.ObjectKey;
import io.coffer.model.StorageClass;
import io.coffer.model.VersionId;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Page;
import io.coffer.storage.Space;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Lists a bucket's objects and their versions in byte order of their keys, rolled up at a delimiter. */
public final class ObjectListing {
    private static final int SCAN = 1000;

    private final ObjectStore store;

    public ObjectListing(ObjectStore store) {
        this.store = store;
    }

    /**
     * What is listed, and how it rolls up.
     *
     * @param delimiter empty for none
     * @param limit the most keys, or versions, and common prefixes together
     */
    public record Query(String prefix, String delimiter, int limit) {}

    /**
     * @param latest whether it is the current version of its key
     * @param etag opaque while the key that seals the real one cannot be used
     */
    public record Listed(ObjectKey key, ObjectRecord record, boolean latest, ETag etag) {}

    /**
     * A page of keys, or versions, and common prefixes, together in order.
     *
     * @param next what the next page begins after, when there is one
     */
    public record Result(List<Listed> objects, List<String> commonPrefixes, Optional<Marker> next) {
        static final Result NOTHING = new Result(List.of(), List.of(), Optional.empty());
    }

    /**
     * A place in a listing: behind a key or common prefix, or behind one version of a key.
     *
     * @param key empty for the beginning
     */
    public record Marker(String key, Optional<VersionId> version) {}

    /** What a bucket holds of one storage class. */
    public record Usage(long bytes, long objects) {
        Usage plus(Usage other) {
            return new Usage(bytes + other.bytes, objects + other.objects);
        }
    }

    /**
     * What a bucket holds.
     *
     * @param byClass versions of objects
     */
    public record Contents(Map<StorageClass, Usage> byClass, long deleteMarkers) {}

    /** The current objects. */
    public Result list(BucketSnapshot bucket, Query query, String after) {
        if (query.limit() == 0) {
            return Result.NOTHING;
        }
        try (ObjectCipher.Facts facts = store.cipher().factsOf(bucket)) {
            return new ListingWalk(store, bucket, query, ListingWalk.Depth.CURRENT, facts)
                    .from(new Marker(after, Optional.empty()));
        }
    }

    /** Every version and delete marker, those of a key newest first. */
    public Result versions(BucketSnapshot bucket, Query query, Marker after) {
        if (query.limit() == 0) {
            return Result.NOTHING;
        }
        try (ObjectCipher.Facts facts = store.cipher().factsOf(bucket)) {
            return new ListingWalk(store, bucket, query, ListingWalk.Depth.VERSIONS, facts).from(after);
        }
    }

    /** The bytes of every version in the bucket; its cost grows with the number of objects. */
    public long bytes(BucketSnapshot bucket) {
        return contents(bucket).byClass().values().stream()
                .mapToLong(Usage::bytes)
                .sum();
    }

    /** Counts everything in the bucket; its cost grows with the number of objects. */
    public Contents contents(BucketSnapshot bucket) {
        Map<StorageClass, Usage> usage = new EnumMap<>(StorageClass.class);
        long deleteMarkers = 0;
        Space space = store.space(bucket);
        Name all = ObjectNames.prefix("");
        Name after = Name.EMPTY;
        Page page;
        do {
            page = space.scan(all, after, SCAN);
            for (Entry entry : page.entries()) {
                ObjectRecord record = store.records().open(bucket, entry);
                if (record.isDeleteMarker()) {
                    deleteMarkers++;
                } else {
                    usage.merge(record.storageClass(), new Usage(record.size(), 1), Usage::plus);
                }
                after = entry.name();
            }
        } while (page.more());
        return new Contents(usage, deleteMarkers);
    }
}
