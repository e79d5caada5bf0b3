package io.coffer.server.observability;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Follows requests through their steps. */
public interface RequestTracing extends AutoCloseable {
    RequestTracing OFF = new RequestTracing() {
        @Override
        public RequestSpan begin(Function<String, Optional<String>> headers) {
            return RequestSpan.NONE;
        }

        @Override
        public <T> T step(RequestStep step, Supplier<T> work) {
            return work.get();
        }

        @Override
        public void close() {}
    };

    /**
     * Begins to follow a request.
     *
     * @param headers finds a header of the request by its name
     */
    RequestSpan begin(Function<String, Optional<String>> headers);

    /** Does a step of the request that this thread is at. What the work throws is thrown. */
    <T> T step(RequestStep step, Supplier<T> work);

    /** Sends what was not sent yet, within a bounded time. */
    @Override
    void close();
}
