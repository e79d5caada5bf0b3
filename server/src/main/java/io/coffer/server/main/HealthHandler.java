package io.coffer.server.main;

import io.coffer.model.OssError;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.OssResponse;
import io.coffer.server.http.RequestHandler;
import io.coffer.server.pipeline.Outcome;
import io.coffer.storage.EngineHealth;
import io.coffer.storage.StorageEngine;
import java.util.Optional;

/** Health on the administration port, which needs no signature. */
final class HealthHandler implements RequestHandler {
    private static final String TEXT = "text/plain";

    private final StorageEngine engine;

    HealthHandler(StorageEngine engine) {
        this.engine = engine;
    }

    @Override
    public Outcome handle(OssRequest request) {
        return switch (request.target().resource()) {
            case "/-/live" -> answered(OssResponse.text(200, TEXT, "live\n"));
            case "/-/ready" -> answered(ready());
            default -> new Outcome.Refused(Optional.empty(), OssError.NOT_IMPLEMENTED.exception(), 501);
        };
    }

    private OssResponse ready() {
        EngineHealth health = engine.health();
        return health.writable()
                ? OssResponse.text(200, TEXT, "ready\n")
                : OssResponse.text(503, TEXT, "not ready: " + health.detail() + "\n");
    }

    private static Outcome answered(OssResponse response) {
        return new Outcome.Answered(Optional.empty(), response);
    }
}
