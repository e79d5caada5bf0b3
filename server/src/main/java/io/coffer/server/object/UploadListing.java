package io.coffer.server.object;

import io.coffer.model.ObjectKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.storage.BlobId;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Page;
import io.coffer.storage.Space;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Lists the uploads under way in a bucket, by key and upload id, rolled up at a delimiter. */
public final class UploadListing {
    private static final int SCAN = 1000;

    private final ObjectStore store;

    public UploadListing(ObjectStore store) {
        this.store = store;
    }

    /**
     * @param keyMarker begins behind this key; empty for the beginning
     * @param uploadIdMarker with it, behind this upload of that key
     * @param limit the most uploads and common prefixes together
     */
    public record Query(String prefix, String keyMarker, Optional<String> uploadIdMarker, String delimiter, int limit) {
        RollUp rollUp() {
            return new RollUp(prefix, delimiter);
        }
    }

    public record Result(List<Upload> uploads, List<String> commonPrefixes, boolean truncated) {}

    public Result list(BucketSnapshot bucket, Query query) {
        List<Upload> uploads = new ArrayList<>();
        List<String> prefixes = new ArrayList<>();
        Space space = store.space(bucket);
        Name prefix = ObjectNames.uploadPrefix(query.prefix());
        Name cursor = start(query);
        boolean more = true;
        while (more) {
            Page page = space.scan(prefix, cursor, SCAN);
            more = page.more();
            for (Entry entry : page.entries()) {
                if (uploads.size() + prefixes.size() >= query.limit()) {
                    return new Result(uploads, prefixes, query.limit() > 0);
                }
                ObjectKey key = ObjectNames.key(entry.name());
                cursor = entry.name();
                Optional<String> rolled = query.rollUp().of(key.value());
                if (rolled.isPresent()) {
                    prefixes.add(rolled.get());
                    cursor = ObjectNames.afterUploadPrefix(rolled.get());
                    more = true;
                    break;
                }
                uploads.add(new Upload(key, store.records().openUpload(bucket, entry)));
            }
        }
        return new Result(uploads, prefixes, false);
    }

    /** Visits every upload below the prefix. */
    public void walk(BucketSnapshot bucket, String prefix, Consumer<Upload> visitor) {
        Space space = store.space(bucket);
        Name cursor = Name.EMPTY;
        Page page;
        do {
            page = space.scan(ObjectNames.uploadPrefix(prefix), cursor, SCAN);
            for (Entry entry : page.entries()) {
                visitor.accept(new Upload(
                        ObjectNames.key(entry.name()), store.records().openUpload(bucket, entry)));
                cursor = entry.name();
            }
        } while (page.more());
    }

    /** How many parts the uploads have so far, replaced ones included. */
    public long partCount(BucketSnapshot bucket) {
        long[] count = {0};
        walk(bucket, "", upload -> count[0] += count(bucket, upload.record().id()));
        return count[0];
    }

    private long count(BucketSnapshot bucket, BlobId blob) {
        Space space = store.space(bucket);
        Name cursor = Name.EMPTY;
        long count = 0;
        Page page;
        do {
            page = space.scan(ObjectNames.extents(blob), cursor, SCAN);
            count += page.entries().size();
            cursor =
                    page.entries().isEmpty() ? cursor : page.entries().getLast().name();
        } while (page.more());
        return count;
    }

    private static Name start(Query query) {
        if (query.keyMarker().isEmpty()) {
            return Name.EMPTY;
        }
        boolean prefix = query.rollUp()
                .of(query.keyMarker())
                .filter(query.keyMarker()::equals)
                .isPresent();
        if (prefix) {
            return ObjectNames.afterUploadPrefix(query.keyMarker());
        }
        return query.uploadIdMarker()
                .flatMap(Upload::parse)
                .map(blob -> ObjectNames.upload(new ObjectKey(query.keyMarker()), blob))
                .orElseGet(() -> ObjectNames.afterUploads(query.keyMarker()));
    }
}
