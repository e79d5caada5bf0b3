package io.coffer.server.pipeline;

import io.coffer.model.AccountId;
import io.coffer.model.BucketAcl;
import io.coffer.model.BucketName;
import io.coffer.model.EncryptionRule;
import io.coffer.model.ObjectAcl;
import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.model.Region;
import io.coffer.model.VersionId;
import io.coffer.protocol.EncryptionHeaders;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.signature.SignatureClaim;
import io.coffer.server.authentication.AuditedCaller;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.AccessKind;
import io.coffer.server.authorization.AccessRequest;
import io.coffer.server.authorization.Beneath;
import io.coffer.server.authorization.Permission;
import io.coffer.server.authorization.Permit;
import io.coffer.server.authorization.RefererCheck;
import io.coffer.server.authorization.RequestContext;
import io.coffer.server.authorization.Verdict;
import io.coffer.server.authorization.facts.AccessFacts;
import io.coffer.server.authorization.facts.EncryptionConditions;
import io.coffer.server.authorization.facts.Protection;
import io.coffer.server.authorization.policy.ResourceName;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.keyuse.KeyUser;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.Rights;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Brings together what the authorizer needs to decide one request: permissions, ownership, policies and ACLs. */
final class Admission implements Rights {
    private static final String CHARGED = "x-oss-request-charged";
    private static final String SET_RULE = "oss:PutBucketEncryption";
    private static final Map<String, String> BY_HEADER = Map.of(
            "x-oss-acl",
            "oss:PutBucketAcl",
            "x-oss-bucket-tagging",
            "oss:PutBucketTagging",
            "x-oss-resource-group-id",
            "oss:PutBucketResourceGroup",
            EncryptionHeaders.ALGORITHM,
            SET_RULE,
            EncryptionHeaders.KEY_ID,
            SET_RULE,
            EncryptionHeaders.DATA_ENCRYPTION,
            SET_RULE);

    private final Gate gate;
    private final Region region;
    private final Caller caller;
    private final Inquiry inquiry;
    private final Operation operation;
    private final OssRequest request;
    private final RequestContext context;
    private final AccessFacts facts;
    private final Optional<VersionId> version;
    private boolean requesterCharged;

    Admission(Gate gate, Region region, Caller caller, Inquiry inquiry, Operation operation, OssRequest request) {
        this.gate = gate;
        this.region = region;
        this.caller = caller;
        this.inquiry = inquiry;
        this.request = request;
        this.operation = operation;
        this.context = Circumstances.of(operation, request);
        this.facts = gate.facts().of(caller);
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
        boolean refused = bucket.map(facts::blocksPublicAccess)
                .or(() -> account.map(own ->
                        gate.facts().accountSettings().publicAccessBlock(own).blockPublicAccess()))
                .orElse(false);
        if (refused) {
            throw OssError.PUBLIC_ACCESS_BLOCKED.exception();
        }
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
        String action = access.action(request);
        AccessRequest asked = Level.of(request.target()) == Level.OBJECT
                ? facts.onObject(
                        action, access.kind(), bucket, targetKey(), version, Protections.of(operation, request))
                : facts.onBucket(action, access.kind(), bucket, ruleOf(bucket.owner(), Optional.of(bucket)));
        return authorize(List.of(asked), AccessFacts.inBucket(bucket, context));
    }

    private ObjectKey targetKey() {
        return new ObjectKey(request.target().key().orElse(""));
    }

    /** How a bucket will be encrypted, for what makes or changes its rule. */
    private RequestContext ruleOf(AccountId owner, Optional<BucketSnapshot> bucket) {
        return Protections.ofRule(operation, request, bucket)
                .map(rule -> facts.ofRule(owner, rule.rule()))
                .orElse(RequestContext.EMPTY);
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
        AccessRequest asked = new AccessRequest(
                permissions, own.map(existing -> facts.ofBucket(existing, access.kind())), ruleOf(account, own));
        return authorize(
                List.of(asked),
                own.map(existing -> AccessFacts.inBucket(existing, context)).orElse(context));
    }

    /** A bucket is made with its settings by those only who may change them: it may be there already. */
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
        return actions.stream().distinct().toList();
    }

    private Permit onEach(Operation.Access access, BucketSnapshot bucket, List<Operation.Item> items) {
        Verdict verdict = judge(
                items.stream()
                        .map(item -> facts.onObject(
                                access.action(item),
                                access.kind(),
                                bucket,
                                item.key(),
                                item.version(),
                                Protection.STORED))
                        .toList(),
                AccessFacts.inBucket(bucket, context));
        return switch (verdict) {
            case Verdict.Granted granted -> granted.permit();
            case Verdict.Denied denied -> throw denied.denial().ofBatch().exception();
        };
    }

    private Permit authorize(List<AccessRequest> requests, RequestContext full) {
        return judge(requests, full).orThrow();
    }

    private Verdict judge(List<AccessRequest> requests, RequestContext full) {
        inquiry.add(requests, full);
        return gate.authorizer().judge(caller, requests, full);
    }

    @Override
    public void requireOnObject(
            String action, AccessKind kind, BucketSnapshot bucket, ObjectKey key, Optional<VersionId> of) {
        BucketRules.checkConnection(request, bucket, gate.tlsOffered());
        charge(bucket);
        // what a write puts beside the content, it puts on the object that it makes
        Protection protection = action.startsWith("oss:Put") ? Protections.of(operation, request) : Protection.STORED;
        authorize(
                List.of(facts.onObject(action, kind, bucket, key, of, protection)),
                AccessFacts.inBucket(bucket, context));
    }

    @Override
    public void requireOnAll(String action, AccessKind kind, BucketSnapshot bucket, String prefix) {
        requireOnObject(action, kind, bucket, new ObjectKey(prefix + "*"));
        AccessRequest asked = new AccessRequest(
                List.of(new Permission(
                        action,
                        new ResourceName("oss", region.id(), bucket.owner().value(), bucket.name() + "/" + prefix))),
                Optional.of(facts.ofBucket(bucket, kind)));
        Beneath.requireNothingDenied(caller, asked, AccessFacts.inBucket(bucket, context));
    }

    @Override
    public void requireStoredAs(Optional<EncryptionRule> stored, BucketSnapshot bucket, ObjectKey key) {
        Operation.Access access = operation.access();
        if (facts.isAskedFor(EncryptionConditions.FAMILY, facts.ofBucket(bucket, access.kind()))) {
            AccessRequest asked = facts.onObject(
                    access.action(request), access.kind(), bucket, key, version, new Protection.Known(stored));
            authorize(List.of(asked), AccessFacts.inBucket(bucket, context));
        }
    }

    @Override
    public void requireSettable(ObjectAcl acl, BucketSnapshot bucket) {
        if (acl.within(BucketAcl.PRIVATE) != BucketAcl.PRIVATE && facts.blocksPublicAccess(bucket)) {
            throw OssError.PUBLIC_ACCESS_BLOCKED.exception();
        }
    }

    @Override
    public void requireOnKey(String action, BucketSnapshot bucket, String keyId) {
        authorize(
                List.of(new AccessRequest(
                        List.of(Permission.onKey(action, region, bucket.owner(), keyId)),
                        Optional.empty(),
                        EncryptionConditions.ofKey(keyId))),
                context);
    }

    @Override
    public BucketSnapshot existingBucket(String name) {
        return gate.buckets()
                .find(new BucketName(name))
                .map(bucket -> bucket.by(new KeyUser(AuditedCaller.of(caller), request.requestId())))
                .orElseThrow(() -> OssError.NO_SUCH_BUCKET.with("BucketName", name));
    }
}
