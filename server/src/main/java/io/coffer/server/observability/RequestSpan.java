package io.coffer.server.observability;

import java.util.Optional;

/** A request that is followed. */
public interface RequestSpan {
    RequestSpan NONE = new RequestSpan() {
        @Override
        public Optional<String> traceId() {
            return Optional.empty();
        }

        @Override
        public void within(Runnable work) {
            work.run();
        }

        @Override
        public void answering() {}

        @Override
        public void end(Ending ending) {}
    };

    /**
     * How it ended.
     *
     * @param bucket when there is such a bucket
     * @param errorCode OSS's, empty for a success
     */
    record Ending(
            String requestId,
            Optional<String> operation,
            Optional<String> bucket,
            String method,
            int status,
            Optional<String> errorCode) {}

    /** Empty when the request is not sampled. */
    Optional<String> traceId();

    /** Steps that the work does belong to this request. */
    void within(Runnable work);

    /** The answer begins to go out, which is over with the end. */
    void answering();

    void end(Ending ending);
}
