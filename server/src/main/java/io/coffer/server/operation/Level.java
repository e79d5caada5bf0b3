package io.coffer.server.operation;

import io.coffer.protocol.Target;

/** What an operation is about. */
public enum Level {
    SERVICE,
    BUCKET,
    OBJECT;

    public static Level of(Target target) {
        if (target.key().isPresent()) {
            return OBJECT;
        }
        return target.bucket().isPresent() ? BUCKET : SERVICE;
    }
}
