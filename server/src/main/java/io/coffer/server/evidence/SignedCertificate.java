package io.coffer.server.evidence;

import io.coffer.encryption.DestroyedVersion;
import io.coffer.encryption.KeyPurpose;
import io.coffer.encryption.ServiceStatement;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A certificate of destruction as it is handed out: its text, as it was signed, and the store's Ed25519 signature over
 * {@code coffer/destruction/1}, a line feed and the text.
 *
 * @param publicKey X.509, base64; the key that signs the store's checkpoints
 * @param signature base64
 */
public record SignedCertificate(String certificate, String publicKey, String signature) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String DOMAIN = "coffer/destruction/1\n";
    private static final int MOST = 1 << 20;
    private static final String STATEMENT = "statement";

    /** What the material's destruction consists of. */
    static final String FILE_OVERWRITTEN = "FileOverwritten";

    /** The word of the service that keeps the key, which the certificate quotes. */
    static final String SERVICE_STATEMENT = "ServiceStatement";

    private static final String READ_BEFORE =
            "Content that somebody read or copied in clear while the key was usable is not covered.";

    /** What a certificate of the first class cannot say, word for word in each. */
    private static final List<String> LIMITS_OF_A_FILE = List.of(
            "Copies of the keystore and of the root key made before, and media that keep old blocks (flash memory, snapshots,"
                    + " copy-on-write file systems), are not covered.",
            READ_BEFORE,
            "Key material that was imported may still be held by its owner.");

    private static final List<String> LIMITS_OF_A_STATEMENT = List.of(
            "That the key material is gone is the word of the key service, quoted under statement; this store has not seen it"
                    + " go.",
            "The service's own backups, snapshots, replicas and hardware are not covered, nor a service that is put back to"
                    + " an earlier state.",
            READ_BEFORE,
            "What others than this store had encrypted under the key at the service is not counted.");

    static SignedCertificate of(String storeId, Destruction destruction, CheckpointKey key) {
        String text = JSON.writeValueAsString(text(storeId, destruction));
        return new SignedCertificate(text, key.publicKey(), key.signature(signed(text)));
    }

    private static Map<String, Object> text(String storeId, Destruction destruction) {
        Map<String, Object> text = new LinkedHashMap<>();
        text.put("storeId", storeId);
        text.put("keyId", destruction.keyId());
        text.put("owner", destruction.owner());
        text.put("purpose", destruction.purpose().name());
        text.put("keyVersion", destruction.number());
        text.put("keyVersionId", destruction.versionId());
        text.put("keyVersionCreated", destruction.created().toString());
        text.put("wholeKey", destruction.wholeKey());
        boolean byService = destruction.statement().isPresent();
        text.put("class", byService ? SERVICE_STATEMENT : FILE_OVERWRITTEN);
        text.put("decided", destruction.decided().toString());
        text.put("destroyed", destruction.destroyed().orElseThrow().toString());
        destruction.sequence().ifPresent(sequence -> text.put("ledgerSequence", sequence));
        text.put("taken", destruction.taken());
        destruction.statement().ifPresent(statement -> text.put(STATEMENT, statement));
        text.put("limits", byService ? LIMITS_OF_A_STATEMENT : LIMITS_OF_A_FILE);
        return text;
    }

    /** What a certificate's text is about. */
    static DestroyedVersion trace(JsonNode text) {
        return new DestroyedVersion(
                text.path("keyId").asString(),
                text.path("owner").asString(),
                KeyPurpose.valueOf(text.path("purpose").asString()),
                text.path("keyVersion").asInt(),
                text.path("keyVersionId").asString(),
                Instant.parse(text.path("keyVersionCreated").asString()),
                Instant.parse(text.path("destroyed").asString()),
                text.path("wholeKey").asBoolean());
    }

    /** The statement that a certificate's text quotes, when it is of that class. */
    static Optional<ServiceStatement> statement(JsonNode text) {
        return text.has(STATEMENT)
                ? Optional.of(JSON.treeToValue(text.get(STATEMENT), ServiceStatement.class))
                : Optional.empty();
    }

    private static byte[] signed(String text) {
        return (DOMAIN + text).getBytes(StandardCharsets.UTF_8);
    }

    public String json() {
        return JSON.writeValueAsString(this);
    }

    /** @return empty when it is not a certificate of that key, or its signature does not hold */
    static Optional<JsonNode> verified(String json, String publicKey) {
        if (json.length() > MOST) {
            return Optional.empty();
        }
        try {
            SignedCertificate read = JSON.readValue(json, SignedCertificate.class);
            boolean holds = publicKey.equals(read.publicKey)
                    && Ed25519.verifies(publicKey, signed(read.certificate), read.signature);
            return holds ? Optional.of(JSON.readTree(read.certificate)) : Optional.empty();
        } catch (JacksonException malformed) {
            return Optional.empty();
        }
    }
}
