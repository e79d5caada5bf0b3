package io.coffer.server.pipeline;

import io.coffer.model.BucketName;
import io.coffer.model.ObjectAcl;
import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.model.Region;
import io.coffer.model.VersionId;
import io.coffer.protocol.OssRequest;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.authorization.AccessRequest;
import io.coffer.server.authorization.Authorizer;
import io.coffer.server.authorization.BucketFacts;
import io.coffer.server.authorization.Permission;
import io.coffer.server.authorization.Permit;
import io.coffer.server.authorization.RequestContext;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.Rights;
import java.util.List;
import java.util.Optional;

/** Brings together what the authorizer needs to decide one request: permissions, ownership and ACLs. */
final class Admission implements Rights {
    private final Authorizer authorizer;
    private final Buckets buckets;
    private final ObjectStore objects;
    private final Region region;
    private final Caller caller;
    private final RequestContext context;
    private final Optional<VersionId> version;

    Admission(
            Authorizer authorizer,
            Buckets buckets,
            ObjectStore objects,
            Region region,
            Caller caller,
            OssRequest request) {
        this.authorizer = authorizer;
        this.buckets = buckets;
        this.objects = objects;
        this.region = region;
        this.caller = caller;
        this.context = Circumstances.of(request);
        this.version = request.query().first("versionId").map(VersionId::parse);
    }

    Permit admit(Operation operation, OssRequest request, Optional<BucketSnapshot> bucket) {
        Operation.Access access = operation.access();
        String action = access.action(request);
        return switch (access.subject()) {
            case Operation.Subject.OwnAccount account -> inOwnAccount(action, request);
            case Operation.Subject.EachKey document ->
                onObjects(access, action, bucket.orElseThrow(), document.keys().apply(request));
            case Operation.Subject.Addressed addressed ->
                bucket.isPresent() ? onTarget(access, action, request, bucket.get()) : inOwnAccount(action, request);
        };
    }

    private Permit onTarget(
            Operation.Access access, String action, OssRequest request, BucketSnapshot bucket) {
        if (Level.of(request.target()) != Level.OBJECT) {
            return authorizer.authorize(
                    caller,
                    List.of(Permission.onBucket(action, region, bucket.owner(), bucket.name())),
                    Optional.of(new BucketFacts(bucket.owner(), bucket.acl(), Optional.empty(), access.kind())),
                    context);
        }
        return onObjects(
                access, action, bucket, List.of(new ObjectKey(request.target().key().orElse(""))));
    }

    private Permit inOwnAccount(String action, OssRequest request) {
        Permission permission = caller.accountId()
                .map(account -> request.target()
                        .bucket()
                        .map(name -> Permission.onBucket(action, region, account, new BucketName(name)))
                        .orElseGet(() -> Permission.onService(action, region, account)))
                .orElseThrow(OssError.ANONYMOUS_FORBIDDEN::exception);
        return authorizer.authorize(caller, List.of(permission), Optional.empty(), context);
    }

    private Permit onObjects(
            Operation.Access access, String action, BucketSnapshot bucket, List<ObjectKey> keys) {
        return authorizer.authorize(
                caller,
                keys.stream()
                        .map(key -> onObject(action, access.kind(), bucket, key))
                        .toList(),
                context);
    }

    private AccessRequest onObject(String action, AccessKind kind, BucketSnapshot bucket, ObjectKey key) {
        return new AccessRequest(
                List.of(Permission.onObject(action, region, bucket.owner(), bucket.name(), key)),
                Optional.of(new BucketFacts(bucket.owner(), bucket.acl(), objectAcl(kind, bucket, key), kind)));
    }

    /** Read only where it can matter: not for the owner's root, and not for settings. */
    private Optional<ObjectAcl> objectAcl(AccessKind kind, BucketSnapshot bucket, ObjectKey key) {
        boolean ownersRoot =
                caller instanceof Caller.Root root && root.account().equals(bucket.owner());
        return ownersRoot || kind == AccessKind.ADMINISTRATIVE
                ? Optional.empty()
                : objects.record(bucket, key, version).map(ObjectRecord::acl);
    }

    @Override
    public void requireOnObject(String action, AccessKind kind, BucketSnapshot bucket, ObjectKey key) {
        authorizer.authorize(caller, List.of(onObject(action, kind, bucket, key)), context);
    }

    @Override
    public void requireOnKey(String action, BucketSnapshot bucket, String keyId) {
        authorizer.authorize(
                caller, List.of(Permission.onKey(action, region, bucket.owner(), keyId)), Optional.empty(), context);
    }

    @Override
    public BucketSnapshot existingBucket(String name) {
        return buckets.find(new BucketName(name)).orElseThrow(() -> OssError.NO_SUCH_BUCKET.with("BucketName", name));
    }
}
