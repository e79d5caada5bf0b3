package io.coffer.server.pipeline;

import io.coffer.model.OssException;
import io.coffer.protocol.Headers;
import io.coffer.protocol.OssResponse;
import io.coffer.server.operation.Operation;
import java.util.Optional;

/** How a request ended. */
public sealed interface Outcome {
    /** The operation that the request meant, when it meant one. */
    Optional<Operation> operation();

    /** What the answer carries however the request ended. */
    Headers headers();

    /** The outcome with these headers in the place of its own. */
    Outcome with(Headers common);

    record Answered(Optional<Operation> operation, OssResponse response, Headers headers) implements Outcome {
        public Answered(Optional<Operation> operation, OssResponse response) {
            this(operation, response, Headers.NONE);
        }

        @Override
        public Outcome with(Headers common) {
            return new Answered(operation, response, common);
        }
    }

    /** @param status the refusal's status under the operation's contract */
    record Refused(Optional<Operation> operation, OssException refusal, int status, Headers headers)
            implements Outcome {
        public Refused(Optional<Operation> operation, OssException refusal, int status) {
            this(operation, refusal, status, Headers.NONE);
        }

        @Override
        public Outcome with(Headers common) {
            return new Refused(operation, refusal, status, common);
        }
    }
}
