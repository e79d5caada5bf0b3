package io.coffer.server.ring;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.coffer.protocol.Method;
import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.signature.Acs3Claim;
import io.coffer.protocol.signature.Acs3Signature;
import io.coffer.protocol.signature.RpcSignature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * A KMS in the shapes of Alibaba's documentation (2016-01-20), written apart from the server's own. It checks
 * signatures, tells what it was asked, and can be made to behave badly.
 */
final class KmsService implements AutoCloseable {
    static final String ACCESS_KEY_ID = "LTAIkms";

    private static final JsonMapper JSON = new JsonMapper();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int NONCE = 12;

    /** One call that arrived and was signed well. */
    record Asked(String action, Map<String, String> parameters) {}

    private record Answer(int status, Map<String, ?> body) {}

    private static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final int status;
        private final String code;

        Refusal(int status, String code) {
            this.status = status;
            this.code = code;
        }
    }

    private static final class Key {
        private final List<byte[]> versions = new CopyOnWriteArrayList<>();
        private final List<String> versionIds = new CopyOnWriteArrayList<>();
        private volatile String state = "Enabled";
        private volatile String deleteDate = "";
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final byte[] secret;
    private final Map<String, Key> keys = new ConcurrentHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile Supplier<Optional<Integer>> behaviour = Optional::empty;

    KmsService(String accessKeySecret) {
        this.secret = accessKeySecret.getBytes(StandardCharsets.UTF_8);
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The id of a new key. */
    String create() {
        String id = UUID.randomUUID().toString();
        keys.put(id, new Key());
        rotate(id);
        return id;
    }

    void rotate(String keyId) {
        byte[] material = new byte[32];
        RANDOM.nextBytes(material);
        keys.get(keyId).versions.add(material);
        keys.get(keyId).versionIds.add(UUID.randomUUID().toString());
    }

    void setState(String keyId, String state) {
        keys.get(keyId).state = state;
    }

    /** Shows a scheduled deletion. */
    void scheduleDeletion(String keyId, Instant date) {
        setState(keyId, "PendingDeletion");
        keys.get(keyId).deleteDate = date.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Takes it back. */
    void cancelDeletion(String keyId) {
        setState(keyId, "Enabled");
        keys.get(keyId).deleteDate = "";
    }

    /** @return brings the key back, as it was */
    Runnable delete(String keyId) {
        Key gone = keys.remove(keyId);
        return () -> keys.put(keyId, gone);
    }

    /** As an endpoint does that this store's keys never were at. */
    void deleteAll() {
        keys.clear();
    }

    /** Answers as it should. */
    void behaveWell() {
        behaviour = Optional::empty;
    }

    void refuseWith(int status) {
        behaviour = () -> Optional.of(status);
    }

    /** Takes calls and answers none. */
    void stall() {
        behaviour = () -> {
            await(end);
            return Optional.of(500);
        };
    }

    void answerAfter(int millis) {
        behaviour = () -> {
            sleep(millis);
            return Optional.empty();
        };
    }

    /** What it was asked since this was called last. */
    List<Asked> takeAsked() {
        List<Asked> taken = List.copyOf(asked);
        asked.clear();
        return taken;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Answer answer = behaviour
                    .get()
                    .map(status -> new Answer(status, Map.of("Code", "Told.So", "Message", "")))
                    .orElseGet(() -> answer(exchange, body));
            byte[] content = JSON.writeValueAsBytes(answer.body());
            exchange.sendResponseHeaders(answer.status(), content.length);
            exchange.getResponseBody().write(content);
        }
    }

    private Answer answer(HttpExchange exchange, byte[] body) {
        try {
            SortedMap<String, String> form = form(new String(body, StandardCharsets.US_ASCII));
            Headers headers = exchange.getRequestHeaders();
            String action = headers.containsKey("x-acs-action") ? acs3(headers, body) : rpc(form);
            asked.add(new Asked(action, form));
            Map<String, Object> answer = new TreeMap<>(perform(action, form));
            answer.put("RequestId", UUID.randomUUID().toString());
            return new Answer(200, answer);
        } catch (Refusal refusal) {
            return new Answer(refusal.status, Map.of("Code", refusal.code, "Message", "no", "RequestId", "1"));
        }
    }

    private static SortedMap<String, String> form(String body) {
        SortedMap<String, String> form = new TreeMap<>();
        for (String pair : body.split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(PercentEncoding.decodeQuery(parts[0]), PercentEncoding.decodeQuery(parts[1]));
        }
        return form;
    }

    private String rpc(Map<String, String> form) {
        boolean signed = ACCESS_KEY_ID.equals(form.get("AccessKeyId"))
                && "2016-01-20".equals(form.get("Version"))
                && RpcSignature.verify(form, Method.POST, secret);
        require(signed, 400, "SignatureDoesNotMatch");
        return form.get("Action");
    }

    private String acs3(Headers headers, byte[] body) {
        Acs3Claim claim = Acs3Claim.parse(headers.getFirst("Authorization")).orElseThrow();
        SortedMap<String, String> signed = new TreeMap<>();
        claim.signedHeaders().forEach(name -> signed.put(name, headers.getFirst(name)));
        String canonical = Acs3Signature.canonicalRequest(
                Method.POST, QueryParameters.NONE, signed, Acs3Signature.bodySha256(body));
        boolean whole = claim.accessKeyId().equals(ACCESS_KEY_ID)
                && signed.keySet().containsAll(List.of("host", "x-acs-action", "x-acs-date", "x-acs-content-sha256"))
                && "2016-01-20".equals(headers.getFirst("x-acs-version"))
                && Acs3Signature.verify(canonical, claim.signature(), secret);
        require(whole, 400, "SignatureDoesNotMatch");
        return headers.getFirst("x-acs-action");
    }

    private static void require(boolean holds, int status, String code) {
        if (!holds) {
            throw new Refusal(status, code);
        }
    }

    private Map<String, ?> perform(String action, Map<String, String> form) {
        return switch (action) {
            case "GenerateDataKey" -> generate(form);
            case "Decrypt" -> {
                Opened opened = open(form.get("CiphertextBlob"), form.get("EncryptionContext"));
                yield Map.of(
                        "KeyId", opened.keyId(),
                        "KeyVersionId", keys.get(opened.keyId()).versionIds.get(opened.version()),
                        "Plaintext", base64(opened.plaintext()));
            }
            case "ReEncrypt" -> {
                Opened opened = open(form.get("CiphertextBlob"), form.get("SourceEncryptionContext"));
                yield seal(form.get("DestinationKeyId"), form.get("DestinationEncryptionContext"), opened.plaintext());
            }
            case "DescribeKey" ->
                Map.of(
                        "KeyMetadata",
                        Map.of(
                                "KeyId",
                                form.get("KeyId"),
                                "KeyState",
                                key(form.get("KeyId")).state,
                                "Description",
                                "of the KMS",
                                "CreationDate",
                                "2026-01-02T03:04:05Z",
                                "DeleteDate",
                                key(form.get("KeyId")).deleteDate));
            case "EnableKey", "DisableKey" -> {
                key(form.get("KeyId")).state = action.equals("EnableKey") ? "Enabled" : "Disabled";
                yield Map.of();
            }
            case "CreateKeyVersion" -> {
                rotate(form.get("KeyId"));
                yield Map.of();
            }
            default -> throw new Refusal(404, "InvalidAction.NotFound");
        };
    }

    private Key key(String keyId) {
        Key key = keys.get(keyId);
        require(key != null, 404, "Forbidden.KeyNotFound");
        return key;
    }

    private Key usable(String keyId) {
        Key key = key(keyId);
        require(!key.state.equals("Disabled"), 409, "Rejected.Disabled");
        require(!key.state.equals("PendingDeletion"), 409, "Rejected.PendingDeletion");
        return key;
    }

    private Map<String, ?> generate(Map<String, String> form) {
        require("AES_256".equals(form.get("KeySpec")), 400, "InvalidParameter");
        byte[] plaintext = new byte[32];
        RANDOM.nextBytes(plaintext);
        Map<String, Object> answer = new TreeMap<>(seal(form.get("KeyId"), form.get("EncryptionContext"), plaintext));
        answer.put("Plaintext", base64(plaintext));
        return answer;
    }

    private record Opened(String keyId, int version, byte[] plaintext) {}

    private Map<String, ?> seal(String keyId, String context, byte[] plaintext) {
        Key key = usable(keyId);
        int version = key.versions.size() - 1;
        byte[] nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        byte[] head = ByteBuffer.allocate(36 + 4)
                .put(keyId.getBytes(StandardCharsets.US_ASCII))
                .putInt(version)
                .array();
        byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key.versions.get(version), nonce, head, context, plaintext);
        byte[] blob = ByteBuffer.allocate(head.length + NONCE + sealed.length)
                .put(head)
                .put(nonce)
                .put(sealed)
                .array();
        return Map.of("KeyId", keyId, "KeyVersionId", key.versionIds.get(version), "CiphertextBlob", base64(blob));
    }

    private Opened open(String base64, String context) {
        ByteBuffer in = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
        require(in.remaining() > 36 + 4 + NONCE, 400, "InvalidParameter");
        byte[] head = new byte[36 + 4];
        byte[] nonce = new byte[NONCE];
        in.get(head).get(nonce);
        byte[] sealed = new byte[in.remaining()];
        in.get(sealed);
        String keyId = new String(head, 0, 36, StandardCharsets.ISO_8859_1);
        int version = ByteBuffer.wrap(head).getInt(36);
        byte[] material = usable(keyId).versions.get(version);
        return new Opened(keyId, version, cipher(Cipher.DECRYPT_MODE, material, nonce, head, context, sealed));
    }

    private static byte[] cipher(int mode, byte[] key, byte[] nonce, byte[] head, String context, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            cipher.updateAAD(head);
            cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException doesNotOpen) {
            throw new Refusal(400, "InvalidParameter");
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Of calls, where it is not what a test is about: as long as a machine with other things to do may take for one. */
    static final String PATIENT = "deadline-millis: 60000";

    /** The settings of a server that keeps its keys here. */
    String settings(String serviceKey, String defaultKey, String... more) {
        List<String> lines = new ArrayList<>(List.of(
                "keys:",
                "  provider: remote",
                "  service-key: " + serviceKey,
                "  default-key: " + defaultKey,
                "  remote: {endpoint: \"" + endpoint() + "\", access-key-id: " + ACCESS_KEY_ID
                        + ", access-key-secret: \"env:OTHER_SECRET\"}"));
        for (String line : more) {
            lines.add("  " + line);
        }
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
