package io.coffer.server.http;

import io.coffer.protocol.OssRequest;
import io.coffer.server.pipeline.Outcome;

/** What a port does with a request. */
@FunctionalInterface
public interface RequestHandler {
    /** Never throws. */
    Outcome handle(OssRequest request);

    /**
     * Whether handling the request, and reading the body of its answer, waits neither for a disk nor for anybody else, as
     * far as can be foreseen. Asked of every request before anything is known of its sender.
     */
    default boolean isAtHand(OssRequest request) {
        return false;
    }
}
