package io.coffer.server.operation.bucket;

import io.coffer.model.BucketName;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.Region;
import io.coffer.model.setting.Replication;
import io.coffer.model.setting.ReplicationRule;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.operation.Call;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a new rule of replication must fulfil. */
final class ReplicationRules {
    private static final int LIMIT = 100;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private final Region region;

    ReplicationRules(Region region) {
        this.region = region;
    }

    void check(Call call, BucketSnapshot bucket, ReplicationRule rule, Buckets buckets) {
        if (!ID.matcher(rule.id()).matches()) {
            throw OssError.invalidArgument("ID", rule.id(), "The ID of the rule is not valid.");
        }
        if (rule.kmsObjects().orElse(false)
                && (rule.syncRole().isEmpty() || rule.replicaKeyId().isEmpty())) {
            throw OssError.INCOMPLETE_KMS_REPLICATION.exception();
        }
        BucketSnapshot target = target(bucket, rule, buckets);
        if (rule.location().filter(place -> !place.equals(region.location())).isPresent()) {
            throw OssError.INVALID_TARGET_LOCATION.with(
                    "Location", rule.location().get());
        }
        checkRights(call, bucket, rule, target);
    }

    private static BucketSnapshot target(BucketSnapshot bucket, ReplicationRule rule, Buckets buckets) {
        return find(buckets, rule.targetBucket())
                .filter(found -> found.owner().equals(bucket.owner()))
                .filter(found -> !found.name().equals(bucket.name()))
                .orElseThrow(() -> OssError.INVALID_TARGET_BUCKET.with("BucketName", rule.targetBucket()));
    }

    private static Optional<BucketSnapshot> find(Buckets buckets, String name) {
        try {
            return buckets.find(new BucketName(name));
        } catch (OssException noName) {
            return Optional.empty();
        }
    }

    /** A rule copies for whoever makes it, who must be able to copy by hand: else it would be a way around a denial. */
    private static void checkRights(Call call, BucketSnapshot bucket, ReplicationRule rule, BucketSnapshot target) {
        List<String> covered = rule.prefixes().isEmpty() ? List.of("") : rule.prefixes();
        covered.forEach(prefix -> {
            call.rights().requireOnAll("oss:GetObject", AccessKind.READ, bucket, prefix);
            call.rights().requireOnAll("oss:PutObject", AccessKind.WRITE, target, prefix);
            if (rule.deletes()) {
                call.rights().requireOnAll("oss:DeleteObject", AccessKind.WRITE, target, prefix);
            }
        });
        if (rule.kmsObjects().orElse(false)) {
            // whichever keys the objects have
            call.rights().requireOnKey("kms:Decrypt", bucket, "*");
            call.rights()
                    .requireOnKey(
                            "kms:GenerateDataKey", target, rule.replicaKeyId().orElse(""));
        }
    }

    /** @throws OssException when there is a rule of that id, or for that target */
    static Replication added(Optional<Replication> existing, ReplicationRule rule) {
        Replication replication = existing.orElse(new Replication(List.of()));
        boolean taken = replication.rules().stream()
                .anyMatch(other ->
                        other.id().equals(rule.id()) || other.targetBucket().equals(rule.targetBucket()));
        if (taken) {
            throw OssError.BUCKET_REPLICATION_ALREADY_EXIST
                    .with("RuleId", rule.id())
                    .and("TargetBucket", rule.targetBucket());
        }
        if (replication.rules().size() >= LIMIT) {
            throw OssError.TOO_MANY_REPLICATION_RULES.exception();
        }
        return new Replication(
                Stream.concat(replication.rules().stream(), Stream.of(rule)).toList());
    }
}
