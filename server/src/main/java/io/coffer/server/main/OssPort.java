package io.coffer.server.main;

import io.coffer.protocol.OssRequest;
import io.coffer.server.http.RequestHandler;
import io.coffer.server.pipeline.Outcome;
import io.coffer.server.pipeline.RequestPipeline;

/** What the port of the OSS API serves. */
record OssPort(RequestPipeline pipeline) implements RequestHandler {
    @Override
    public Outcome handle(OssRequest request) {
        return pipeline.handle(request);
    }

    @Override
    public boolean isAtHand(OssRequest request) {
        return pipeline.isAtHand(request);
    }
}
