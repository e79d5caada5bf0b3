package io.coffer.server.pipeline;

import io.coffer.model.OssException;
import io.coffer.protocol.OssResponse;
import io.coffer.server.operation.Operation;
import java.util.Optional;

/** How a request ended. */
public sealed interface Outcome {
    /** The operation that the request meant, when it meant one. */
    Optional<Operation> operation();

    Trace trace();

    record Answered(Optional<Operation> operation, OssResponse response, Trace trace) implements Outcome {
        public Answered(Optional<Operation> operation, OssResponse response) {
            this(operation, response, Trace.NONE);
        }
    }

    /** @param status the refusal's status under the operation's contract */
    record Refused(Optional<Operation> operation, OssException refusal, int status, Trace trace) implements Outcome {
        public Refused(Optional<Operation> operation, OssException refusal, int status) {
            this(operation, refusal, status, Trace.NONE);
        }
    }
}
