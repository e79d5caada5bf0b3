package io.coffer.server.audit;

import io.coffer.storage.StorageException;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** A change with its record. */
final class RecordedChange implements AuditedChange {
    private static final int FORBIDDEN = 403;

    private final AuditTrail trail;
    private final Supplier<AuditedRequest> request;
    private final Function<RuntimeException, AuditOutcome.Ending> endings;

    RecordedChange(
            AuditTrail trail,
            Supplier<AuditedRequest> request,
            Function<RuntimeException, AuditOutcome.Ending> endings) {
        this.trail = trail;
        this.request = request;
        this.endings = endings;
    }

    @Override
    public <T> T admit(Supplier<T> admission) {
        try {
            return admission.get();
        } catch (RuntimeException failure) {
            AuditOutcome.Ending ending = endings.apply(failure);
            if (ending.status() == FORBIDDEN) {
                trail.refused(request.get(), ending);
            }
            throw failure;
        }
    }

    /** An {@link Error} ends the process or should, so it leaves the outcome unknown as a crash does. */
    @Override
    public <T> T run(Supplier<T> change, Function<T, Map<String, String>> made) {
        AuditTrail.Intent intent = trail.begin(request.get());
        T done;
        try {
            done = change.get();
        } catch (RuntimeException failure) {
            intent.ended(ending(failure));
            throw failure;
        }
        intent.succeeded(made.apply(done));
        return done;
    }

    private AuditOutcome.Ending ending(RuntimeException failure) {
        AuditOutcome.Ending ending = endings.apply(failure);
        boolean isUnknown =
                failure instanceof StorageException storage && storage.kind() == StorageException.Kind.UNKNOWN_OUTCOME;
        return isUnknown
                ? new AuditOutcome.Ending(AuditOutcome.Result.UNKNOWN, ending.status(), ending.code())
                : ending;
    }
}
