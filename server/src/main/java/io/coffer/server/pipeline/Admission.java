package io.coffer.server.pipeline;

import io.coffer.model.AccountId;
import io.coffer.model.BucketAcl;
import io.coffer.model.BucketName;
import io.coffer.model.ObjectAcl;
import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.model.Region;
import io.coffer.model.VersionId;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.signature.SignatureClaim;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.authorization.AccessRequest;
import io.coffer.server.authorization.BucketFacts;
import io.coffer.server.authorization.Permission;
import io.coffer.server.authorization.Permit;
import io.coffer.server.authorization.RefererCheck;
import io.coffer.server.authorization.RequestContext;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ObjectRecord;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.Rights;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Brings together what the authorizer needs to decide one request: permissions, ownership, policies and ACLs. */
final class Admission implements Rights {
    private static final String CHARGED = "x-oss-request-charged";
    private static final Map<String, String> BY_HEADER =
            Map.of("x-oss-acl", "oss:PutBucketAcl", "x-oss-bucket-tagging", "oss:PutBucketTagging");

    private final Gate gate;
    private final Region region;
    private final Caller caller;
    private final Operation operation;
    private final OssRequest request;
    private final RequestContext context;
    private final Optional<VersionId> version;
    private final Map<BucketName, Boolean> blocked = new HashMap<>();
    private boolean requesterCharged;

    Admission(Gate gate, Region region, Caller caller, Operation operation, OssRequest request) {
        this.gate = gate;
        this.region = region;
        this.caller = caller;
        this.request = request;
        this.operation = operation;
        this.context = Circumstances.of(operation, request);
        this.version = request.query()
                .first("versionId")
                .map(VersionId::parse)
                .filter(named -> operation.access().meansVersion());
    }

    Permit admit(Optional<BucketSnapshot> bucket) {
        bucket.filter(existing -> BucketRules.dependsOnConnection(operation))
                .ifPresent(existing -> BucketRules.checkConnection(request, existing, gate.tlsOffered()));
        bucket.filter(existing -> BucketRules.isPaidFor(operation)).ifPresent(this::charge);
        Operation.Access access = operation.access();
        requireReferer(access, bucket);
        Permit permit = switch (access.subject()) {
            case Operation.Subject.Open open -> gate.authorizer().authorizeAnyone(caller);
            case Operation.Subject.OwnAccount account -> inOwnAccount(access, bucket);
            case Operation.Subject.EachItem document ->
                onEach(access, bucket.orElseThrow(), document.items().apply(request));
            case Operation.Subject.Addressed addressed ->
                bucket.isPresent() ? onTarget(access, bucket.get()) : inOwnAccount(access, bucket);
        };
        refuseBlockedAcl(bucket);
        return permit;
    }

    /** The header that tells a caller that it pays; empty when it does not. */
    Optional<String> chargedHeader() {
        return requesterCharged ? Optional.of(CHARGED) : Optional.empty();
    }

    private void charge(BucketSnapshot bucket) {
        requesterCharged |= BucketRules.chargesRequester(caller, request, bucket);
    }

    private void refuseBlockedAcl(Optional<BucketSnapshot> bucket) {
        if (!BucketRules.setsPublicAcl(request)) {
            return;
        }
        Optional<AccountId> account = caller.accountId();
        boolean refused = bucket.map(this::isBlocked)
                .or(() -> account.map(
                        own -> gate.accountSettings().publicAccessBlock(own).blockPublicAccess()))
                .orElse(false);
        if (refused) {
            throw OssError.PUBLIC_ACCESS_BLOCKED.exception();
        }
    }

    private boolean isBlocked(BucketSnapshot bucket) {
        return blocked.computeIfAbsent(
                bucket.name(), name -> gate.accountSettings().blocksPublicAccess(bucket));
    }

    /** Pages embed what is in objects; settings are for those who sign by themselves, and stay within their reach. */
    private void requireReferer(Operation.Access access, Optional<BucketSnapshot> bucket) {
        boolean byPage = caller instanceof Caller.Anonymous || SignatureClaim.isPresigned(request);
        if (byPage && access.kind() != AccessKind.ADMINISTRATIVE) {
            bucket.flatMap(found -> found.setting(BucketSettings.REFERER))
                    .ifPresent(rules -> RefererCheck.require(rules, request.header("referer")));
        }
    }

    private Permit onTarget(Operation.Access access, BucketSnapshot bucket) {
        if (Level.of(request.target()) != Level.OBJECT) {
            return gate.authorizer()
                    .authorize(
                            caller,
                            List.of(Permission.onBucket(access.action(request), region, bucket.owner(), bucket.name())),
                            Optional.of(facts(bucket, Optional.empty(), access.kind())),
                            Circumstances.in(bucket, context));
        }
        ObjectKey key = new ObjectKey(request.target().key().orElse(""));
        return gate.authorizer()
                .authorize(
                        caller,
                        List.of(onObject(access.action(request), access.kind(), bucket, key, version)),
                        Circumstances.in(bucket, context));
    }

