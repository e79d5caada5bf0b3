package io.coffer.testing;

import static java.util.stream.Collectors.joining;

import io.coffer.protocol.Method;
import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.signature.RpcSignature;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** RAM actions of the root user, over the administration port as any client sends them. */
final class AdminCalls {
    private static final String RAM_VERSION = "2015-05-01";
    private static final int LOWEST_ERROR = 300;

    private final URI endpoint;
    private final String region;
    private final CofferCredentials root;

    AdminCalls(String endpoint, String region, CofferCredentials root) {
        this.endpoint = URI.create(endpoint);
        this.region = region;
        this.root = root;
    }

    CofferCredentials createAccessKey(String user) {
        JsonNode key = call("CreateAccessKey", Map.of("UserName", user)).path("AccessKey");
        return new CofferCredentials(
                key.path("AccessKeyId").asString(), key.path("AccessKeySecret").asString());
    }

    /** @throws IllegalArgumentException when the server refuses */
    JsonNode call(String action, Map<String, String> own) {
        byte[] form = signed(action, own).entrySet().stream()
                .map(parameter ->
                        PercentEncoding.encode(parameter.getKey()) + "=" + PercentEncoding.encode(parameter.getValue()))
                .collect(joining("&"))
                .getBytes(StandardCharsets.US_ASCII);
        try {
            return send(action, form);
        } catch (IOException failure) {
            throw new UncheckedIOException("the server does not answer " + action, failure);
        }
    }

    private JsonNode send(String action, byte[] form) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) endpoint.resolve("/").toURL().openConnection(Proxy.NO_PROXY);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
        connection.setRequestProperty("Accept", "application/json");
        try (OutputStream body = connection.getOutputStream()) {
            body.write(form);
        }
        boolean refused = connection.getResponseCode() >= LOWEST_ERROR;
        try (InputStream body = refused ? connection.getErrorStream() : connection.getInputStream()) {
            JsonNode answer = new JsonMapper().readTree(body.readAllBytes());
            if (refused) {
                throw new IllegalArgumentException(
                        action + ": " + answer.path("Code").asString() + ": "
                                + answer.path("Message").asString());
            }
            return answer;
        }
    }

    private Map<String, String> signed(String action, Map<String, String> own) {
        Map<String, String> parameters = new TreeMap<>(own);
        parameters.put("Action", action);
        parameters.put("Version", RAM_VERSION);
        parameters.put("Format", "JSON");
        parameters.put("RegionId", region);
        parameters.put("AccessKeyId", root.accessKeyId());
        parameters.put("SignatureMethod", "HMAC-SHA1");
        parameters.put("SignatureVersion", "1.0");
        parameters.put("SignatureNonce", UUID.randomUUID().toString());
        parameters.put(
                "Timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        parameters.put(
                RpcSignature.PARAMETER,
                RpcSignature.sign(
                        parameters, Method.POST, root.accessKeySecret().getBytes(StandardCharsets.UTF_8)));
        return parameters;
    }
}
