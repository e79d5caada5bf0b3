package io.coffer.server.http;

import io.coffer.protocol.OssRequest;
import io.coffer.server.pipeline.Outcome;

/** What a port does with a request. Never throws. */
@FunctionalInterface
public interface RequestHandler {
    Outcome handle(OssRequest request);
}
