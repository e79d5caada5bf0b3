package io.coffer.server.authorization.trial;

import io.coffer.model.AccountId;
import io.coffer.model.BucketName;
import io.coffer.model.EncryptionRule;
import io.coffer.model.ObjectKey;
import io.coffer.model.OssError;
import io.coffer.server.authorization.AccessRequest;
import io.coffer.server.authorization.Allowance;
import io.coffer.server.authorization.Asked;
import io.coffer.server.authorization.Authorizer;
import io.coffer.server.authorization.Decisive;
import io.coffer.server.authorization.Permission;
import io.coffer.server.authorization.RequestContext;
import io.coffer.server.authorization.Verdict;
import io.coffer.server.authorization.facts.AccessFacts;
import io.coffer.server.authorization.facts.EncryptionConditions;
import io.coffer.server.authorization.facts.FactSources;
import io.coffer.server.authorization.facts.KeyUse;
import io.coffer.server.authorization.facts.Protection;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Decides requests that are not sent, by the facts and the authorizer that decide those that are. */
public final class Simulator {
    private static final String WRITE = "oss:PutObject";
    private static final Set<String> READS = Set.of("oss:GetObject", "oss:GetObjectVersion");
    private static final String KEY = "key/";

    private final Authorizer authorizer;
    private final FactSources sources;
    private final Buckets buckets;
    private final Function<String, Optional<Meaning>> meanings;
    private final BucketNotes notes;

    /**
     * @param meanings of actions, by their names
     * @param tlsOffered whether the server can be reached over TLS
     */
    public Simulator(
            Authorizer authorizer,
            FactSources sources,
            Buckets buckets,
            Function<String, Optional<Meaning>> meanings,
            boolean tlsOffered) {
        this.authorizer = authorizer;
        this.sources = sources;
        this.buckets = buckets;
        this.meanings = meanings;
        this.notes = new BucketNotes(sources.accountSettings(), tlsOffered);
    }

    /** The bucket that a question is about, when there is such a bucket. */
    public Optional<BucketSnapshot> bucket(Subject subject) {
        return subject instanceof Subject.InBucket in ? buckets.find(new BucketName(in.bucket())) : Optional.empty();
    }

    /**
     * @throws io.coffer.model.OssException when the real request would be refused before any permission is looked at
     * @throws IllegalArgumentException when action and subject do not go together
     */
    public Reply answer(Question question) {
        return switch (question.subject()) {
            case Subject.Other other -> decide(question, List.of(onOther(question, other)), List.of());
            case Subject.Service service -> {
                AccountId account = ownAccount(question);
                yield decide(
                        question,
                        List.of(access(Permission.onService(question.action(), sources.region(), account))),
                        List.of());
            }
            case Subject.InBucket in -> inBucket(question, in, meaning(question));
        };
    }

    private Meaning meaning(Question question) {
        return meanings.apply(question.action())
                .orElseThrow(
                        () -> new IllegalArgumentException("no operation on buckets or objects needs this action"));
    }

    private static AccountId ownAccount(Question question) {
        return question.caller().accountId().orElseThrow(OssError.ANONYMOUS_FORBIDDEN::exception);
    }

    private AccessRequest onOther(Question question, Subject.Other other) {
        AccessRequest access = access(new Permission(question.action(), other.resource()));
        boolean onKey = other.resource().service().equals("kms")
                && other.resource().path().startsWith(KEY);
        return onKey
                ? new AccessRequest(
                        access.permissions(),
                        Optional.empty(),
                        EncryptionConditions.ofKey(other.resource().path().substring(KEY.length())))
                : access;
    }

    private static AccessRequest access(Permission permission) {
        return new AccessRequest(List.of(permission), Optional.empty());
    }

