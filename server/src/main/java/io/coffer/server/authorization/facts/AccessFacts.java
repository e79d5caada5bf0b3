package io.coffer.server.authorization.facts;

import io.coffer.model.AccountId;
import io.coffer.model.BucketAcl;
import io.coffer.model.BucketName;
import io.coffer.model.EncryptionRule;
import io.coffer.model.ObjectAcl;
import io.coffer.model.ObjectKey;
import io.coffer.model.Tags;
import io.coffer.model.VersionId;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.authorization.AccessRequest;
import io.coffer.server.authorization.BucketFacts;
import io.coffer.server.authorization.Permission;
import io.coffer.server.authorization.RequestContext;
import io.coffer.server.authorization.policy.ContextKey;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectEncryption;
import io.coffer.server.metadata.ObjectRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What counts in the decision on one caller's accesses, looked up only where it can matter. Requests and questions about
 * requests that are never sent both ask here, so that they are decided alike.
 */
public final class AccessFacts {
    private static final ContextKey EXISTING_TAG = ContextKey.of("oss:ExistingObjectTag/");
    private static final ContextKey BUCKET_TAG = ContextKey.of("oss:BucketTag/");

    private final FactSources sources;
    private final Caller caller;
    private final Map<BucketName, Boolean> blocked = new HashMap<>();

    AccessFacts(FactSources sources, Caller caller) {
        this.sources = sources;
        this.caller = caller;
    }

    public BucketFacts ofBucket(BucketSnapshot bucket, AccessKind kind) {
        return facts(bucket, Optional.empty(), kind);
    }

    /** @param circumstances what conditions can see beside the request */
    public AccessRequest onBucket(String action, AccessKind kind, BucketSnapshot bucket, RequestContext circumstances) {
        return new AccessRequest(
                List.of(Permission.onBucket(action, sources.region(), bucket.owner(), bucket.name())),
                Optional.of(ofBucket(bucket, kind)),
                circumstances);
    }

    public AccessRequest onObject(
            String action,
            AccessKind kind,
            BucketSnapshot bucket,
            ObjectKey key,
            Optional<VersionId> version,
            Protection protection) {
        Found found = new Found(sources, bucket, key, version);
        BucketFacts facts = facts(bucket, objectAcl(kind, bucket, found), kind);
        return new AccessRequest(
                List.of(Permission.onObject(action, sources.region(), bucket.owner(), bucket.name(), key)),
                Optional.of(facts),
                // tags are sealed with the object's other facts, so they are opened only when a condition looks at them
                encryption(found, protection)
                        .andEach(EXISTING_TAG, () -> found.tags().values()));
    }

    /** What policies see of the rule that a bucket gets, which a server's default stands in for. */
    public RequestContext ofRule(AccountId owner, Optional<EncryptionRule> rule) {
        return EncryptionConditions.of(sources.planner().foresee(owner, rule, Optional.empty()));
    }

    /** What conditions can see in addition of a request to this bucket. */
    public static RequestContext inBucket(BucketSnapshot bucket, RequestContext context) {
        return context.andEach(BUCKET_TAG, bucket.tags().values());
    }

    /** Whether a policy of the caller or of the bucket looks at keys that begin so. */
    public boolean isAskedFor(ContextKey beginning, BucketFacts facts) {
        return Stream.concat(caller.policies().all(), facts.policy().stream())
                .anyMatch(policy -> policy.asksFor(beginning.name()));
    }

    public boolean blocksPublicAccess(BucketSnapshot bucket) {
        return blocked.computeIfAbsent(
                bucket.name(), name -> sources.accountSettings().blocksPublicAccess(bucket));
    }

    /**
     * For what makes an object it is there whether a condition asks or not: when another policy asks later what it would
     * have said, it can no longer be found.
     */
    private RequestContext encryption(Found found, Protection protection) {
        return switch (protection) {
            case Protection.Stored stored -> EncryptionConditions.sought(found::encryption);
            case Protection.Known known -> EncryptionConditions.of(known.rule());
            case Protection.Planned planned -> EncryptionConditions.of(planned(found.bucket, planned.requested()));
            case Protection.Appended appended ->
                EncryptionConditions.of(
                        found.isThere() ? found.encryption() : planned(found.bucket, appended.requested()));
            case Protection.OfUpload upload -> EncryptionConditions.of(ofUpload(found, upload.uploadId()));
        };
    }

