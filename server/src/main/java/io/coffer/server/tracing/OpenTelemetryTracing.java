package io.coffer.server.tracing;

import io.coffer.model.OssError;
import io.coffer.server.observability.RequestSpan;
import io.coffer.server.observability.RequestStep;
import io.coffer.server.observability.RequestTracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sends traces by OTLP over HTTP. Spans that cannot be sent in time are dropped: no request waits for a collector. */
public final class OpenTelemetryTracing implements RequestTracing {
    static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

    private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
    private static final Duration SENDING = Duration.ofSeconds(5);
    private static final Duration BETWEEN_BATCHES = Duration.ofSeconds(1);
    private static final int WAITING_SPANS = 8_192;
    private static final int SPANS_OF_BATCH = 512;
    private static final int LONGEST_ATTRIBUTE = 256;
    private static final int FIRST_SERVER_ERROR = 500;
    private static final double PERCENT = 100;

    /** A request's headers, as the propagation of W3C asks for them. */
    private static final TextMapGetter<Function<String, Optional<String>>> HEADERS = new TextMapGetter<>() {
        @Override
        public @Nullable String get(@Nullable Function<String, Optional<String>> headers, String name) {
            return headers == null ? null : headers.apply(name).orElse(null);
        }
    };

    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final Function<RuntimeException, OssError> errors;

    private OpenTelemetryTracing(SdkTracerProvider provider, Function<RuntimeException, OssError> errors) {
        this.errors = errors;
        this.provider = provider;
        this.tracer = provider.get("io.coffer");
    }

    /**
     * @param traces where a collector takes OTLP over HTTP
     * @param samplePercent of the requests that belong to nobody's trace
     * @param authorization what the collector wants in the header of that name
     * @param errors what a failure of a step is to callers
     */
    public static RequestTracing sendingTo(
            URI traces,
            String serviceName,
            int samplePercent,
            Optional<String> authorization,
            Function<RuntimeException, OssError> errors) {
        OtlpHttpSpanExporterBuilder exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(traces.toString()).setTimeout(SENDING);
        authorization.ifPresent(value -> exporter.addHeader("Authorization", value));
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .setResource(Resource.create(Attributes.of(SERVICE_NAME, serviceName)))
                .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(samplePercent / PERCENT)))
                .setSpanLimits(SpanLimits.builder()
                        .setMaxAttributeValueLength(LONGEST_ATTRIBUTE)
                        .build())
                .addSpanProcessor(BatchSpanProcessor.builder(exporter.build())
                        .setScheduleDelay(BETWEEN_BATCHES)
                        .setMaxQueueSize(WAITING_SPANS)
                        .setMaxExportBatchSize(SPANS_OF_BATCH)
                        .setExporterTimeout(SENDING)
                        .build())
                .build();
        return new OpenTelemetryTracing(provider, errors);
    }

    @Override
    public RequestSpan begin(Function<String, Optional<String>> headers) {
        Context parent = W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, HEADERS);
        // named when it is known what it means
        Span span = tracer.spanBuilder("request")
                .setParent(parent)
                .setSpanKind(SpanKind.SERVER)
                .startSpan();
        return span.isRecording() ? new OpenTelemetrySpan(tracer, span) : new UnsampledSpan(span);
    }

    @Override
    @SuppressWarnings("try") // the scope is only held open meanwhile
    public <T> T step(RequestStep step, Supplier<T> work) {
        Span span = tracer.spanBuilder(name(step)).startSpan();
        try (Scope scope = span.makeCurrent()) {
            return work.get();
        } catch (RuntimeException failure) {
            refused(span, failure);
            throw failure;
        } finally {
            span.end();
        }
    }

    /** That a caller is refused is no error of the server's. */
    private void refused(Span span, RuntimeException failure) {
        OssError error = errors.apply(failure);
        span.setAttribute(ERROR_TYPE, error.code());
        ended(span, error.status());
    }

    static void ended(Span span, int status) {
        if (status >= FIRST_SERVER_ERROR) {
            span.setStatus(StatusCode.ERROR);
        }
    }

    static String name(RequestStep step) {
        return step.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
        provider.shutdown().join(SENDING.toMillis(), TimeUnit.MILLISECONDS);
    }
}
