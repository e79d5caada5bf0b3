package io.coffer.encryption;

import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.provider.KeyVersionNumbers;
import io.coffer.encryption.provider.KmsCallSigner;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Alibaba's KMS API in the shapes of its documentation, before a keystore of ours. Signatures are not looked at. */
final class KmsShapes {
    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] NOWHERE = new byte[16];

    private final KeyManagement keys;
    private final KeyAdministration administration;

    KmsShapes(LocalKeyStore keys) {
        this.keys = keys;
        this.administration = keys;
    }

    /** Sends the parameters as a form, with the action among them. */
    static KmsCallSigner unsigned(Supplier<URI> endpoint) {
        return (action, parameters) -> {
            SortedMap<String, String> all = new TreeMap<>(parameters);
            all.put("Action", action);
            return HttpRequest.newBuilder(endpoint.get())
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(all.entrySet().stream()
                            .map(each ->
                                    each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                            .collect(Collectors.joining("&"))))
                    .build();
        };
    }

    /** Numbers that end with the process. */
    static KeyVersionNumbers numbersInMemory() {
        Map<String, List<String>> met = new ConcurrentHashMap<>();
        return new KeyVersionNumbers() {
            @Override
            public int number(String keyId, String versionId) {
                return met.compute(keyId, (key, before) -> {
                                    List<String> ids = before == null ? new ArrayList<>() : before;
                                    if (!ids.contains(versionId)) {
                                        ids.add(versionId);
                                    }
                                    return ids;
                                })
                                .indexOf(versionId)
                        + 1;
            }

            @Override
            public List<String> met(String keyId) {
                return List.copyOf(met.getOrDefault(keyId, List.of()));
            }
        };
    }

    LoopbackService.Answer answer(LoopbackService.Request request) {
        Map<String, String> form = new TreeMap<>();
        for (String pair : request.body().split("&")) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        try {
            return new LoopbackService.Answer(200, JSON.writeValueAsString(perform(form)));
        } catch (KeyManagementException refusal) {
            return refusal(refusal.kind());
        }
    }

    private static LoopbackService.Answer refusal(Kind kind) {
        return switch (kind) {
            case KEY_NOT_FOUND, DESTROYED -> refusal(404, "Forbidden.KeyNotFound");
            case KEY_DISABLED -> refusal(409, "Rejected.Disabled");
            case PENDING_DELETION -> refusal(409, "Rejected.PendingDeletion");
            case PENDING_IMPORT -> refusal(409, "Rejected.PendingImport");
            case VERSION_STATE -> refusal(409, "Rejected.Unavailable");
            case DELETION_PROTECTED -> refusal(409, "Rejected.DeletionProtection");
            case UNSUPPORTED -> refusal(400, "UnsupportedOperation");
            case OTHER_MATERIAL -> refusal(400, "InvalidKeyMaterial");
            case ALIAS_NOT_FOUND -> refusal(404, "Forbidden.AliasNotFound");
            case ALIAS_TAKEN -> refusal(400, "AliasAlreadyExists");
            case DENIED -> refusal(403, "Forbidden.NoPermission");
            case UNAVAILABLE -> refusal(503, "ServiceUnavailableTemporary");
            case INVALID_CIPHERTEXT -> refusal(400, "InvalidParameter");
        };
    }

    static LoopbackService.Answer refusal(int status, String code) {
        return new LoopbackService.Answer(
                status,
                "{\"HttpStatus\":%d,\"Code\":\"%s\",\"Message\":\"no\",\"RequestId\":\"1\"}".formatted(status, code));
    }

    private Map<String, String> perform(Map<String, String> form) {
        String keyId = form.getOrDefault("KeyId", "");
        return switch (form.get("Action")) {
            case "GenerateDataKey" -> {
                DataKey made = keys.generateDataKey(keyId, context(form.get("EncryptionContext")));
                Map<String, String> answer = wrapped(made.wrapped());
                answer.put("Plaintext", base64(made.secret()));
                yield answer;
            }
            case "Decrypt" -> {
                WrappedKey blob = blob(form.get("CiphertextBlob"));
                DataKey opened = keys.unwrap(blob, context(form.get("EncryptionContext")));
                Map<String, String> answer = wrapped(blob);
                answer.put("Plaintext", base64(opened.secret()));
                yield answer;
            }
            case "Encrypt" -> {
                byte[] secret = Base64.getDecoder().decode(form.get("Plaintext"));
                DataKey given = new DataKey(secret, new WrappedKey(keyId, 1, new byte[0]));
                yield wrapped(keys.wrap(given, keyId, context(form.get("EncryptionContext"))));
            }
            case "ReEncrypt" -> {
                administration.describe(form.get("DestinationKeyId"));
                yield wrapped(
                        keys.rewrap(blob(form.get("CiphertextBlob")), context(form.get("SourceEncryptionContext"))));
            }
            default -> throw new KeyManagementException(Kind.DENIED, "no such action");
        };
    }

    private static Map<String, String> wrapped(WrappedKey wrapped) {
        byte[] id = wrapped.keyId().getBytes(StandardCharsets.US_ASCII);
        return new TreeMap<>(Map.of(
                "KeyId",
                wrapped.keyId(),
                "KeyVersionId",
                "2ab1a983-7072-4bbc-a582-" + wrapped.keyVersion(),
                "CiphertextBlob",
                base64(ByteBuffer.allocate(id.length + 4 + wrapped.ciphertext().length)
                        .put(id)
                        .putInt(wrapped.keyVersion())
                        .put(wrapped.ciphertext())
                        .array())));
    }

    private WrappedKey blob(String base64) {
        ByteBuffer in = ByteBuffer.wrap(Base64.getDecoder().decode(base64));
        if (in.remaining() < 40) {
            throw new KeyManagementException(Kind.INVALID_CIPHERTEXT, "too short");
        }
        byte[] id = new byte[36];
        in.get(id);
        int version = in.getInt();
        byte[] ciphertext = new byte[in.remaining()];
        in.get(ciphertext);
        String keyId = new String(id, StandardCharsets.ISO_8859_1);
        if (administration.list().stream().noneMatch(key -> key.keyId().equals(keyId))) {
            throw new KeyManagementException(Kind.INVALID_CIPHERTEXT, "no such key in it");
        }
        return new WrappedKey(keyId, version, ciphertext);
    }

    /** A service knows nothing of our reserved names, so here they are pairs like all others. */
    private static WrapContext context(String json) {
        SortedMap<String, String> pairs = new TreeMap<>();
        for (Map.Entry<String, JsonNode> pair : JSON.readTree(json).properties()) {
            pairs.put("its-" + pair.getKey(), pair.getValue().asString());
        }
        return new WrapContext(NOWHERE, NOWHERE, NOWHERE, pairs);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
