package io.coffer.server.main;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.QueryParameters;
import io.coffer.server.admin.AdminEndpoint;
import io.coffer.server.admin.AdminRequest;
import io.coffer.server.admin.AdminResponse;
import io.coffer.server.callback.CallbackKey;
import io.coffer.server.http.RequestHandler;
import io.coffer.server.object.BodyFailure;
import io.coffer.server.pipeline.Failures;
import io.coffer.server.pipeline.Outcome;
import io.coffer.storage.EngineHealth;
import io.coffer.storage.StorageEngine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What the administration port serves: the RPC API at {@code /}, and what needs no signature. */
final class AdministrationPort implements RequestHandler {
    private static final String TEXT = "text/plain";
    private static final String FORM = "application/x-www-form-urlencoded";

    /** A policy of 32 KiB, each byte percent-encoded, and the other parameters. */
    private static final int MAX_FORM = 128 * 1024;

    /** Where receivers of callbacks find the key to verify them with; it is no secret. */
    static final String CALLBACK_PUBLIC_KEY = "/-/callback-public-key";

    private final AdminEndpoint endpoint;
    private final StorageEngine engine;
    private final CallbackKey callbackKey;

    AdministrationPort(AdminEndpoint endpoint, StorageEngine engine, CallbackKey callbackKey) {
        this.endpoint = endpoint;
        this.callbackKey = callbackKey;
        this.engine = engine;
    }

    @Override
    public Outcome handle(OssRequest request) {
        try {
            return new Outcome.Answered(Optional.empty(), answer(request));
        } catch (RuntimeException failure) {
            OssException refusal = Failures.translate(failure, request.requestId());
            return new Outcome.Refused(
                    Optional.empty(), refusal, refusal.error().status());
        }
    }

    private OssResponse answer(OssRequest request) {
        return switch (request.target().resource()) {
            case "/" -> rpc(request);
            case "/-/live" -> OssResponse.text(200, TEXT, "live\n");
            case "/-/ready" -> ready();
            case CALLBACK_PUBLIC_KEY -> OssResponse.text(200, TEXT, callbackKey.publicPem());
            default -> throw OssError.NO_SUCH_ADMINISTRATION_PATH.exception();
        };
    }

    private OssResponse rpc(OssRequest request) {
        AdminResponse answer = endpoint.answer(AdminRequest.of(request, form(request)));
        return OssResponse.text(answer.status(), answer.contentType(), answer.body());
    }

    private static QueryParameters form(OssRequest request) {
        boolean isForm = request.header("content-type")
                .filter(type -> type.toLowerCase(Locale.ROOT).startsWith(FORM))
                .isPresent();
        if (!isForm) {
            return QueryParameters.NONE;
        }
        try (InputStream body = request.body().stream()) {
            byte[] bytes = body.readNBytes(MAX_FORM + 1);
            if (bytes.length > MAX_FORM) {
                throw OssError.ENTITY_TOO_LARGE.exception();
            }
            return QueryParameters.parse(new String(bytes, StandardCharsets.UTF_8));
        } catch (IOException cut) {
            throw BodyFailure.refusal(cut);
        }
    }

    private OssResponse ready() {
        EngineHealth health = engine.health();
        return health.writable()
                ? OssResponse.text(200, TEXT, "ready\n")
                : OssResponse.text(503, TEXT, "not ready: " + health.detail() + "\n");
    }
}
