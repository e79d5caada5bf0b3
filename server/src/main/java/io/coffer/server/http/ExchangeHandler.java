package io.coffer.server.http;

import io.coffer.server.observability.PortRecord;
import java.util.concurrent.Executor;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Gives each exchange its thread. What is answered from memory is answered where the connections are watched, which
 * spares it the way to another thread and back; everything else gets a virtual thread that may wait.
 */
final class ExchangeHandler extends Handler.Abstract {
    private final ExchangeParser parser;
    private final RequestHandler handler;
    private final ResponseWriter writer;
    private final PortRecord record;
    private final Executor waiting;
    private final RequestQueue queue;

    /**
     * @param watches whether this handler is called by the threads that watch the connections, which may never wait
     * @param waiting threads that may wait
     */
    ExchangeHandler(
            ExchangeParser parser,
            RequestHandler handler,
            ResponseWriter writer,
            PortRecord record,
            boolean watches,
            Executor waiting,
            RequestQueue queue) {
        super(watches ? InvocationType.NON_BLOCKING : InvocationType.BLOCKING);
        this.parser = parser;
        this.handler = handler;
        this.writer = writer;
        this.record = record;
        this.waiting = watches ? waiting : Runnable::run;
        this.queue = queue;
    }

    @Override
    public boolean handle(Request exchange, Response response, Callback callback) {
        record.load().begin();
        Callback ended = Callback.from(callback, record.load()::end);
        ServedExchange served = new ServedExchange(exchange, response, ended, handler, writer, record, waiting);
        served.understand(parser);
        if (served.isAtHand()) {
            served.serve();
        } else {
            waiting.execute(() -> queue.pass(served::serve, served::refuse));
        }
        return true;
    }
}