    /** The bucket's policy counts as well when the account has the bucket already. */
    private Permit inOwnAccount(Operation.Access access, Optional<BucketSnapshot> bucket) {
        AccountId account = caller.accountId().orElseThrow(OssError.ANONYMOUS_FORBIDDEN::exception);
        List<Permission> permissions = request.target()
                .bucket()
                .map(name -> neededActions(access.action(request), bucket.isEmpty()).stream()
                        .map(action -> Permission.onBucket(action, region, account, new BucketName(name)))
                        .toList())
                .orElseGet(() -> List.of(Permission.onService(access.action(request), region, account)));
        Optional<BucketSnapshot> own =
                bucket.filter(existing -> existing.owner().equals(account));
        return gate.authorizer()
                .authorize(
                        caller,
                        permissions,
                        own.map(existing -> facts(existing, Optional.empty(), access.kind())),
                        own.map(existing -> Circumstances.in(existing, context)).orElse(context));
    }

    /** A bucket is made with its ACL and tags by those only who may change them: it may be there already. */
    private List<String> neededActions(String action, boolean makesBucket) {
        List<String> actions = new ArrayList<>(List.of(action));
        if (makesBucket) {
            actions.add("oss:PutBucket");
        }
        BY_HEADER.forEach((header, needed) -> {
            if (request.headers().has(header)) {
                actions.add(needed);
            }
        });
        return actions;
    }

    private Permit onEach(Operation.Access access, BucketSnapshot bucket, List<Operation.Item> items) {
        return gate.authorizer()
                .authorize(
                        caller,
                        items.stream()
                                .map(item -> onObject(
                                        access.action(item), access.kind(), bucket, item.key(), item.version()))
                                .toList(),
                        Circumstances.in(bucket, context));
    }

    private AccessRequest onObject(
            String action, AccessKind kind, BucketSnapshot bucket, ObjectKey key, Optional<VersionId> of) {
        BucketFacts facts = facts(bucket, objectAcl(kind, bucket, key, of), kind);
        return new AccessRequest(
                List.of(Permission.onObject(action, region, bucket.owner(), bucket.name(), key)),
                Optional.of(facts),
                existingTags(facts, bucket, key, of));
    }

    /** Tags are sealed with the object's other facts, so they are opened only when a policy looks at them. */
    private Map<String, String> existingTags(
            BucketFacts facts, BucketSnapshot bucket, ObjectKey key, Optional<VersionId> of) {
        Stream<Policy> ofCaller = caller instanceof Caller.RamUser user ? user.policies().stream() : Stream.empty();
        boolean asked = Stream.concat(ofCaller, facts.policy().stream())
                .anyMatch(policy -> policy.asksFor(Circumstances.EXISTING_TAG));
        return asked
                ? gate.objects()
                        .record(bucket, key, of)
                        .filter(record -> !record.isDeleteMarker())
                        .map(record ->
                                gate.objects().read(bucket, key, record).facts().tags())
                        .map(Circumstances::existingTags)
                        .orElse(Map.of())
                : Map.of();
    }

    private BucketFacts facts(BucketSnapshot bucket, Optional<ObjectAcl> objectAcl, AccessKind kind) {
        Optional<Policy> policy = bucket.setting(BucketSettings.POLICY).map(gate.policies()::of);
        // whether public access is blocked is looked up only where there is some that the caller could need
        boolean open = bucket.acl() != BucketAcl.PRIVATE
                || objectAcl
                        .filter(acl -> acl.within(BucketAcl.PRIVATE) != BucketAcl.PRIVATE)
                        .isPresent()
                || policy.filter(Policy::isPublic).isPresent();
        boolean withoutPublic = open && !isOwnersRoot(bucket) && isBlocked(bucket);
        return new BucketFacts(bucket.owner(), bucket.acl(), objectAcl, kind, policy, withoutPublic);
    }

    /** Read only where it can matter: not for the owner's root, and not for settings. */
    private Optional<ObjectAcl> objectAcl(
            AccessKind kind, BucketSnapshot bucket, ObjectKey key, Optional<VersionId> of) {
        return isOwnersRoot(bucket) || kind == AccessKind.ADMINISTRATIVE
                ? Optional.empty()
                : gate.objects().record(bucket, key, of).map(ObjectRecord::acl);
    }

    private boolean isOwnersRoot(BucketSnapshot bucket) {
        return caller instanceof Caller.Root root && root.account().equals(bucket.owner());
    }

    @Override
    public void requireOnObject(
            String action, AccessKind kind, BucketSnapshot bucket, ObjectKey key, Optional<VersionId> of) {
        BucketRules.checkConnection(request, bucket, gate.tlsOffered());
        charge(bucket);
        gate.authorizer()
                .authorize(caller, List.of(onObject(action, kind, bucket, key, of)), Circumstances.in(bucket, context));
    }

    @Override
    public void requireSettable(ObjectAcl acl, BucketSnapshot bucket) {
        if (acl.within(BucketAcl.PRIVATE) != BucketAcl.PRIVATE && isBlocked(bucket)) {
            throw OssError.PUBLIC_ACCESS_BLOCKED.exception();
        }
    }

    @Override
    public void requireOnKey(String action, BucketSnapshot bucket, String keyId) {
        gate.authorizer()
                .authorize(
                        caller,
                        List.of(Permission.onKey(action, region, bucket.owner(), keyId)),
                        Optional.empty(),
                        context);
    }

    @Override
    public BucketSnapshot existingBucket(String name) {
        return gate.buckets()
                .find(new BucketName(name))
                .orElseThrow(() -> OssError.NO_SUCH_BUCKET.with("BucketName", name));
    }
}
