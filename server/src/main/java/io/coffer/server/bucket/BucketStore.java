package io.coffer.server.bucket;

import io.coffer.model.AccountId;
import io.coffer.model.BucketName;
import io.coffer.model.OssError;
import io.coffer.server.metadata.AttributeKeyRecord;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.metadata.RecordTooLargeException;
import io.coffer.storage.BlobId;
import io.coffer.storage.Condition;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Keeps the buckets' records and makes and drops their spaces. */
public final class BucketStore {
    private static final String PREFIX = "bucket/";
    private static final int PAGE = 1000;

    private final ControlRecords records;
    private final StorageEngine engine;

    /** Where other processes change buckets too. */
    private final Optional<RecentBuckets> recent;

    /** The last revision that this process wrote, by the bucket's id. */
    private final Map<String, Long> written = new ConcurrentHashMap<>();

    public BucketStore(ControlRecords records, StorageEngine engine) {
        this.records = records;
        this.engine = engine;
        this.recent = engine.capabilities().shared() ? Optional.of(new RecentBuckets()) : Optional.empty();
    }

    public Optional<BucketSnapshot> find(BucketName name) {
        return records.get(PREFIX + name, BucketRecord.class).map(BucketStore::snapshot);
    }

    /** As {@link #find}, for a request: no change is missing that was acknowledged before it began. */
    public Optional<BucketSnapshot> findForRequest(BucketName name) {
        return recent.map(seen -> seen.find(name, () -> find(name))).orElseGet(() -> find(name));
    }

    boolean isAtHand(BucketName name) {
        return records.isAtHand(PREFIX + name);
    }

    /** Every bucket, by name. */
    public List<BucketSnapshot> all() {
        return records.list(PREFIX, BucketRecord.class).stream()
                .map(BucketStore::snapshot)
                .toList();
    }

    /** Every bucket whose record can be trusted, by name: for whom the others are a finding and no end. */
    public List<BucketSnapshot> readable() {
        List<BucketSnapshot> found = new ArrayList<>();
        String after = "";
        List<ControlRecords.Found<BucketRecord>> page;
        do {
            page = records.page(PREFIX, after, PAGE, BucketRecord.class);
            for (ControlRecords.Found<BucketRecord> bucket : page) {
                bucket.stored().map(BucketStore::snapshot).ifPresent(found::add);
                after = bucket.name();
            }
        } while (page.size() == PAGE);
        return found;
    }

    /** Every bucket of the account, by name. */
    public List<BucketSnapshot> ownedBy(AccountId owner) {
        return all().stream().filter(bucket -> bucket.owner().equals(owner)).toList();
    }

    /** @return empty when the name is taken */
    public Optional<BucketSnapshot> create(BucketRecord record) {
        SpaceId space = new SpaceId(record.id());
        engine.createSpace(space);
        try {
            long revision = records.put(PREFIX + record.name(), record, Condition.ABSENT);
            return Optional.of(new BucketSnapshot(record, revision));
        } catch (StorageException taken) {
            if (taken.kind() != StorageException.Kind.CONFLICT) {
                throw taken;
            }
            engine.dropSpace(space);
            return Optional.empty();
        }
    }

    /**
     * Gives the bucket a space of a new id when a deletion that did not finish took its space away. A deletion still
     * under way then finds another id in the record and leaves it.
     */
    public BucketSnapshot ensureSpace(BucketSnapshot bucket) {
        if (hasSpace(bucket)) {
            return bucket;
        }
        String id = newId();
        engine.createSpace(new SpaceId(id));
        return change(bucket, record -> record.withId(id));
    }

    /** A bucket id: 16 random bytes as hex. */
    public static String newId() {
        return BlobId.random().hex();
    }

    /**
     * Changes the settings by compare-and-set, again when another change came first.
     *
     * @throws io.coffer.model.OssException {@link OssError#NO_SUCH_BUCKET} when the bucket is gone
     */
    public BucketSnapshot change(BucketSnapshot from, UnaryOperator<BucketRecord> change) {
        BucketSnapshot current = from;
        while (true) {
            BucketRecord changed = change.apply(current.record());
            try {
                long revision = records.put(PREFIX + changed.name(), changed, Condition.generation(current.revision()));
                written.merge(changed.id(), revision, Math::max);
                recent.ifPresent(seen -> seen.changed(from.name()));
                return new BucketSnapshot(changed, revision, from.user());
            } catch (RecordTooLargeException tooMuch) {
                throw OssError.BUCKET_SETTINGS_TOO_LARGE.with("BucketName", changed.name());
            } catch (StorageException moved) {
                if (moved.kind() != StorageException.Kind.CONFLICT) {
                    throw moved;
                }
                current = again(from);
            }
        }
    }

