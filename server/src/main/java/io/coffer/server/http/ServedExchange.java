package io.coffer.server.http;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.ResponseBody;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.observability.FinishedRequest;
import io.coffer.server.observability.PortRecord;
import io.coffer.server.observability.RequestSpan;
import io.coffer.server.observability.RequestStep;
import io.coffer.server.operation.Operation;
import io.coffer.server.pipeline.Failures;
import io.coffer.server.pipeline.Outcome;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** One exchange on its way through parsing, handling and writing, and into the log. */
final class ServedExchange {
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** What lines of the server's log carry that are written on the way. */
    private static final String REQUEST_ID = "requestId";

    private static final String TRACE_ID = "traceId";

    /** OpenTelemetry's word for a method that is none. */
    private static final String OTHER_METHOD = "_OTHER";

    private final long started = System.nanoTime();
    private final String requestId = RequestIds.next();
    private final Request exchange;
    private final Response response;
    private final Callback callback;
    private final RequestHandler handler;
    private final ResponseWriter writer;
    private final PortRecord record;
    private final Executor waiting;
    private final FinishedExchange finished;
    private final RequestSpan span;
    private @Nullable OssRequest request;
    private @Nullable Outcome unreadable;

    ServedExchange(
            Request exchange,
            Response response,
            Callback callback,
            RequestHandler handler,
            ResponseWriter writer,
            PortRecord record,
            Executor waiting) {
        this.exchange = exchange;
        this.response = response;
        this.callback = callback;
        this.handler = handler;
        this.writer = writer;
        this.record = record;
        this.waiting = waiting;
        this.finished = new FinishedExchange(exchange);
        this.span = record.tracing()
                .begin(name -> Optional.ofNullable(exchange.getHeaders().get(name)));
    }

    /** Reads line and headers. Never throws. */
    void understand(ExchangeParser parser) {
        span.within(() -> {
            try {
                OssRequest parsed = record.tracing().step(RequestStep.PARSE, () -> parser.parse(exchange, requestId));
                finished.understood(parsed);
                request = parsed;
            } catch (RuntimeException failure) {
                unreadable = refused(failure);
            }
        });
    }

    /** Whether {@link #serve} will wait for nothing, as far as can be foreseen. */
    boolean isAtHand() {
        OssRequest understood = request;
        try {
            return understood != null && !UnreadBody.isThere(exchange) && handler.isAtHand(understood);
        } catch (RuntimeException failure) {
            // comes again when it is handled
            return false;
        }
    }

    /** Handles and answers. Never throws. */
    void serve() {
        named(this::handleAndAnswer);
    }

    /** Everything that is logged and traced meanwhile is known to belong to this request. */
    private void named(Runnable work) {
        MDC.put(REQUEST_ID, requestId);
        span.traceId().ifPresent(id -> MDC.put(TRACE_ID, id));
        try {
            span.within(work);
        } finally {
            MDC.remove(REQUEST_ID);
            MDC.remove(TRACE_ID);
        }
    }

    private void handleAndAnswer() {
        try {
            Outcome outcome = outcome();
            finished.answering(System.nanoTime() - started);
            span.answering();
            answer(outcome);
        } catch (Throwable failure) {
            // an error of the machine ends the exchange and not the thread that watches others
            callback.failed(failure);
        }
    }

    /** Answers that there is too much to do. Never throws. */
    void refuse() {
        OssError busy = OssError.SERVICE_UNAVAILABLE;
        record.load().refuse();
        try {
            answer(new Outcome.Refused(Optional.empty(), busy.exception(), busy.status()));
        } catch (Throwable failure) {
            callback.failed(failure);
        }
    }

    private Outcome outcome() {
        OssRequest understood = request;
        if (understood == null) {
            return unreadable == null ? refused(new IllegalStateException("the exchange was not read")) : unreadable;
        }
        try {
            return handler.handle(understood);
        } catch (RuntimeException failure) {
            return refused(failure);
        }
    }

    private Outcome refused(RuntimeException failure) {
        OssException refusal = Failures.translate(failure, requestId);
        return new Outcome.Refused(Optional.empty(), refusal, refusal.error().status());
    }

    /** A body in memory goes out by itself; any other is written by a thread that waits for the peer. */
    private void answer(Outcome outcome) {
        OssResponse rendered;
        Optional<byte[]> whole;
        try {
            rendered = rendered(outcome);
            whole = UnreadBody.isLeft(exchange)
                    ? Optional.empty()
                    : rendered.body().whole();
        } catch (RuntimeException failure) {
            body(outcome).close();
            answer(inPlaceOf(outcome, failure));
            return;
        }
        if (whole.isPresent()) {
            body(outcome).close();
            send(outcome, rendered, whole.get());
        } else if (Thread.currentThread().isVirtual()) {
            write(outcome, rendered);
        } else {
            waiting.execute(() -> named(() -> write(outcome, rendered)));
        }
    }

