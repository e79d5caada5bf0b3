package io.coffer.server.admin;

import io.coffer.encryption.KeyManagementException;
import io.coffer.server.audit.AuditOutcome;
import io.coffer.server.audit.AuditTrail;
import io.coffer.server.audit.AuditedChange;
import io.coffer.server.audit.AuditedRequest;
import io.coffer.server.authentication.AuditedCaller;
import io.coffer.server.identity.RamException;

/** Tells the audit trail of actions that change something. */
final class AdminChanges {
    private static final int SERVER_ERROR = 500;

    private final AuditTrail trail;

    AdminChanges(AuditTrail trail) {
        this.trail = trail;
    }

    AuditedChange of(AdminAction action, AdminCall call, AdminRequest request) {
        return action.changes()
                ? trail.change(() -> audited(action, call, request), AdminChanges::ending)
                : AuditedChange.NONE;
    }

    private static AuditedRequest audited(AdminAction action, AdminCall call, AdminRequest request) {
        return new AuditedRequest(
                request.requestId(),
                action.service().code(),
                action.name(),
                action.ramAction(),
                resource(action, call),
                AuditedCaller.of(call.caller()),
                request.remoteAddress(),
                request.secure(),
                request.userAgent(),
                AuditedParameters.of(action, call));
    }

    /** A call that names nothing that could be its resource is refused, and recorded without one. */
    private static String resource(AdminAction action, AdminCall call) {
        try {
            return action.resource(call);
        } catch (AdminException unnamed) {
            return "";
        }
    }

    private static AuditOutcome.Ending ending(RuntimeException failure) {
        AdminException refusal = switch (failure) {
            case AdminException known -> known;
            case RamException ram -> AdminException.of(ram);
            case KeyManagementException keys -> AdminException.of(keys);
            default -> AdminError.INTERNAL_ERROR.exception();
        };
        return new AuditOutcome.Ending(
                refusal.status() < SERVER_ERROR ? AuditOutcome.Result.REFUSED : AuditOutcome.Result.FAILED,
                refusal.status(),
                refusal.code());
    }
}
