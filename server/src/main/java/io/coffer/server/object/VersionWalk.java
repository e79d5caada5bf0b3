package io.coffer.server.object;

import io.coffer.model.ObjectKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Page;
import io.coffer.storage.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Goes through all versions below a prefix, key by key. Memory holds the versions of one key. */
final class VersionWalk {
    private static final int PAGE = 500;

    private final Space space;
    private final ObjectRecords records;
    private final BucketSnapshot bucket;
    private final Name prefix;
    private Optional<ObjectKey> key = Optional.empty();
    private List<ObjectRecord> versions = new ArrayList<>();

    VersionWalk(Space space, ObjectRecords records, BucketSnapshot bucket, String prefix) {
        this.space = space;
        this.records = records;
        this.bucket = bucket;
        this.prefix = ObjectNames.prefix(prefix);
    }

    void visit(BiConsumer<ObjectKey, List<ObjectRecord>> visitor) {
        Name after = Name.EMPTY;
        Page page;
        do {
            page = space.scan(prefix, after, PAGE);
            for (Entry entry : page.entries()) {
                ObjectKey next = ObjectNames.key(entry.name());
                if (!key.equals(Optional.of(next))) {
                    finish(visitor);
                    key = Optional.of(next);
                }
                add(records.open(bucket, entry));
                after = entry.name();
            }
        } while (page.more());
        finish(visitor);
    }

    /** A null version behind a newer one is left over and does not count. */
    private void add(ObjectRecord record) {
        boolean leftOver = record.versionId().isNull()
                && versions.stream().anyMatch(newer -> newer.versionId().isNull());
        if (!leftOver) {
            versions.add(record);
        }
    }

    private void finish(BiConsumer<ObjectKey, List<ObjectRecord>> visitor) {
        if (key.isPresent()) {
            visitor.accept(key.get(), List.copyOf(versions));
        }
        versions = new ArrayList<>();
    }
}
