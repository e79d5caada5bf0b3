package io.coffer.server.admin;

import io.coffer.encryption.KeyManagementException;
import io.coffer.model.OssException;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.server.audit.AuditTrail;
import io.coffer.server.audit.AuditedChange;
import io.coffer.server.authentication.FailedSignatures;
import io.coffer.server.authentication.KeyRing;
import io.coffer.server.authorization.Authorizer;
import io.coffer.server.authorization.Permit;
import io.coffer.server.authorization.RequestContext;
import io.coffer.server.identity.RamException;
import io.coffer.server.observability.RequestCount;
import io.coffer.server.posture.Ledger;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** The one way of a request at {@code /} of the administration port. */
public final class AdminEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(AdminEndpoint.class);

    private static final String UNKNOWN_KEY = "InvalidAccessKeyId.NotFound";
    private static final List<String> FAILED =
            List.of("InvalidAccessKeyId", "SignatureDoesNotMatch", "IncompleteSignature", "InvalidSecurityToken");

    private final AdminCatalog catalog;
    private final Authorizer authorizer;
    private final AdminAuthenticator authenticator;
    private final AdminRetrospect retrospect;
    private final AdminChanges changes;
    private final FailedSignatures failures;
    private final RequestCount count;

    public AdminEndpoint(
            AdminCatalog catalog,
            KeyRing keys,
            Authorizer authorizer,
            AuditTrail audit,
            FailedSignatures failures,
            AdminRetrospect retrospect,
            RequestCount count,
            InstantSource clock) {
        this.catalog = catalog;
        this.authorizer = authorizer;
        this.changes = new AdminChanges(audit);
        this.failures = failures;
        this.retrospect = retrospect;
        this.count = count;
        this.authenticator = new AdminAuthenticator(keys, clock);
    }

    /** Never throws: every failure is an answer. */
    public AdminResponse answer(OssRequest request, byte[] body) {
        long started = System.nanoTime();
        AdminTrace trace = new AdminTrace();
        AdminResponse response = answer(request, body, trace);
        count.answered(
                trace.metered(),
                response.status(),
                body.length,
                response.body().getBytes(StandardCharsets.UTF_8).length,
                System.nanoTime() - started);
        return response;
    }

    private AdminResponse answer(OssRequest request, byte[] body, AdminTrace trace) {
        AdminRequest read;
        try {
            read = AdminRequest.of(request, body);
        } catch (AdminException refusal) {
            return refuse(request, refusal);
        }
        return answer(read, trace);
    }

    /** What is said to a body too large to be read. */
    public AdminResponse refuseBody(OssRequest request) {
        return refuse(request, AdminError.BODY_TOO_LARGE.exception());
    }

    AdminResponse answer(AdminRequest request, AdminTrace trace) {
        AnswerFormat format = request.format();
        try {
            AdminResponse response = succeed(request, format, trace);
            retrospect.answered(request, trace);
            return response;
        } catch (AdminException refusal) {
            return refuse(request, format, refusal, trace);
        } catch (RamException refusal) {
            return refuse(request, format, AdminException.of(refusal), trace);
        } catch (KeyManagementException failure) {
            return refuse(request, format, AdminException.of(failure), trace);
        } catch (Ledger.InexactException inexact) {
            return refuse(request, format, AdminError.LEDGER_INEXACT.exception(), trace);
        } catch (RuntimeException failure) {
            LOG.error("request {} failed", request.requestId(), failure);
            return refuse(request, format, AdminError.INTERNAL_ERROR.exception(), trace);
        }
    }

    private AdminResponse succeed(AdminRequest request, AnswerFormat format, AdminTrace trace) {
        if (request.method() != Method.GET && request.method() != Method.POST) {
            throw AdminError.UNSUPPORTED_METHOD.exception();
        }
        if (request.repeated()) {
            throw AdminError.REPEATED_PARAMETER.exception();
        }
        AdminCall call = authenticate(request).in(context(request), request.requestId());
        trace.sentBy(call.caller());
        AdminAction action = action(call);
        trace.means(action);
        action.requireParameters(call);
        AuditedChange change = changes.of(action, call, request);
        Permit permit = change.admit(() -> action.authorize(authorizer, call, call.context(), trace));
        ObjectNode answer = change.run(() -> action.run(call, permit), AuditedParameters::made)
                .put("RequestId", request.requestId());
        return format.response(200, action.name() + "Response", answer);
    }

    /** Beyond the limit a failure says nothing but that there were too many. A valid signature is never held up. */
    private AdminCall authenticate(AdminRequest request) {
        String accessKeyId = request.claimedAccessKeyId();
        if (failures.isKnownUnknown(request.remoteAddress(), accessKeyId)) {
            throw AdminError.THROTTLING.exception();
        }
        try {
            return authenticator.authenticate(request);
        } catch (AdminException refusal) {
            boolean unknownKey = refusal.code().equals(UNKNOWN_KEY);
            if (FAILED.stream().anyMatch(refusal.code()::startsWith)
                    && failures.isTooMany(request.remoteAddress(), accessKeyId, unknownKey)) {
                throw AdminError.THROTTLING.exception();
            }
            throw refusal;
        }
    }

    private AdminAction action(AdminCall call) {
        String name = call.required("Action");
        AdminService service =
                AdminService.ofVersion(call.required("Version")).orElseThrow(AdminError.INVALID_VERSION::exception);
        return catalog.find(service, name).orElseThrow(AdminError.NO_SUCH_ACTION::exception);
    }

    private static RequestContext context(AdminRequest request) {
        return RequestContext.of(request.remoteAddress(), request.secure(), request.userAgent(), request.receivedAt());
    }

    private static AdminResponse refuse(OssRequest request, AdminException refusal) {
        AnswerFormat format = AnswerFormat.of(request.query().first("Format").orElse(""), request.headers());
        return refuse(request.requestId(), request.host(), format, refusal, List.of());
    }

    private AdminResponse refuse(AdminRequest request, AnswerFormat format, AdminException refusal, AdminTrace trace) {
        return refuse(
                request.requestId(), request.host(), format, refusal, retrospect.refused(request, trace, refusal));
    }

    private static AdminResponse refuse(
            String requestId,
            String host,
            AnswerFormat format,
            AdminException refusal,
            List<OssException.Detail> reasons) {
        ObjectNode answer = Answer.empty()
                .put("RequestId", requestId)
                .put("HostId", host)
                .put("Code", refusal.code())
                .put("Message", refusal.text());
        if (!reasons.isEmpty()) {
            ObjectNode detail = answer.putObject("AccessDeniedDetail");
            reasons.forEach(reason -> detail.put(reason.name(), reason.value()));
        }
        return format.response(refusal.status(), "Error", answer);
    }
}
