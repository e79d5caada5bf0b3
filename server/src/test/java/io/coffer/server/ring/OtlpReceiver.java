package io.coffer.server.ring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.GZIPInputStream;

/**
 * A collector that takes traces by OTLP over HTTP and reads them by the protocol's own definition.
 *
 * @see <a href="https://github.com/open-telemetry/opentelemetry-proto">opentelemetry-proto</a>
 */
final class OtlpReceiver implements AutoCloseable {
    private static final int SERVER_ERROR = 2;
    private final HttpServer http;
    private final List<Span> spans = new CopyOnWriteArrayList<>();
    private final List<String> authorizations = new CopyOnWriteArrayList<>();
    private final List<String> services = new CopyOnWriteArrayList<>();

    /** @param parent empty for a span without one */
    record Span(
            String trace,
            String id,
            String parent,
            String name,
            int kind,
            long startNanos,
            long endNanos,
            Map<String, String> attributes,
            int status) {
        boolean isError() {
            return status == SERVER_ERROR;
        }
    }

    OtlpReceiver() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.createContext("/v1/traces", this::take);
        http.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + http.getAddress().getPort();
    }

    List<Span> spans() {
        return List.copyOf(spans);
    }

    List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    List<String> services() {
        return List.copyOf(services);
    }

    private void take(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        if ("gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"))) {
            body = new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes();
        }
        boolean protobuf =
                "application/x-protobuf".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
        authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        if (protobuf) {
            ProtobufMessage.read(body).messages(1).forEach(this::resourceSpans);
        }
        exchange.getResponseHeaders().add("Content-Type", "application/x-protobuf");
        exchange.sendResponseHeaders(protobuf ? 200 : 415, -1);
        exchange.close();
    }

    private void resourceSpans(ProtobufMessage resource) {
        resource.messages(1).forEach(of -> services.add(attributes(of, 1).get("service.name")));
        resource.messages(2)
                .forEach(scope ->
                        scope.messages(2).stream().map(OtlpReceiver::span).forEach(spans::add));
    }

    private static Span span(ProtobufMessage span) {
        return new Span(
                hex(span.bytes(1)),
                hex(span.bytes(2)),
                hex(span.bytes(4)),
                span.text(5),
                (int) span.number(6),
                span.number(7),
                span.number(8),
                attributes(span, 9),
                (int) span.messages(15).stream()
                        .findFirst()
                        .map(status -> status.number(3))
                        .orElse(0L)
                        .longValue());
    }

    private static Map<String, String> attributes(ProtobufMessage of, int field) {
        Map<String, String> attributes = new HashMap<>();
        for (ProtobufMessage attribute : of.messages(field)) {
            ProtobufMessage value = attribute.messages(2).getFirst();
            attributes.put(attribute.text(1), value.has(1) ? value.text(1) : Long.toString(value.number(3)));
        }
        return attributes;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
