package io.coffer.encryption.provider;

import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyManagementException.Kind;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The HTTP API of a Transit engine (Vault, OpenBao). Its refusals become our kinds. */
final class TransitClient implements AutoCloseable {
    private static final String KEY_NAME = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";
    /** No key has a name that could leave its place in the path. */
    private static final String UNFIT_NAME = ".*\\.\\..*";

    private final KeyServiceHttp http;
    private final URI engine;
    private final Supplier<String> token;
    private final Optional<String> namespace;

    /**
     * @param engine such as {@code https://vault:8200/v1/transit/}
     * @param token asked for each call, since tokens are renewed in their file
     */
    TransitClient(URI engine, Supplier<String> token, Optional<String> namespace, Duration connect) {
        this.http = new KeyServiceHttp(connect);
        this.engine = engine;
        this.token = token;
        this.namespace = namespace;
    }

    /** Without what could open it. */
    String address() {
        return engine.getAuthority() + engine.getPath();
    }

    TransitKey key(String keyId) {
        return new TransitKey(
                keyId,
                send(keyId, request("keys/" + name(keyId)).GET(), Kind.DENIED).body());
    }

    /** @param action such as {@code rotate}, {@code config} or {@code trim} */
    void change(String keyId, String action, Map<String, Object> body) {
        KeyServiceHttp.Reply unused = send(keyId, post("keys/" + name(keyId) + "/" + action, body), Kind.DENIED);
    }

    KeyServiceHttp.Reply generate(String keyId, Map<String, Object> body) {
        return send(keyId, post("datakey/plaintext/" + name(keyId), body), Kind.DENIED);
    }

    /** The engine would make a key of a name that it does not know, where its policy lets it: look the key up before. */
    KeyServiceHttp.Reply encrypt(String keyId, Map<String, Object> body) {
        return send(keyId, post("encrypt/" + name(keyId), body), Kind.DENIED);
    }

    /** @param operation {@code decrypt} or {@code rewrap} */
    KeyServiceHttp.Reply open(String keyId, String operation, Map<String, Object> body) {
        return send(keyId, post(operation + "/" + name(keyId), body), Kind.INVALID_CIPHERTEXT);
    }

    private static String name(String keyId) {
        if (!keyId.matches(KEY_NAME) || keyId.matches(UNFIT_NAME)) {
            throw new KeyManagementException(Kind.KEY_NOT_FOUND, "a transit engine has no key of such a name");
        }
        return keyId;
    }

    private HttpRequest.Builder post(String path, Map<String, Object> body) {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(KeyServiceHttp.JSON.writeValueAsBytes(body)));
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(engine.resolve(path))
                .header("X-Vault-Token", token.get())
                .header("X-Vault-Request", "true");
        namespace.ifPresent(space -> request.header("X-Vault-Namespace", space));
        return request;
    }

    private KeyServiceHttp.Reply send(String keyId, HttpRequest.Builder request, Kind badRequest) {
        KeyServiceHttp.Reply reply = http.send(request.build());
        if (reply.isSuccess()) {
            return reply;
        }
        Kind kind = kind(reply, badRequest);
        throw new KeyManagementException(
                kind, "the transit engine refused the key " + keyId + ": " + reply.status() + " as " + kind);
    }

    /** The engine has texts where the KMS has codes; those known are of Vault 1.x and OpenBao 2.x. */
    private static Kind kind(KeyServiceHttp.Reply reply, Kind badRequest) {
        String errors = reply.body().path("errors").toString();
        return switch (reply.status()) {
            case 400 -> {
                if (errors.contains("encryption key not found")) {
                    yield Kind.KEY_NOT_FOUND;
                }
                // the version is below min_decryption_version
                yield errors.contains("too old") ? Kind.KEY_DISABLED : badRequest;
            }
            case 404 -> Kind.KEY_NOT_FOUND;
            case 401, 403, 405 -> Kind.DENIED;
            default -> Kind.UNAVAILABLE;
        };
    }

    @Override
    public void close() {
        http.close();
    }
}
