package io.coffer.server.object;

import io.coffer.model.ETag;
import io.coffer.model.ObjectKey;
import io.coffer.model.StorageClass;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectFacts;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Page;
import io.coffer.storage.Space;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Lists a bucket's objects in byte order of their keys, rolled up at a delimiter. */
public final class ObjectListing {
    private static final int SCAN = 1000;

    /** Where keys roll up, most of a long scan would be thrown away, so it begins short. */
    private static final int FIRST_REACH = 8;

    private final ObjectStore store;

    public ObjectListing(ObjectStore store) {
        this.store = store;
    }

    /** @param etag opaque while the key that seals the real one cannot be used */
    public record Listed(ObjectKey key, ObjectRecord record, ETag etag) {}

    /**
     * A page of keys and common prefixes, together in order.
     *
     * @param next what the next page begins after, when there is one
     */
    public record Result(List<Listed> objects, List<String> commonPrefixes, Optional<String> next) {}

    /** What a bucket holds of one storage class. */
    public record Usage(long bytes, long objects) {}

    /**
     * @param after begins behind this key or common prefix; empty for the beginning
     * @param delimiter empty for none
     * @param limit the most keys and common prefixes together
     */
    public Result list(BucketSnapshot bucket, String prefix, String after, String delimiter, int limit) {
        if (limit == 0) {
            return new Result(List.of(), List.of(), Optional.empty());
        }
        try (ObjectCipher.Facts facts = store.cipher().factsOf(bucket)) {
            return new Walk(bucket, prefix, delimiter, limit, facts).from(after);
        }
    }

    /** Counts everything in the bucket; its cost grows with the number of objects. */
    public Map<StorageClass, Usage> usage(BucketSnapshot bucket) {
        Map<StorageClass, Usage> usage = new EnumMap<>(StorageClass.class);
        Space space = store.space(bucket);
        Name all = ObjectNames.prefix("");
        Name after = Name.EMPTY;
        Page page;
        do {
            page = space.scan(all, after, SCAN);
            for (Entry entry : page.entries()) {
                ObjectRecord record = store.records().open(bucket, entry);
                usage.merge(
                        record.storageClass(),
                        new Usage(record.size(), 1),
                        (one, other) -> new Usage(one.bytes() + other.bytes(), one.objects() + other.objects()));
                after = entry.name();
            }
        } while (page.more());
        return usage;
    }

    /** One listing under way. */
    private final class Walk {
        private final BucketSnapshot bucket;
        private final String prefix;
        private final String delimiter;
        private final int limit;
        private final ObjectCipher.Facts facts;
        private final Space space;
        private final List<Listed> objects = new ArrayList<>();
        private final List<String> commonPrefixes = new ArrayList<>();
        private String last = "";
        private boolean full;

        Walk(BucketSnapshot bucket, String prefix, String delimiter, int limit, ObjectCipher.Facts facts) {
            this.bucket = bucket;
            this.prefix = prefix;
            this.delimiter = delimiter;
            this.limit = limit;
            this.facts = facts;
            this.space = store.space(bucket);
        }

        Result from(String after) {
            Name scanPrefix = ObjectNames.prefix(prefix);
            Name cursor = start(after);
            boolean more = true;
            int reach = delimiter.isEmpty() ? SCAN : FIRST_REACH;
            while (more && !full) {
                Page page = space.scan(scanPrefix, cursor, Math.min(reach, limit - count() + 1));
                more = page.more();
                reach = Math.min(SCAN, 2 * reach);
                for (Entry entry : page.entries()) {
                    Optional<Name> jump = take(entry);
                    if (full) {
                        break;
                    }
                    cursor = jump.orElse(entry.name());
                    if (jump.isPresent()) {
                        more = true;
                        reach = FIRST_REACH;
                        break;
                    }
                }
            }
            return new Result(objects, commonPrefixes, full ? Optional.of(last) : Optional.empty());
        }

        private Name start(String after) {
            if (after.isEmpty()) {
                return Name.EMPTY;
            }
            return rolledUp(after).filter(after::equals).isPresent()
                    ? ObjectNames.afterPrefix(after)
                    : ObjectNames.afterKey(after);
        }

        /** @return where to go on when the entry fell under a common prefix */
        private Optional<Name> take(Entry entry) {
            if (count() == limit) {
                full = true;
                return Optional.empty();
            }
            ObjectKey key = ObjectNames.key(entry.name());
            Optional<String> rolled = rolledUp(key.value());
            if (rolled.isPresent()) {
                commonPrefixes.add(rolled.get());
                last = rolled.get();
                return Optional.of(ObjectNames.afterPrefix(last));
            }
            ObjectRecord record = store.records().open(bucket, entry);
            objects.add(new Listed(
                    key, record, facts.of(key, record).map(ObjectFacts::etag).orElseGet(() -> opaque(record))));
            last = key.value();
            return Optional.empty();
        }

        private Optional<String> rolledUp(String key) {
            if (delimiter.isEmpty() || !key.startsWith(prefix)) {
                return Optional.empty();
            }
            int at = key.indexOf(delimiter, prefix.length());
            return at < 0 ? Optional.empty() : Optional.of(key.substring(0, at + delimiter.length()));
        }

        private int count() {
            return objects.size() + commonPrefixes.size();
        }
    }

    private static ETag opaque(ObjectRecord record) {
        return new ETag(record.blob().hex().toUpperCase(Locale.ROOT));
    }
}
