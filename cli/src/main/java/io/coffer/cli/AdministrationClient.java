package io.coffer.cli;

import static java.util.stream.Collectors.joining;

import io.coffer.cli.oss.Unreached;
import io.coffer.protocol.Method;
import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.signature.RpcSignature;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sends signed RPC-style actions to the administration port. */
final class AdministrationClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int LOWEST_ERROR = 300;

    private final HttpClient http;
    private final URI endpoint;
    private final String region;
    private final Credentials credentials;
    private final JsonMapper json = new JsonMapper();

    private AdministrationClient(HttpClient http, URI endpoint, String region, Credentials credentials) {
        this.http = http;
        this.endpoint = endpoint;
        this.region = region;
        this.credentials = credentials;
    }

    static AdministrationClient to(URI endpoint, String region, TlsTrust trust, Credentials credentials) {
        HttpClient.Builder http = HttpClient.newBuilder()
                .proxy(HttpClient.Builder.NO_PROXY)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        trust.context().ifPresent(http::sslContext);
        return new AdministrationClient(http.build(), endpoint, region, credentials);
    }

    /**
     * Runs one action.
     *
     * @param parameters the action's own; an empty value is not sent
     * @throws RefusedException when the server answers with an error
     * @throws UnreachableException when there is no answer
     */
    JsonNode call(Api api, String action, Map<String, String> parameters) {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("/"))
                .timeout(ANSWER)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form(signed(api, action, parameters))))
                .build();
        HttpResponse<String> response = send(request);
        JsonNode answer = read(response);
        if (response.statusCode() >= LOWEST_ERROR) {
            throw new RefusedException(
                    answer.path("Code").asString("HTTP " + response.statusCode()),
                    answer.path("Message").asString("without a message"),
                    answer.path("RequestId").asString(""));
        }
        return answer;
    }

    private Map<String, String> signed(Api api, String action, Map<String, String> own) {
        Map<String, String> parameters = new TreeMap<>(own);
        parameters.values().removeIf(String::isEmpty);
        parameters.put("Action", action);
        parameters.put("Version", api.version());
        parameters.put("Format", "JSON");
        parameters.put("RegionId", region);
        parameters.put("AccessKeyId", credentials.accessKeyId());
        parameters.put("SignatureMethod", "HMAC-SHA1");
        parameters.put("SignatureVersion", "1.0");
        parameters.put("SignatureNonce", UUID.randomUUID().toString());
        parameters.put(
                "Timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        credentials.securityToken().ifPresent(token -> parameters.put("SecurityToken", token));
        byte[] secret = credentials.secretBytes();
        try {
            parameters.put(RpcSignature.PARAMETER, RpcSignature.sign(parameters, Method.POST, secret));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
        return parameters;
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter ->
                        PercentEncoding.encode(parameter.getKey()) + "=" + PercentEncoding.encode(parameter.getValue()))
                .collect(joining("&"));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            throw new UnreachableException("cannot reach " + endpoint + ": " + Unreached.reason(failed), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("interrupted while waiting for " + endpoint, interrupted);
        }
    }

    private JsonNode read(HttpResponse<String> response) {
        try {
            JsonNode answer = json.readTree(response.body());
            if (answer.isObject()) {
                return answer;
            }
        } catch (JacksonException notJson) {
            // falls through to the one refusal of everything that is no JSON object
        }
        throw new RefusedException(
                "HTTP " + response.statusCode(), endpoint + " does not answer as the administration port does", "");
    }
}