    /**
     * The customer's key that an object is under, or will be; empty for none, or for a default key that is not made yet.
     *
     * @param planned what a write asks for; absent for the object as it is
     */
    public Optional<String> keyOf(
            BucketSnapshot bucket, ObjectKey key, Optional<VersionId> version, Optional<Protection.Planned> planned) {
        return planned.map(write -> planned(bucket, write.requested()))
                .orElseGet(() -> new Found(sources, bucket, key, version).encryption())
                .flatMap(EncryptionRule::keyId);
    }

    private Optional<EncryptionRule> planned(BucketSnapshot bucket, Optional<EncryptionRule> requested) {
        return sources.planner().foresee(bucket.owner(), bucket.encryptionRule(), requested);
    }

    /** Nothing is stored for an upload that is over, so it is refused as unknown and not for its encryption. */
    private Optional<EncryptionRule> ofUpload(Found found, String uploadId) {
        return sources.uploads()
                .find(found.bucket, found.key, uploadId)
                .map(upload -> upload.record().encryption().map(ObjectEncryption::rule))
                .orElseGet(() -> planned(found.bucket, Optional.empty()));
    }

    private BucketFacts facts(BucketSnapshot bucket, Optional<ObjectAcl> objectAcl, AccessKind kind) {
        Optional<Policy> policy = bucket.setting(BucketSettings.POLICY).map(sources.policies()::of);
        // whether public access is blocked is looked up only where there is some that the caller could need
        boolean open = bucket.acl() != BucketAcl.PRIVATE
                || objectAcl
                        .filter(acl -> acl.within(BucketAcl.PRIVATE) != BucketAcl.PRIVATE)
                        .isPresent()
                || policy.filter(Policy::isPublic).isPresent();
        boolean withoutPublic = open && !isOwnersRoot(bucket) && blocksPublicAccess(bucket);
        return new BucketFacts(bucket.owner(), bucket.acl(), objectAcl, kind, policy, withoutPublic);
    }

    /** Read only where it can matter: not for the owner's root, and not for settings. */
    private Optional<ObjectAcl> objectAcl(AccessKind kind, BucketSnapshot bucket, Found found) {
        return isOwnersRoot(bucket) || kind == AccessKind.ADMINISTRATIVE
                ? Optional.empty()
                : found.record().map(ObjectRecord::acl);
    }

    private boolean isOwnersRoot(BucketSnapshot bucket) {
        return caller instanceof Caller.Root root && root.account().equals(bucket.owner());
    }

    /** An object that is looked at once at most. */
    private static final class Found {
        private final FactSources sources;
        private final BucketSnapshot bucket;
        private final ObjectKey key;
        private final Optional<VersionId> version;
        private Optional<ObjectRecord> record = Optional.empty();
        private boolean looked;

        Found(FactSources sources, BucketSnapshot bucket, ObjectKey key, Optional<VersionId> version) {
            this.sources = sources;
            this.bucket = bucket;
            this.key = key;
            this.version = version;
        }

        /** May be a delete marker. */
        Optional<ObjectRecord> record() {
            if (!looked) {
                record = sources.objects().record(bucket, key, version);
                looked = true;
            }
            return record;
        }

        private Optional<ObjectRecord> object() {
            return record().filter(present -> !present.isDeleteMarker());
        }

        boolean isThere() {
            return object().isPresent();
        }

        Optional<EncryptionRule> encryption() {
            return object().flatMap(ObjectRecord::encryption).map(ObjectEncryption::rule);
        }

        Tags tags() {
            return object().map(present ->
                            sources.objects().read(bucket, key, present).facts().tags())
                    .orElse(Tags.NONE);
        }
    }
}
