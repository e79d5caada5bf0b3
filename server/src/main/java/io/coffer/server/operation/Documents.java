package io.coffer.server.operation;

import io.coffer.protocol.OssRequest;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Bodies that are documents: the pipeline has read them, bounded, so they are in memory. */
public final class Documents {
    private Documents() {}

    public static byte[] body(OssRequest request) {
        try {
            return request.body().stream().readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
