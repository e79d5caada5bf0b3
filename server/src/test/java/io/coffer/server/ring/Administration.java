package io.coffer.server.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.protocol.Method;
import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.signature.RpcSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The administration port as one caller sees it: signed RPC calls over HTTP. */
public record Administration(
        URI endpoint, String accessKeyId, String secret, Optional<String> securityToken, Clock clock) {
    public static final String RAM = "2015-05-01";
    public static final String STS = "2015-04-01";
    public static final String KMS = "2016-01-20";
    public static final String COFFER = "2026-11-01";

    private static final JsonMapper JSON = new JsonMapper();

    public record Reply(int status, JsonNode body) {
        public String text(String pointer) {
            return body.at(pointer).asString("");
        }

        /** Status and code in one text; the status alone when there is no code. */
        public String outcome() {
            return status < 300 ? Integer.toString(status) : status + " " + text("/Code");
        }
    }

    public Reply call(String version, String action, String... namesAndValues) {
        Map<String, String> parameters = new TreeMap<>(Map.of(
                "Action",
                action,
                "Version",
                version,
                "Format",
                "JSON",
                "AccessKeyId",
                accessKeyId,
                "SignatureMethod",
                "HMAC-SHA1",
                "SignatureVersion",
                "1.0",
                "SignatureNonce",
                UUID.randomUUID().toString(),
                "Timestamp",
                clock.instant().truncatedTo(ChronoUnit.SECONDS).toString()));
        securityToken.ifPresent(token -> parameters.put("SecurityToken", token));
        for (int at = 0; at < namesAndValues.length; at += 2) {
            parameters.put(namesAndValues[at], namesAndValues[at + 1]);
        }
        parameters.put(
                RpcSignature.PARAMETER,
                RpcSignature.sign(parameters, Method.POST, secret.getBytes(StandardCharsets.UTF_8)));
        HttpResponse<String> answer = send(HttpRequest.newBuilder(endpoint.resolve("/"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form(parameters)))
                .build());
        return new Reply(answer.statusCode(), JSON.readTree(answer.body()));
    }

    /** As {@link #call}, of what must be answered well. */
    public Reply succeed(String version, String action, String... namesAndValues) {
        Reply reply = call(version, action, namesAndValues);
        assertThat(reply.outcome()).as("%s: %s", action, reply.body()).isEqualTo("200");
        return reply;
    }

    /** The id of the caller's account. */
    String account() {
        return succeed(STS, "GetCallerIdentity").text("/AccountId");
    }

    /** Without a signature. */
    HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(endpoint.resolve(path)).build());
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> PercentEncoding.encode(entry.getKey()) + "=" + PercentEncoding.encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static HttpResponse<String> send(HttpRequest request) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