    /** @throws io.coffer.model.OssException {@link OssError#BUCKET_NOT_EMPTY} when it still has objects */
    public void delete(BucketSnapshot bucket) {
        try {
            engine.dropSpace(bucket.space());
        } catch (StorageException refused) {
            if (refused.kind() != StorageException.Kind.CONFLICT) {
                throw refused;
            }
            throw OssError.BUCKET_NOT_EMPTY.with("BucketName", bucket.record().name());
        }
        dropAttributeKeys(bucket.record().id());
        Optional<BucketSnapshot> current = Optional.of(bucket);
        while (current.isPresent() && !deleteRecord(current.get())) {
            current = find(bucket.name())
                    .filter(found -> found.record().id().equals(bucket.record().id()));
        }
        recent.ifPresent(seen -> seen.changed(bucket.name()));
    }

    /** What sealed the facts of its objects: its space is gone, and nothing is written under its id any more. */
    private void dropAttributeKeys(String bucketId) {
        attributeKeys(AttributeKeyRecord.ofBucket(bucketId)).forEach(name -> records.delete(name, Condition.ANY));
    }

    private List<String> attributeKeys(String prefix) {
        List<String> names = new ArrayList<>();
        List<ControlRecords.Found<AttributeKeyRecord>> page;
        do {
            page = records.page(prefix, names.isEmpty() ? "" : names.getLast(), PAGE, AttributeKeyRecord.class);
            page.forEach(found -> names.add(found.name()));
        } while (page.size() == PAGE);
        return names;
    }

    /**
     * Removes the attribute keys of buckets that are gone: a deletion may have ended in its middle.
     *
     * @return how many
     */
    public int dropLeftAttributeKeys() {
        // in this order: a key is made only after its bucket
        List<String> names = attributeKeys(AttributeKeyRecord.PREFIX);
        Set<String> buckets = all().stream().map(bucket -> bucket.record().id()).collect(Collectors.toSet());
        List<String> left = names.stream()
                .filter(name -> AttributeKeyRecord.bucketId(name)
                        .filter(id -> !buckets.contains(id))
                        .isPresent())
                .toList();
        left.forEach(name -> records.delete(name, Condition.ANY));
        return left.size();
    }

    /**
     * Takes away the records of buckets whose deletion broke off after their space was dropped. To be called before
     * requests come; a record that cannot be read is left.
     */
    public void finishDeletions() {
        String after = "";
        List<ControlRecords.Found<BucketRecord>> page;
        do {
            page = records.page(PREFIX, after, PAGE, BucketRecord.class);
            for (ControlRecords.Found<BucketRecord> found : page) {
                after = found.name();
                found.stored()
                        .map(BucketStore::snapshot)
                        .filter(bucket -> !hasSpace(bucket))
                        .ifPresent(this::deleteRecord);
            }
        } while (page.size() == PAGE);
    }

    private boolean hasSpace(BucketSnapshot bucket) {
        try {
            engine.space(bucket.space());
            return true;
        } catch (StorageException gone) {
            if (gone.kind() != StorageException.Kind.NOT_FOUND) {
                throw gone;
            }
            return false;
        }
    }

    private boolean deleteRecord(BucketSnapshot bucket) {
        try {
            records.delete(PREFIX + bucket.name(), Condition.generation(bucket.revision()));
            return true;
        } catch (StorageException moved) {
            if (moved.kind() != StorageException.Kind.CONFLICT) {
                throw moved;
            }
            return false;
        }
    }

    /** The bucket as it is now, read again only when it was changed since it was seen. */
    public BucketSnapshot latest(BucketSnapshot seen) {
        Long revision = written.get(seen.record().id());
        if (revision == null || revision <= seen.revision()) {
            return seen;
        }
        return find(seen.name())
                .filter(found -> found.record().id().equals(seen.record().id()))
                .map(found -> found.by(seen.user()))
                .orElse(seen);
    }

    private BucketSnapshot again(BucketSnapshot from) {
        return find(from.name())
                .filter(found -> found.record().id().equals(from.record().id()))
                .orElseThrow(() ->
                        OssError.NO_SUCH_BUCKET.with("BucketName", from.record().name()));
    }

    private static BucketSnapshot snapshot(ControlRecords.Stored<BucketRecord> stored) {
        return new BucketSnapshot(stored.value(), stored.generation());
    }
}
