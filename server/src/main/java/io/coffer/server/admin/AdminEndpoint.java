package io.coffer.server.admin;

import io.coffer.encryption.KeyManagementException;
import io.coffer.protocol.Method;
import io.coffer.server.authentication.AccessKeyStore;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.Authorizer;
import io.coffer.server.authorization.Permit;
import io.coffer.server.authorization.RequestContext;
import io.coffer.server.identity.RamException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.node.ObjectNode;

/** The one way of a request at {@code /} of the administration port. */
public final class AdminEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(AdminEndpoint.class);

    private final AdminCatalog catalog;
    private final Authorizer authorizer;
    private final RpcAuthenticator authenticator;

    public AdminEndpoint(AdminCatalog catalog, AccessKeyStore keys, Authorizer authorizer, InstantSource clock) {
        this.catalog = catalog;
        this.authorizer = authorizer;
        this.authenticator = new RpcAuthenticator(keys, clock);
    }

    /** Never throws: every failure is an answer. */
    public AdminResponse answer(AdminRequest request) {
        AnswerFormat format = AnswerFormat.fromWire(request.parameters().getOrDefault("Format", ""))
                .orElse(AnswerFormat.XML);
        try {
            return succeed(request, format);
        } catch (AdminException refusal) {
            return refuse(request, format, refusal);
        } catch (RamException refusal) {
            return refuse(request, format, AdminException.of(refusal));
        } catch (KeyManagementException failure) {
            return refuse(request, format, AdminException.of(failure));
        } catch (RuntimeException failure) {
            LOG.error("request {} failed", request.requestId(), failure);
            return refuse(request, format, AdminError.INTERNAL_ERROR.exception());
        }
    }

    private AdminResponse succeed(AdminRequest request, AnswerFormat format) {
        if (request.method() != Method.GET && request.method() != Method.POST) {
            throw AdminError.UNSUPPORTED_METHOD.exception();
        }
        if (request.repeated()) {
            throw AdminError.REPEATED_PARAMETER.exception();
        }
        Caller caller = authenticator.authenticate(request);
        AdminCall call = new AdminCall(request.parameters(), caller);
        AdminAction action = action(call);
        action.requireParameters(call);
        Permit permit = action.authorize(authorizer, call, context(request));
        ObjectNode answer = action.run(call, permit).put("RequestId", request.requestId());
        return format.response(200, action.name() + "Response", answer);
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

    private static AdminResponse refuse(AdminRequest request, AnswerFormat format, AdminException refusal) {
        ObjectNode answer = Answer.empty()
                .put("RequestId", request.requestId())
                .put("HostId", request.host())
                .put("Code", refusal.code())
                .put("Message", refusal.text());
        return format.response(refusal.status(), "Error", answer);
    }
}
