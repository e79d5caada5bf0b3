package io.coffer.encryption;

import io.coffer.encryption.KeyManagementException.Kind;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Transit engine's API in the shapes of its public documentation, before a keystore of ours. */
final class TransitShapes {
    static final String TOKEN = "hvs.of-a-test";

    private static final JsonMapper JSON = new JsonMapper();
    private static final byte[] NOWHERE = new byte[16];
    private static final Pattern PATH = Pattern.compile(
            "/v1/transit/(datakey/plaintext|encrypt|decrypt|rewrap|keys)/([^/]+)(?:/(config|trim|rotate))?");
    /** The documentation's own time. */
    private static final long FIRST_MADE = 1442851411;

    private static final Pattern CIPHERTEXT = Pattern.compile("vault:v([0-9]{1,9}):(.*)");

    private final LocalKeyStore keys;
    private final TransitKeySettings settings = new TransitKeySettings();
    volatile String keyFacts =
            "\"type\":\"aes256-gcm96\",\"derived\":true,\"exportable\":false," + "\"allow_plaintext_backup\":false";

    TransitShapes(LocalKeyStore keys) {
        this.keys = keys;
    }

    LoopbackService.Answer answer(LoopbackService.Request request) {
        if (!request.header().apply("X-Vault-Token").equals(TOKEN)) {
            return refusal(403, "permission denied");
        }
        Matcher path = PATH.matcher(request.path());
        if (!path.matches()) {
            return refusal(404, "no handler for route");
        }
        try {
            if (path.group(3) != null) {
                return change(path.group(2), path.group(3), JSON.readTree(request.body()));
            }
            return path.group(1).equals("keys") ? key(path.group(2)) : perform(path, JSON.readTree(request.body()));
        } catch (TransitKeySettings.Refusal refusal) {
            return refusal(400, refusal.getMessage());
        } catch (KeyManagementException refusal) {
            return refusal.kind() == Kind.KEY_NOT_FOUND
                    ? refusal(400, "encryption key not found")
                    : refusal(400, "cipher: message authentication failed");
        }
    }

    static LoopbackService.Answer refusal(int status, String error) {
        return new LoopbackService.Answer(status, "{\"errors\":[\"" + error + "\"]}");
    }

    private LoopbackService.Answer key(String name) {
        try {
            List<KeyVersion> versions = keys.describe(name).versions();
            String listed = versions.stream()
                    .filter(version -> version.number() >= settings.of(name).minDecryption())
                    .map(version -> "\"" + version.number() + "\":" + (FIRST_MADE + version.number()))
                    .collect(Collectors.joining(",", "{", "}"));
            return data(keyFacts + ",\"latest_version\":" + versions.size() + "," + settings.of(name) + ",\"keys\":"
                    + listed);
        } catch (KeyManagementException none) {
            return new LoopbackService.Answer(404, "{\"errors\":[]}");
        }
    }

    private LoopbackService.Answer change(String name, String action, JsonNode body) {
        int latest = keys.describe(name).versions().size();
        switch (action) {
            case "rotate" -> keys.rotate(name);
            case "config" -> settings.of(name).configure(body, latest);
            default -> {
                settings.of(name).trim(body);
                for (int version = 1; version < settings.of(name).minAvailable(); version++) {
                    if (keys.describe(name).versions().get(version - 1).state() != KeyVersion.State.DESTROYED) {
                        keys.destruction().setVersionState(name, version, KeyVersion.State.FENCED);
                        keys.destruction().destroyVersion(name, version);
                    }
                }
            }
        }
        // as engines before Vault 1.12 answer
        return new LoopbackService.Answer(action.equals("trim") ? 200 : 204, "");
    }

    private LoopbackService.Answer perform(Matcher path, JsonNode body) {
        WrapContext context = context(body.path("context").asString(""));
        String keyId = path.group(2);
        return switch (path.group(1)) {
            case "datakey/plaintext" -> {
                DataKey made = keys.generateDataKey(keyId, context);
                yield data(ciphertext(made.wrapped()) + ",\"plaintext\":\"" + base64(made.secret()) + "\"");
            }
            case "encrypt" -> {
                byte[] secret =
                        Base64.getDecoder().decode(body.path("plaintext").asString(""));
                DataKey given = new DataKey(secret, new WrappedKey(keyId, 1, new byte[0]));
                yield data(ciphertext(keys.wrap(given, keyId, context)));
            }
            case "decrypt" -> {
                DataKey opened = keys.unwrap(wrapped(keyId, body), context);
                yield data("\"plaintext\":\"" + base64(opened.secret()) + "\"");
            }
            default -> data(ciphertext(keys.rewrap(wrapped(keyId, body), context)));
        };
    }

    private static LoopbackService.Answer data(String fields) {
        return new LoopbackService.Answer(200, "{\"request_id\":\"1\",\"data\":{" + fields + "}}");
    }

    private static String ciphertext(WrappedKey wrapped) {
        return "\"ciphertext\":\"vault:v" + wrapped.keyVersion() + ":" + base64(wrapped.ciphertext())
                + "\",\"key_version\":" + wrapped.keyVersion();
    }

    private WrappedKey wrapped(String keyId, JsonNode body) {
        Matcher form = CIPHERTEXT.matcher(body.path("ciphertext").asString(""));
        if (!form.matches()) {
            throw new KeyManagementException(Kind.INVALID_CIPHERTEXT, "no prefix");
        }
        if (Long.parseLong(form.group(1)) < settings.of(keyId).minDecryption()) {
            throw new TransitKeySettings.Refusal("ciphertext or signature version is disallowed by policy (too old)");
        }
        return new WrappedKey(
                keyId, Integer.parseInt(form.group(1)), Base64.getDecoder().decode(form.group(2)));
    }

    private static WrapContext context(String base64) {
        SortedMap<String, String> pairs = new TreeMap<>(Map.of("context", base64));
        return new WrapContext(NOWHERE, NOWHERE, NOWHERE, pairs);
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
