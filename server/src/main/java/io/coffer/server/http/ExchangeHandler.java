package io.coffer.server.http;

import io.coffer.model.OssException;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.ResponseBody;
import io.coffer.server.observability.AccessLog;
import io.coffer.server.operation.Operation;
import io.coffer.server.pipeline.Failures;
import io.coffer.server.pipeline.Outcome;
import java.io.IOException;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Carries each exchange through parsing, handling and writing, and logs it. Runs on a virtual thread. */
final class ExchangeHandler extends Handler.Abstract {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ExchangeParser parser;
    private final RequestHandler handler;
    private final ResponseWriter writer;
    private final AccessLog accessLog;

    ExchangeHandler(ExchangeParser parser, RequestHandler handler, ResponseWriter writer, AccessLog accessLog) {
        this.parser = parser;
        this.handler = handler;
        this.writer = writer;
        this.accessLog = accessLog;
    }

    @Override
    public boolean handle(Request exchange, Response response, Callback callback) {
        long started = System.nanoTime();
        String requestId = RequestIds.next();
        FinishedExchange finished = new FinishedExchange(exchange);
        Outcome outcome = outcome(exchange, requestId, finished);
        finished.answering(System.nanoTime() - started);
        long sent = 0;
        try {
            sent = answer(exchange, response, outcome, requestId, started);
            UnreadBody.discard(exchange);
            callback.succeeded();
        } catch (IOException gone) {
            callback.failed(gone);
        } finally {
            accessLog.record(
                    requestId,
                    outcome.operation().map(Operation::name).orElse("-"),
                    Request.getRemoteAddr(exchange),
                    exchange.getMethod(),
                    exchange.getHttpURI().getPath(),
                    response.getStatus(),
                    code(outcome),
                    sent,
                    System.nanoTime() - started);
            finished.of(outcome, response.getStatus(), sent, System.nanoTime() - started)
                    .ifPresent(accessLog::finished);
        }
        return true;
    }

    private Outcome outcome(Request exchange, String requestId, FinishedExchange finished) {
        try {
            OssRequest request = parser.parse(exchange, requestId);
            finished.understood(request);
            return handler.handle(request);
        } catch (RuntimeException failure) {
            OssException refusal = Failures.translate(failure, requestId);
            return new Outcome.Refused(
                    Optional.empty(), refusal, refusal.error().status());
        }
    }

    @SuppressWarnings("try") // the body is only held open while it is written
    private long answer(Request exchange, Response response, Outcome outcome, String requestId, long started)
            throws IOException {
        boolean bodiless = exchange.getMethod().equals("HEAD");
        long millis = (System.nanoTime() - started) / NANOS_PER_MILLI;
        try (ResponseBody held = body(outcome)) {
            return writer.write(rendered(outcome, exchange, requestId), response, requestId, millis, bodiless);
        } catch (RuntimeException failure) {
            OssException refusal = Failures.translate(failure, requestId);
            if (response.isCommitted()) {
                throw new IOException("the body broke off: " + refusal.error().code(), failure);
            }
            response.reset();
            Outcome refused = new Outcome.Refused(
                            outcome.operation(), refusal, refusal.error().status())
                    .with(outcome.headers());
            return writer.write(rendered(refused, exchange, requestId), response, requestId, millis, bodiless);
        }
    }

    private static ResponseBody body(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered -> answered.response().body();
            case Outcome.Refused refused -> ResponseBody.EMPTY;
        };
    }

    private static OssResponse rendered(Outcome outcome, Request exchange, String requestId) {
        OssResponse response = switch (outcome) {
            case Outcome.Answered answered -> answered.response();
            case Outcome.Refused refused ->
                ErrorRenderer.render(
                        refused.refusal(),
                        refused.status(),
                        requestId,
                        Optional.ofNullable(exchange.getHeaders().get("Host")).orElse(""),
                        exchange.getMethod().equals("HEAD"));
        };
        return response.with(outcome.headers());
    }

    private static String code(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Answered answered -> "-";
            case Outcome.Refused refused -> refused.refusal().error().code();
        };
    }
}
