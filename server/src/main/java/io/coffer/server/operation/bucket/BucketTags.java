package io.coffer.server.operation.bucket;

import io.coffer.model.Tags;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.xml.TaggingXml;
import io.coffer.server.bucket.BucketRecord;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.operation.Call;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** PutBucketTags, GetBucketTags and DeleteBucketTags, which may remove some tags only. */
public final class BucketTags implements OperationFamily {
    private static final int MAX_DOCUMENT = 64 * 1024;
    private static final String HEADER = "x-oss-bucket-tagging";

    private final Buckets buckets;

    public BucketTags(Buckets buckets) {
        this.buckets = buckets;
    }

    private record Change(BucketSnapshot bucket, Tags tags) {}

    /** @param keys of the tags that go; all of them when none is named */
    private record Removal(BucketSnapshot bucket, Set<String> keys) {}

    @Override
    public List<Operation> operations() {
        return List.of(
                Operation.named("PutBucketTags")
                        .on(Method.PUT, Level.BUCKET)
                        .subresource(Subresource.TAGGING)
                        .document(MAX_DOCUMENT)
                        .state(Operation.State.STORED_AND_HONOURED)
                        .requires("oss:PutBucketTagging")
                        .decode(call -> new Change(
                                call.existingBucket(),
                                TaggingXml.parse(Documents.body(call.request()), Tags.Limits.OF_BUCKET)))
                        .handle(change -> buckets.change(
                                change.bucket(), record -> record.with(BucketSettings.TAGS, change.tags())))
                        .encode(bucket -> OssResponse.empty(200)),
                Operation.named("GetBucketTags")
                        .on(Method.GET, Level.BUCKET)
                        .subresource(Subresource.TAGGING)
                        .requires("oss:GetBucketTagging")
                        .decode(Call::existingBucket)
                        .handle(BucketSnapshot::tags)
                        .encode(tags -> OssResponse.xml(TaggingXml.write(tags))),
                Operation.named("DeleteBucketTags")
                        .on(Method.DELETE, Level.BUCKET)
                        .subresource(Subresource.TAGGING)
                        .requires("oss:DeleteBucketTagging")
                        .decode(call -> new Removal(call.existingBucket(), keys(call)))
                        .handle(removal -> buckets.change(removal.bucket(), record -> without(record, removal.keys())))
                        .encode(bucket -> OssResponse.empty(204)));
    }

    /** Reads {@code x-oss-bucket-tagging}. */
    static Optional<Tags> tags(Headers headers) {
        return headers.first(HEADER).map(text -> Tags.parse(text, Tags.Limits.OF_BUCKET));
    }

    private static Set<String> keys(Call call) {
        String named =
                call.request().query().first(Subresource.TAGGING.keyword()).orElse("");
        return named.isEmpty() ? Set.of() : Set.copyOf(List.of(named.split(",", -1)));
    }

    /** By the record as it stands when the change is made, so that a change at the same time is not lost. */
    private static BucketRecord without(BucketRecord record, Set<String> keys) {
        if (keys.isEmpty()) {
            return record.without(BucketSettings.TAGS);
        }
        Map<String, String> left = new TreeMap<>(
                record.settings().get(BucketSettings.TAGS).orElse(Tags.NONE).values());
        left.keySet().removeAll(keys);
        return left.isEmpty() ? record.without(BucketSettings.TAGS) : record.with(BucketSettings.TAGS, new Tags(left));
    }
}
