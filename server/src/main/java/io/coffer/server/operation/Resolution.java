package io.coffer.server.operation;

import io.coffer.model.OssException;

/** What a request turned out to mean. A refusal is kept and raised after the caller is known. */
public sealed interface Resolution {
    record Found(Operation operation) implements Resolution {}

    record Refused(OssException refusal) implements Resolution {}
}
