package io.coffer.server.operation.object;

import io.coffer.model.lifecycle.LifecycleJudge;
import io.coffer.protocol.Headers;
import io.coffer.protocol.HttpDates;
import io.coffer.protocol.PercentEncoding;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.object.ArchivedObjects;
import io.coffer.server.object.LastAccess;
import io.coffer.server.object.LifecycleFacts;
import io.coffer.server.object.StoredObject;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The headers that tell what time has done to an object, and will do. */
final class AgeHeaders {
    private static final Pattern PLAIN = Pattern.compile("[ !#-~]*");

    private AgeHeaders() {}

    /** For GetObject and HeadObject. */
    static Headers of(StoredObject object, Instant now) {
        return Headers.builder()
                .addIfPresent("x-oss-restore", ArchivedObjects.info(object.record(), now))
                .addIfPresent(
                        "x-oss-transition-time",
                        ArchivedObjects.cooled(object.record()).map(HttpDates::format))
                .build();
    }

    /** When the bucket's rules let a current version go, and which. */
    static Headers expiration(BucketSnapshot bucket, StoredObject current) {
        Optional<String> expiration = bucket.setting(BucketSettings.LIFECYCLE)
                .flatMap(lifecycle -> new LifecycleJudge(lifecycle)
                        .expiry(
                                current.key().value(),
                                LifecycleFacts.of(
                                        bucket,
                                        current.record(),
                                        current.facts().tags())))
                .map(expiry -> "expiry-date=\"" + HttpDates.format(expiry.due()) + "\", rule-id=\""
                        + inHeader(expiry.ruleId()) + "\"");
        return Headers.builder().addIfPresent("x-oss-expiration", expiration).build();
    }

    /** Rules may be called anything; what cannot stand in a header as it is goes percent-encoded. */
    private static String inHeader(String ruleId) {
        return PLAIN.matcher(ruleId).matches() ? ruleId : PercentEncoding.encode(ruleId);
    }

    /** For GetObjectMeta, while the bucket watches it. */
    static Headers lastAccess(BucketSnapshot bucket, StoredObject object) {
        return Headers.builder()
                .addIfPresent(
                        "x-oss-last-access-time",
                        LastAccess.of(bucket, object.record()).map(HttpDates::format))
                .build();
    }
}
