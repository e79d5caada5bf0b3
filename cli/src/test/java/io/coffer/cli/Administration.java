package io.coffer.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.coffer.protocol.Method;
import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.signature.RpcSignature;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** An administration port for tests: it checks every signature and answers with prepared documents. */
final class Administration implements AutoCloseable {
    static final String ID = "LTAItest";
    static final String SECRET = "hush";

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Queue<Answer>> answers = new HashMap<>();
    private final List<Map<String, String>> requests = new CopyOnWriteArrayList<>();

    Administration() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Prepares the next answer to an action. */
    Administration answer(String action, int status, String body) {
        answers.computeIfAbsent(action, unused -> new ArrayDeque<>()).add(new Answer(status, body));
        return this;
    }

    List<Map<String, String>> requests() {
        return requests;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : form.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.put(PercentEncoding.decodeQuery(parts[0]), PercentEncoding.decodeQuery(parts[1]));
        }
        requests.add(parameters);
        Answer answer = answer(exchange, parameters);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private Answer answer(HttpExchange exchange, Map<String, String> parameters) {
        byte[] secret = SECRET.getBytes(StandardCharsets.UTF_8);
        boolean wellFormed = exchange.getRequestMethod().equals("POST")
                && exchange.getRequestURI().toString().equals("/")
                && "application/x-www-form-urlencoded"
                        .equals(exchange.getRequestHeaders().getFirst("Content-Type"));
        if (!wellFormed || !RpcSignature.verify(parameters, Method.POST, secret)) {
            return new Answer(
                    400, "{\"Code\":\"SignatureDoesNotMatch\",\"Message\":\"as it says\",\"RequestId\":\"R-0\"}");
        }
        Answer prepared = answers.getOrDefault(parameters.get("Action"), new ArrayDeque<>())
                .poll();
        return prepared == null ? new Answer(404, "{\"Code\":\"InvalidAction.NotFound\"}") : prepared;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