    /** The refusal that takes the place of an answer which failed before its first byte. */
    private Outcome inPlaceOf(Outcome outcome, RuntimeException failure) {
        OssException refusal = Failures.translate(failure, requestId);
        return switch (outcome) {
            case Outcome.Answered answered ->
                new Outcome.Refused(
                                answered.operation(), refusal, refusal.error().status())
                        .with(answered.headers())
                        .with(answered.trace());
            // a refusal is rendered from memory: what fails here is a mistake and would fail again
            case Outcome.Refused refused -> throw failure;
        };
    }

    private void send(Outcome outcome, OssResponse rendered, byte[] whole) {
        boolean withBody = writer.begin(rendered, response, requestId, millis(), isBodiless());
        int length = withBody ? whole.length : 0;
        response.write(
                true,
                ByteBuffer.wrap(whole, 0, length),
                Callback.from(ending(outcome), () -> end(outcome, length), gone -> fail(outcome, gone)));
    }

    /** A line of a log may be waited for, by a thread that may wait. */
    private InvocationType ending(Outcome outcome) {
        boolean isLogged = outcome.trace()
                .bucket()
                .flatMap(bucket -> bucket.setting(BucketSettings.LOGGING))
                .isPresent();
        return isLogged ? InvocationType.BLOCKING : InvocationType.NON_BLOCKING;
    }

    private void end(Outcome outcome, long sent) {
        log(outcome, sent);
        callback.succeeded();
    }

    private void fail(Outcome outcome, Throwable gone) {
        log(outcome, 0);
        callback.failed(gone);
    }

    @SuppressWarnings("try") // the body is only held open while it is written
    private void write(Outcome outcome, OssResponse rendered) {
        long sent = 0;
        try (ResponseBody held = body(outcome)) {
            sent = writer.write(rendered, response, requestId, millis(), isBodiless());
            UnreadBody.discard(exchange);
        } catch (IOException gone) {
            log(outcome, sent);
            callback.failed(gone);
            return;
        } catch (RuntimeException failure) {
            brokenOff(outcome, failure);
            return;
        }
        end(outcome, sent);
    }

    private void brokenOff(Outcome outcome, RuntimeException failure) {
        if (response.isCommitted()) {
            OssException refusal = Failures.translate(failure, requestId);
            log(outcome, 0);
            callback.failed(
                    new IOException("the body broke off: " + refusal.error().code(), failure));
        } else {
            response.reset();
            answer(inPlaceOf(outcome, failure));
        }
    }

    private void log(Outcome outcome, long sent) {
        long nanos = System.nanoTime() - started;
        record.count(
                outcome.operation().map(Operation::name),
                response.getStatus(),
                Request.getContentBytesRead(exchange),
                sent,
                nanos);
        Optional<FinishedRequest> known = finished.of(outcome, response.getStatus(), sent, nanos);
        span.end(ending(outcome, known));
        known.ifPresent(record::finished);
    }

    private RequestSpan.Ending ending(Outcome outcome, Optional<FinishedRequest> known) {
        return new RequestSpan.Ending(
                requestId,
                outcome.operation().map(Operation::name),
                known.filter(request -> request.source().owner().isPresent())
                        .flatMap(request -> request.target().bucket()),
                known.map(request -> request.request().method().name()).orElse(OTHER_METHOD),
                response.getStatus(),
                FinishedExchange.errorCode(outcome));
    }

    private long millis() {
        return (System.nanoTime() - started) / NANOS_PER_MILLI;
    }

    private boolean isBodiless() {
        return exchange.getMethod().equals("HEAD");
    }

    private static ResponseBody body(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered -> answered.response().body();
            case Outcome.Refused refused -> ResponseBody.EMPTY;
        };
    }

    private OssResponse rendered(Outcome outcome) {
        OssResponse answer = switch (outcome) {
            case Outcome.Answered answered -> answered.response();
            case Outcome.Refused refused ->
                ErrorRenderer.render(
                        refused.refusal(),
                        refused.status(),
                        requestId,
                        Optional.ofNullable(exchange.getHeaders().get("Host")).orElse(""),
                        isBodiless());
        };
        return answer.with(outcome.headers());
    }
}
