package io.coffer.server.object;

import io.coffer.model.ETag;
import io.coffer.model.ObjectKey;
import io.coffer.model.VersionId;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectFacts;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.object.ObjectListing.Listed;
import io.coffer.server.object.ObjectListing.Marker;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Page;
import io.coffer.storage.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One page of a listing under way. */
final class ListingWalk {
    /** Whether a key is listed with its current version or with all. */
    enum Depth {
        CURRENT,
        VERSIONS
    }

    private static final int SCAN = 1000;

    /** Where keys roll up, most of a long scan would be thrown away, so it begins short. */
    private static final int FIRST_REACH = 8;

    /** Of one key passed over before the rest are jumped. */
    private static final int PASSED_OVER = 16;

    /** Entries one page looks at: with so many hidden ones between, it ends early and says where to go on. */
    private static final int BUDGET = 50_000;

    private final ObjectStore store;
    private final BucketSnapshot bucket;
    private final ObjectListing.Query query;
    private final RollUp rollUp;
    private final Depth depth;
    private final ObjectCipher.Facts facts;
    private final Space space;
    private final List<Listed> objects = new ArrayList<>();
    private final List<String> commonPrefixes = new ArrayList<>();
    private Marker last = new Marker("", Optional.empty());
    private Optional<ObjectKey> key = Optional.empty();
    private boolean nullSeen;

    /** Whether the page began within the versions of {@link #key}, so that its null version may lie before. */
    private boolean resumed;

    private int passedOver;
    private int looked;
    private boolean full;

    ListingWalk(
            ObjectStore store,
            BucketSnapshot bucket,
            ObjectListing.Query query,
            Depth depth,
            ObjectCipher.Facts facts) {
        this.store = store;
        this.bucket = bucket;
        this.query = query;
        this.rollUp = new RollUp(query.prefix(), query.delimiter());
        this.depth = depth;
        this.facts = facts;
        this.space = store.space(bucket);
    }

    ObjectListing.Result from(Marker after) {
        Name prefix = ObjectNames.prefix(query.prefix());
        Name cursor = start(after);
        boolean more = true;
        int reach = query.delimiter().isEmpty() ? SCAN : FIRST_REACH;
        while (more && !full) {
            Page page = space.scan(prefix, cursor, Math.min(reach, query.limit() - count() + 1));
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
        return new ObjectListing.Result(objects, commonPrefixes, full ? Optional.of(last) : Optional.empty());
    }

    private Name start(Marker after) {
        if (after.key().isEmpty()) {
            return Name.EMPTY;
        }
        if (rollUp.of(after.key()).filter(after.key()::equals).isPresent()) {
            return ObjectNames.afterPrefix(after.key());
        }
        return after.version()
                .flatMap(version -> behind(new ObjectKey(after.key()), version))
                .orElseGet(() -> ObjectNames.afterKey(after.key()));
    }

    /** The name of the version to go on behind; the key's versions before it must not be listed again. */
    private Optional<Name> behind(ObjectKey markerKey, VersionId version) {
        if (version.isNull()) {
            Optional<FoundVersion> found = store.index().find(bucket, markerKey, Optional.of(version));
            if (found.isEmpty()) {
                // removed since, and its place with it: better list the key's versions again than lose some
                return Optional.of(ObjectNames.versions(markerKey));
            }
            key = Optional.of(markerKey);
            nullSeen = true;
            return found.map(one -> one.entry().name());
        }
        key = Optional.of(markerKey);
        resumed = true;
        return version.sequence() < 1 ? Optional.empty() : Optional.of(ObjectNames.of(markerKey, version.sequence()));
    }

    /** @return where to go on when what follows would not be listed */
    private Optional<Name> take(Entry entry) {
        if (count() == query.limit() || ++looked > BUDGET) {
            full = true;
            return Optional.empty();
        }
        ObjectKey found = ObjectNames.key(entry.name());
        boolean latest = !key.equals(Optional.of(found));
        if (latest) {
            key = Optional.of(found);
            nullSeen = false;
            resumed = false;
            passedOver = 0;
        }
        return switch (depth) {
            case CURRENT -> latest ? takeCurrent(found, entry) : passOver(found);
            case VERSIONS -> takeVersion(found, entry, latest);
        };
    }

    private Optional<Name> passOver(ObjectKey found) {
        passedOver++;
        return passedOver > PASSED_OVER ? Optional.of(ObjectNames.afterKey(found.value())) : Optional.empty();
    }

    private Optional<Name> takeCurrent(ObjectKey found, Entry entry) {
        Optional<String> rolled = rollUp.of(found.value());
        ObjectRecord record = store.records().open(bucket, entry);
        if (record.isDeleteMarker()) {
            // what only delete markers lie below has no common prefix
            last = new Marker(found.value(), Optional.empty());
            return Optional.empty();
        }
        if (rolled.isPresent()) {
            return rollUp(rolled.get());
        }
        objects.add(listed(found, record, true));
        last = new Marker(found.value(), Optional.empty());
        return Optional.empty();
    }

    private Optional<Name> takeVersion(ObjectKey found, Entry entry, boolean latest) {
        Optional<String> rolled = rollUp.of(found.value());
        if (rolled.isPresent()) {
            return rollUp(rolled.get());
        }
        ObjectRecord record = store.records().open(bucket, entry);
        boolean leftOver = record.versionId().isNull() && (nullSeen || (resumed && !isCounted(found, entry)));
        nullSeen |= record.versionId().isNull();
        if (!leftOver) {
            objects.add(listed(found, record, latest));
            last = new Marker(found.value(), Optional.of(record.versionId()));
        }
        return Optional.empty();
    }

    private boolean isCounted(ObjectKey found, Entry nullVersion) {
        return store.index()
                .find(bucket, found, Optional.of(VersionId.NULL))
                .filter(counted -> counted.entry().name().equals(nullVersion.name()))
                .isPresent();
    }

    private Optional<Name> rollUp(String prefix) {
        commonPrefixes.add(prefix);
        last = new Marker(prefix, Optional.empty());
        return Optional.of(ObjectNames.afterPrefix(prefix));
    }

    private Listed listed(ObjectKey found, ObjectRecord record, boolean latest) {
        ETag etag = record.isDeleteMarker()
                ? new ETag("")
                : facts.of(found, record).map(ObjectFacts::etag).orElseGet(() -> opaque(record));
        return new Listed(found, record, latest, etag);
    }

    private static ETag opaque(ObjectRecord record) {
        return new ETag(record.blob().hex().toUpperCase(Locale.ROOT));
    }

    private int count() {
        return objects.size() + commonPrefixes.size();
    }
}
