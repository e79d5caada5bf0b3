package io.coffer.server.ring;

import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server whose master keys are in a Transit engine. The engine here has the documented shapes and remembers what it
 * wrapped instead of encrypting it: how the provider binds keys is checked where it is.
 */
class TransitKeysTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path directory;

    private final Map<String, String> wrapped = new ConcurrentHashMap<>();
    private HttpServer engine;
    private volatile String goodToken = "first";

    @BeforeEach
    void start() throws IOException {
        engine = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        engine.createContext("/v1/wraps/", this::answer);
        engine.start();
    }

    @AfterEach
    void stop() {
        engine.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            Map<String, Object> answer = new TreeMap<>();
            int status = 200;
            if (!goodToken.equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"))) {
                status = 403;
            } else {
                answer.put("data", data(exchange.getRequestURI().getPath().substring("/v1/wraps/".length()), body));
            }
            byte[] content = JSON.writeValueAsBytes(answer);
            exchange.sendResponseHeaders(status, content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private Map<String, ?> data(String path, JsonNode body) {
        if (path.startsWith("keys/")) {
            return Map.of(
                    "type", "aes256-gcm96", "derived", true, "exportable", false, "allow_plaintext_backup", false);
        }
        if (path.startsWith("datakey/plaintext/")) {
            String plaintext = base64((UUID.randomUUID().toString()).substring(0, 32));
            String ciphertext = "vault:v1:" + base64(UUID.randomUUID().toString());
            wrapped.put(ciphertext + body.path("context").asString(), plaintext);
            return Map.of("plaintext", plaintext, "ciphertext", ciphertext, "key_version", 1);
        }
        return Map.of(
                "plaintext",
                wrapped.get(body.path("ciphertext").asString()
                        + body.path("context").asString()));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void objectsAreEncryptedAndATokenMayBeRenewedInItsFile() throws IOException {
        Path token = directory.resolve("token");
        Files.writeString(token, "first\n");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        String settings = """
                keys:
                  provider: transit
                  service-key: coffer-oss
                  default-key: coffer-kms
                  calls: {cache-seconds: 0, %s}
                  transit: {endpoint: "http://127.0.0.1:%d", mount: wraps, token: "file:%s"}
                """.formatted(KmsService.PATIENT, engine.getAddress().getPort(), token);
        try (Ring ring = Ring.inMemory(settings)) {
            Client owner = ring.owner();
            owner.create("bucket");
            for (String method : new String[] {"AES256", "KMS"}) {
                assertThat(owner.object(PUT, "bucket", method)
                                .header("x-oss-server-side-encryption", method)
                                .body("text")
                                .send()
                                .outcome())
                        .isEqualTo("200");
                assertThat(owner.get("bucket", method).text()).isEqualTo("text");
            }
            goodToken = "second";
            assertThat(owner.get("bucket", "KMS").outcome()).isEqualTo("403 AccessDenied");
            Files.writeString(token, "second\n");
            assertThat(owner.get("bucket", "KMS").text()).isEqualTo("text");
            Files.delete(token);
            assertThat(owner.get("bucket", "KMS").outcome()).isEqualTo("503 KmsUnavailable");
        }
    }
}
