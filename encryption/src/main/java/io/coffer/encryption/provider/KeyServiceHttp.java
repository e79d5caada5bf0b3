package io.coffer.encryption.provider;

import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyManagementException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Calls to a key service: JSON answers of bounded length, no redirects, no proxy but the one the JVM was given. */
final class KeyServiceHttp implements AutoCloseable {
    static final JsonMapper JSON = new JsonMapper();

    private static final int MAX_ANSWER = 64 * 1024;

    private final HttpClient client;

    /** @param connect how long a connection may take to be made */
    KeyServiceHttp(Duration connect) {
        this.client = HttpClient.newBuilder()
                .connectTimeout(connect)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** @param body an empty object where the answer has none */
    record Reply(int status, JsonNode body) {
        boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        /**
         * A text that the answer must have.
         *
         * @throws KeyManagementException of kind {@link Kind#UNAVAILABLE} when it has not
         */
        String text(String pointer) {
            String text = body.at(pointer).asString("");
            if (text.isEmpty()) {
                throw new KeyManagementException(Kind.UNAVAILABLE, "the key service's answer has no " + pointer);
            }
            return text;
        }
    }

    /** @throws KeyManagementException of kind {@link Kind#UNAVAILABLE} when there is no answer, or none to understand */
    Reply send(HttpRequest request) {
        try {
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                return read(answer.statusCode(), body.readNBytes(MAX_ANSWER + 1));
            }
        } catch (IOException unreachable) {
            throw new KeyManagementException(
                    Kind.UNAVAILABLE,
                    "the key service at " + request.uri().getAuthority() + " does not answer",
                    unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new KeyManagementException(Kind.UNAVAILABLE, "the call to the key service was given up", interrupted);
        }
    }

    /** Wipes the bytes: an answer may hold a key. */
    private static Reply read(int status, byte[] content) {
        try {
            if (content.length > MAX_ANSWER) {
                throw new KeyManagementException(Kind.UNAVAILABLE, "the key service's answer is too long");
            }
            return new Reply(status, JSON.readTree(content));
        } catch (JacksonException notJson) {
            if (status < 300) {
                // without its cause, which may quote the answer
                throw new KeyManagementException(Kind.UNAVAILABLE, "the key service does not answer in JSON");
            }
            return new Reply(status, JsonNodeFactory.instance.objectNode());
        } finally {
            Arrays.fill(content, (byte) 0);
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
