package io.coffer.server.main;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.OssResponse;
import io.coffer.server.admin.AdminEndpoint;
import io.coffer.server.admin.AdminResponse;
import io.coffer.server.callback.CallbackKey;
import io.coffer.server.console.Console;
import io.coffer.server.http.RequestHandler;
import io.coffer.server.object.BodyFailure;
import io.coffer.server.observability.MetricSource;
import io.coffer.server.observability.Scrape;
import io.coffer.server.pipeline.Failures;
import io.coffer.server.pipeline.Outcome;
import io.coffer.storage.EngineHealth;
import io.coffer.storage.StorageEngine;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What the administration port serves: the API at {@code /}, the console, and what needs no signature. */
final class AdministrationPort implements RequestHandler {
    private static final String TEXT = "text/plain";

    /** A policy of 32 KiB, each byte percent-encoded, and the other parameters. */
    private static final int MAX_BODY = 128 * 1024;

    /** Where receivers of callbacks find the key to verify them with; it is no secret. */
    static final String CALLBACK_PUBLIC_KEY = "/-/callback-public-key";

    private final AdminEndpoint endpoint;
    private final Console console;
    private final StorageEngine engine;
    private final CallbackKey callbackKey;
    private final Supplier<List<String>> warnings;
    private final List<MetricSource> metrics;

    AdministrationPort(
            AdminEndpoint endpoint,
            Console console,
            StorageEngine engine,
            CallbackKey callbackKey,
            Supplier<List<String>> warnings,
            List<MetricSource> metrics) {
        this.warnings = warnings;
        this.metrics = metrics;
        this.endpoint = endpoint;
        this.console = console;
        this.callbackKey = callbackKey;
        this.engine = engine;
    }

    @Override
    public Outcome handle(OssRequest request) {
        try {
            return Console.isAskedFor(request)
                    ? console.handle(request)
                    : new Outcome.Answered(Optional.empty(), answer(request));
        } catch (RuntimeException failure) {
            OssException refusal = Failures.translate(failure, request.requestId());
            return new Outcome.Refused(
                    Optional.empty(), refusal, refusal.error().status());
        }
    }

    private OssResponse answer(OssRequest request) {
        return switch (request.target().resource()) {
            case "/" -> action(request);
            case "/-/live" -> OssResponse.text(200, TEXT, "live\n");
            case "/-/ready" -> ready();
            // addressing reads a path of one part as a bucket
            case "/metrics/" -> OssResponse.text(200, Scrape.CONTENT_TYPE, Scrape.of(metrics));
            case CALLBACK_PUBLIC_KEY -> OssResponse.text(200, TEXT, callbackKey.publicPem());
            default -> throw OssError.NO_SUCH_ADMINISTRATION_PATH.exception();
        };
    }

    private OssResponse action(OssRequest request) {
        byte[] body = body(request);
        AdminResponse answer = body.length > MAX_BODY ? endpoint.refuseBody(request) : endpoint.answer(request, body);
        return OssResponse.text(answer.status(), answer.contentType(), answer.body())
                .and("x-acs-request-id", request.requestId());
    }

    /** The body, or a byte more than is allowed of one that is too large. */
    private static byte[] body(OssRequest request) {
        try (InputStream body = request.body().stream()) {
            return body.readNBytes(MAX_BODY + 1);
        } catch (IOException cut) {
            throw BodyFailure.refusal(cut);
        }
    }

    private OssResponse ready() {
        EngineHealth health = engine.health();
        return health.writable()
                ? OssResponse.text(200, TEXT, "ready\n" + detail())
                : OssResponse.text(503, TEXT, "not ready: " + health.detail() + "\n");
    }

    private String detail() {
        return warnings.get().stream()
                .map(warning -> "warning: " + warning + "\n")
                .collect(Collectors.joining());
    }
}
