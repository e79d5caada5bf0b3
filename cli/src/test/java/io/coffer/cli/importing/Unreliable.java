package io.coffer.cli.importing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.coffer.cli.LocalService;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Stands before a service and hands requests on, unless a test wants something else of them. */
final class Unreliable implements AutoCloseable {
    private static final Set<String> NOT_HANDED_ON =
            Set.of("host", "connection", "content-length", "upgrade", "http2-settings");

    /** What becomes of a request. */
    enum Fate {
        HANDED_ON,
        /** Done by the service, but the answer is lost. */
        ANSWER_LOST,
        /** Half of the answer's body comes. */
        ANSWER_CUT,
        /** One bit of the answer's body is another. */
        ANSWER_CHANGED,
        BUSY,
        FORBIDDEN,
        GONE
    }

    private final HttpServer server;
    private final URI service;
    private final HttpClient http = HttpClient.newHttpClient();
    private volatile Function<String, Fate> fates = request -> Fate.HANDED_ON;

    Unreliable(LocalService before) throws IOException {
        service = URI.create(before.endpoint());
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** @param decided by a request's method and URI, such as {@code GET /bucket/key?acl} */
    void decide(Function<String, Fate> decided) {
        fates = decided;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            byte[] sent = exchange.getRequestBody().readAllBytes();
            switch (fates.apply(request)) {
                case HANDED_ON -> answer(exchange, handOn(exchange, sent), body -> body);
                case ANSWER_LOST -> handOn(exchange, sent);
                case ANSWER_CUT -> cut(exchange, handOn(exchange, sent));
                case ANSWER_CHANGED -> answer(exchange, handOn(exchange, sent), Unreliable::changed);
                case BUSY -> refuse(exchange, 503, "ServiceUnavailable");
                case FORBIDDEN -> refuse(exchange, 403, "AccessDenied");
                case GONE -> {
                    // closed without a word
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<InputStream> handOn(HttpExchange exchange, byte[] sent)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(exchange.getRequestURI()))
                .method(
                        exchange.getRequestMethod(),
                        sent.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(sent));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!NOT_HANDED_ON.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static byte[] changed(byte[] body) {
        if (body.length > 0) {
            body[body.length / 2] ^= 1;
        }
        return body;
    }

    private static void answer(HttpExchange exchange, HttpResponse<InputStream> got, Function<byte[], byte[]> change)
            throws IOException {
        byte[] body = change.apply(got.body().readAllBytes());
        head(exchange, got);
        if (exchange.getRequestMethod().equals("HEAD")) {
            got.headers()
                    .firstValue("content-length")
                    .ifPresent(length -> exchange.getResponseHeaders().set("content-length", length));
            exchange.sendResponseHeaders(got.statusCode(), -1);
        } else {
            exchange.sendResponseHeaders(got.statusCode(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static void cut(HttpExchange exchange, HttpResponse<InputStream> got) throws IOException {
        byte[] body = got.body().readAllBytes();
        head(exchange, got);
        exchange.sendResponseHeaders(got.statusCode(), body.length);
        exchange.getResponseBody().write(body, 0, body.length / 2);
        exchange.getResponseBody().flush();
    }

    private static void head(HttpExchange exchange, HttpResponse<InputStream> got) {
        got.headers().map().forEach((name, values) -> {
            if (!List.of("content-length", "connection", "transfer-encoding").contains(name)) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        byte[] body = ("<Error><Code>" + code + "</Code><Message>said by the test</Message>"
                        + "<RequestId>0123456789ABCDEF01234567</RequestId></Error>")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, exchange.getRequestMethod().equals("HEAD") ? -1 : body.length);
        if (!exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