    private Reply inBucket(Question question, Subject.InBucket in, Meaning meaning) {
        BucketName name = new BucketName(in.bucket());
        Optional<BucketSnapshot> found = buckets.find(name);
        AccessFacts facts = sources.of(question.caller());
        if (meaning.inOwnAccount()) {
            AccountId account = ownAccount(question);
            Optional<BucketSnapshot> own = found.filter(bucket -> bucket.owner().equals(account));
            AccessRequest access = new AccessRequest(
                    List.of(Permission.onBucket(question.action(), sources.region(), account, name)),
                    own.map(bucket -> facts.ofBucket(bucket, meaning.kind())),
                    facts.ofRule(account, wished(question).or(() -> own.flatMap(BucketSnapshot::encryptionRule))));
            return decide(question, List.of(access), List.of());
        }
        BucketSnapshot bucket = found.orElseThrow(() -> OssError.NO_SUCH_BUCKET.with("BucketName", in.bucket()));
        if (meaning.onObject() != in.isObject()) {
            throw new IllegalArgumentException(
                    meaning.onObject() ? "the action is on an object" : "the action is on a bucket");
        }
        List<AccessRequest> needed = new ArrayList<>();
        if (in.isObject()) {
            ObjectKey key = new ObjectKey(in.key());
            needed.add(facts.onObject(
                    question.action(), meaning.kind(), bucket, key, question.version(), protection(question)));
            needed.addAll(keyUse(question, facts, bucket, key));
        } else {
            needed.add(facts.onBucket(question.action(), meaning.kind(), bucket, RequestContext.EMPTY));
        }
        return decide(
                question.withConnection(AccessFacts.inBucket(bucket, question.connection())),
                needed,
                notes.of(question, meaning, bucket));
    }

    private static Protection protection(Question question) {
        return question.action().equals(WRITE) ? new Protection.Planned(wished(question)) : Protection.STORED;
    }

    /** The method that a question names is the one that its request would ask for. */
    private static Optional<EncryptionRule> wished(Question question) {
        Map<String, String> given = question.given();
        Optional<String> method = Optional.ofNullable(given.get(EncryptionConditions.METHOD.name()));
        return method.isEmpty()
                ? Optional.empty()
                : Optional.of(EncryptionRule.parse(
                        method,
                        Optional.ofNullable(given.get(EncryptionConditions.KEY_ID.name())),
                        Optional.ofNullable(given.get(EncryptionConditions.DATA_ENCRYPTION.name()))
                                .filter("SM4"::equals)));
    }

    /** What SSE-KMS needs beside: of a default key that is not made yet nothing is known. */
    private List<AccessRequest> keyUse(Question question, AccessFacts facts, BucketSnapshot bucket, ObjectKey key) {
        boolean writes = question.action().equals(WRITE);
        if (!writes && !READS.contains(question.action())) {
            return List.of();
        }
        Optional<Protection.Planned> planned =
                writes ? Optional.of(new Protection.Planned(wished(question))) : Optional.empty();
        return facts.keyOf(bucket, key, question.version(), planned).stream()
                .flatMap(keyId -> (writes ? KeyUse.TO_WRITE : KeyUse.TO_READ)
                        .stream()
                                .map(action -> new AccessRequest(
                                        List.of(Permission.onKey(action, sources.region(), bucket.owner(), keyId)),
                                        Optional.empty(),
                                        EncryptionConditions.ofKey(keyId))))
                .toList();
    }

    private Reply decide(Question question, List<AccessRequest> needed, List<Reply.Note> notes) {
        List<Asked> asked = new ArrayList<>();
        Optional<Allowance> allowance = Optional.empty();
        RequestContext context = question.connection();
        for (AccessRequest access : needed) {
            AccessRequest full =
                    new AccessRequest(access.permissions(), access.bucket(), question.over(access.circumstances()));
            asked.addAll(Asked.of(full, context));
            switch (authorizer.judge(question.caller(), List.of(full), context)) {
                case Verdict.Granted granted -> allowance = allowance.or(() -> Optional.of(granted.allowance()));
                case Verdict.Denied denied -> {
                    return new Reply(
                            asked, Optional.of(denied.denial()), Optional.empty(), Decisive.of(denied.denial()), notes);
                }
            }
        }
        Optional<Decisive> decisive = allowance.flatMap(by -> Decisive.of(question.caller(), asked.getFirst(), by));
        return new Reply(asked, Optional.empty(), allowance, decisive, notes);
    }
}
