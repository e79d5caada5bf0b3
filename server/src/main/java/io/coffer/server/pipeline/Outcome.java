package io.coffer.server.pipeline;

import io.coffer.model.OssException;
import io.coffer.protocol.Headers;
import io.coffer.protocol.OssResponse;
import io.coffer.server.authorization.Denial;
import io.coffer.server.operation.Operation;
import java.util.Optional;

/** How a request ended. */
public sealed interface Outcome {
    /** The operation that the request meant, when it meant one. */
    Optional<Operation> operation();

    /** What the answer carries however the request ended. */
    Headers headers();

    /** What became known of the request on its way. */
    Trace trace();

    /** The outcome with these headers in the place of its own. */
    Outcome with(Headers common);

    /** The outcome with what became known. */
    Outcome with(Trace known);

    record Answered(Optional<Operation> operation, OssResponse response, Headers headers, Trace trace)
            implements Outcome {
        public Answered(Optional<Operation> operation, OssResponse response) {
            this(operation, response, Headers.NONE, Trace.NONE);
        }

        @Override
        public Outcome with(Headers common) {
            return new Answered(operation, response, common, trace);
        }

        @Override
        public Outcome with(Trace known) {
            return new Answered(operation, response, headers, known);
        }
    }

    /**
     * @param status the refusal's status under the operation's contract
     * @param denial when a permission was missing
     */
    record Refused(
            Optional<Operation> operation,
            OssException refusal,
            int status,
            Optional<Denial> denial,
            Headers headers,
            Trace trace)
            implements Outcome {
        public Refused(Optional<Operation> operation, OssException refusal, int status) {
            this(operation, refusal, status, Optional.empty());
        }

        Refused(Optional<Operation> operation, OssException refusal, int status, Optional<Denial> denial) {
            this(operation, refusal, status, denial, Headers.NONE, Trace.NONE);
        }

        @Override
        public Outcome with(Headers common) {
            return new Refused(operation, refusal, status, denial, common, trace);
        }

        @Override
        public Outcome with(Trace known) {
            return new Refused(operation, refusal, status, denial, headers, known);
        }
    }
}
