package io.coffer.server.tracing;

import io.coffer.server.observability.RequestSpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Optional;

/** A request that is not sampled; its steps must know, or each would be a trace of its own. */
record UnsampledSpan(Span request) implements RequestSpan {
    @Override
    public Optional<String> traceId() {
        return Optional.empty();
    }

    @Override
    @SuppressWarnings("try") // the scope is only held open meanwhile
    public void within(Runnable work) {
        try (Scope scope = Context.root().with(request).makeCurrent()) {
            work.run();
        }
    }

    @Override
    public void answering() {}

    @Override
    public void end(Ending ending) {}
}
