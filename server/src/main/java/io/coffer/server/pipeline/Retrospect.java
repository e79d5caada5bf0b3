package io.coffer.server.pipeline;

import io.coffer.model.BucketName;
import io.coffer.model.ObjectKey;
import io.coffer.model.OssException;
import io.coffer.model.Region;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.Target;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.DiagnosticMessages;
import io.coffer.server.authorization.Explanation;
import io.coffer.server.authorization.Explanations;
import io.coffer.server.authorization.Permission;
import io.coffer.server.authorization.Principal;
import io.coffer.server.authorization.RecentRequest;
import io.coffer.server.authorization.RecentRequests;
import io.coffer.server.authorization.RefusingRule;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.operation.Operation;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks back on a request that is decided: remembers it, and explains its refusal to users and roles. */
final class Retrospect {
    private static final Logger LOG = LoggerFactory.getLogger(Retrospect.class);
    private static final int FORBIDDEN = 403;

    private final RecentRequests recent;
    private final DiagnosticMessages messages;
    private final Region region;

    Retrospect(RecentRequests recent, DiagnosticMessages messages, Region region) {
        this.recent = recent;
        this.messages = messages;
        this.region = region;
    }

    /** Never throws: that a request cannot be explained is no reason to answer it otherwise. */
    void on(OssRequest request, Inquiry inquiry, Outcome outcome) {
        Optional<Caller> caller = outcome.trace().caller();
        if (caller.isEmpty()) {
            return;
        }
        try {
            RecentRequest remembered = remembered(request, inquiry, outcome, caller.get());
            if (outcome instanceof Outcome.Refused refused
                    && refused.status() == FORBIDDEN
                    && Principal.isManaged(caller.get())) {
                explain(refused, remembered);
            }
            // last, since explaining looks at more than deciding did
            recent.add(remembered);
        } catch (RuntimeException failure) {
            LOG.error("request {} cannot be explained", request.requestId(), failure);
        }
    }

    private RecentRequest remembered(OssRequest request, Inquiry inquiry, Outcome outcome, Caller caller) {
        Optional<Outcome.Refused> refused =
                outcome instanceof Outcome.Refused refusal ? Optional.of(refusal) : Optional.empty();
        return new RecentRequest(
                request.requestId(),
                request.receivedAt(),
                caller,
                outcome.operation().map(Operation::name).orElse(""),
                inquiry.asked(),
                refused.flatMap(Outcome.Refused::denial),
                refused.map(refusal -> refusal.refusal().error().code()),
                refused.filter(refusal -> refusal.denial().isEmpty())
                        .flatMap(refusal -> RefusingRule.of(refusal.refusal().error())),
                inquiry.asked().isEmpty() ? meant(request, outcome, caller) : Optional.empty());
    }

    /** What would have been asked for, if nothing else had refused before. */
    private Optional<Permission> meant(OssRequest request, Outcome outcome, Caller caller) {
        Optional<BucketSnapshot> bucket = outcome.trace().bucket();
        Optional<String> action = outcome.operation()
                .map(operation -> operation.access().action(request))
                .filter(name -> !name.isEmpty());
        if (action.isEmpty()) {
            return Optional.empty();
        }
        if (bucket.isEmpty()) {
            return caller.accountId().map(account -> Permission.onService(action.get(), region, account));
        }
        BucketName name = bucket.get().name();
        return outcome.trace()
                .target()
                .flatMap(Target::key)
                .map(key ->
                        Permission.onObject(action.get(), region, bucket.get().owner(), name, new ObjectKey(key)))
                .or(() -> Optional.of(
                        Permission.onBucket(action.get(), region, bucket.get().owner(), name)));
    }

    private void explain(Outcome.Refused refused, RecentRequest remembered) {
        Explanation explanation = Explanations.of(remembered);
        OssException refusal = refused.refusal();
        refusal.and("AccessDeniedDetail", explanation.accessDeniedDetail(messages.encode(explanation)));
        refused.trace()
                .bucket()
                .map(bucket -> bucket.name().value())
                .or(() -> refused.trace().target().flatMap(Target::bucket))
                .ifPresent(bucket -> refusal.and("Bucket", bucket));
        refusal.and("User", explanation.caller().displayName());
    }
}
