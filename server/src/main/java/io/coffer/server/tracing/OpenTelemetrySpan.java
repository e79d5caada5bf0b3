package io.coffer.server.tracing;

import io.coffer.server.observability.RequestSpan;
import io.coffer.server.observability.RequestStep;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that is sampled. Begun by one thread, and perhaps ended by another after it. */
final class OpenTelemetrySpan implements RequestSpan {
    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("coffer.operation");
    private static final AttributeKey<String> BUCKET = AttributeKey.stringKey("coffer.bucket");
    private static final AttributeKey<String> REQUEST_ID = AttributeKey.stringKey("coffer.request_id");
    private static final String UNKNOWN = "Unknown";

    private final Tracer tracer;
    private final Span request;
    private final Context context;
    private volatile @Nullable Span answer;

    OpenTelemetrySpan(Tracer tracer, Span request) {
        this.tracer = tracer;
        this.request = request;
        this.context = Context.root().with(request);
    }

    @Override
    public Optional<String> traceId() {
        return Optional.of(request.getSpanContext().getTraceId());
    }

    @Override
    @SuppressWarnings("try") // the scope is only held open meanwhile
    public void within(Runnable work) {
        try (Scope scope = context.makeCurrent()) {
            work.run();
        }
    }

    @Override
    public void answering() {
        answer = tracer.spanBuilder(OpenTelemetryTracing.name(RequestStep.ANSWER))
                .setParent(context)
                .startSpan();
    }

    @Override
    public void end(Ending ending) {
        Span answering = answer;
        if (answering != null) {
            answering.end();
        }
        request.updateName(ending.operation().orElse(UNKNOWN));
        ending.operation().ifPresent(operation -> request.setAttribute(OPERATION, operation));
        ending.bucket().ifPresent(bucket -> request.setAttribute(BUCKET, bucket));
        ending.errorCode().ifPresent(code -> request.setAttribute(OpenTelemetryTracing.ERROR_TYPE, code));
        request.setAttribute(REQUEST_ID, ending.requestId());
        request.setAttribute(METHOD, ending.method());
        request.setAttribute(STATUS, (long) ending.status());
        OpenTelemetryTracing.ended(request, ending.status());
        request.end();
    }
}
