package io.coffer.encryption;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** An HTTP service on this machine that answers in JSON, and can be made to behave badly. */
public final class LoopbackService implements AutoCloseable {
    /** What arrived, with its body read. */
    public record Request(String method, String path, UnaryOperator<String> header, String body) {}

    public record Answer(int status, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger arrived = new AtomicInteger();
    private volatile Function<Request, Answer> behaviour;

    public LoopbackService(Function<Request, Answer> behaviour) {
        this.behaviour = behaviour;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** How many requests arrived so far. */
    public int arrived() {
        return arrived.get();
    }

    public void behave(Function<Request, Answer> other) {
        behaviour = other;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            arrived.incrementAndGet();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Answer answer = behaviour.apply(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    name -> String.valueOf(exchange.getRequestHeaders().getFirst(name)),
                    body));
            byte[] content = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), content.length == 0 ? -1 : content.length);
            exchange.getResponseBody().write(content);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
