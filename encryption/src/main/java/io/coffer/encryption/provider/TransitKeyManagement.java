package io.coffer.encryption.provider;

import io.coffer.encryption.DataKey;
import io.coffer.encryption.DestroyedVersion;
import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyMetadata.KeyState;
import io.coffer.encryption.KeyStanding;
import io.coffer.encryption.ServiceStatement;
import io.coffer.encryption.WrapContext;
import io.coffer.encryption.WrappedKey;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Master keys in the Transit engine of HashiCorp Vault or OpenBao, which number versions as we do. A key must be
 * {@code derived}: its engine derives a key for each wrap's context, which is how the wrap is bound. It must not be
 * exportable nor allow plaintext backups, or it could leave the engine. Both is looked up before a key's first use.
 *
 * <p>A wrapped key holds the bytes of the engine's text {@code vault:vVERSION:BASE64}.
 */
public final class TransitKeyManagement implements KeyManagement, KeyLifecycle, AutoCloseable {
    private static final Pattern CIPHERTEXT = Pattern.compile("vault:v([1-9][0-9]{0,8}):([A-Za-z0-9+/=]+)");

    private final TransitClient transit;
    private final TransitDestruction destruction;
    private final Set<String> fit = ConcurrentHashMap.newKeySet();

    /**
     * @param engine such as {@code https://vault:8200/v1/transit/}
     * @param token asked for each call, since tokens are renewed in their file
     * @param connect how long a connection may take to be made
     */
    public TransitKeyManagement(URI engine, Supplier<String> token, Optional<String> namespace, Duration connect) {
        this.transit = new TransitClient(engine, token, namespace, connect);
        this.destruction = new TransitDestruction(transit);
    }

    @Override
    public DataKey generateDataKey(String keyId, WrapContext context) {
        requireFit(keyId);
        KeyServiceHttp.Reply reply =
                transit.generate(keyId, Map.of("bits", 8 * DataKey.LENGTH, "context", encoded(context)));
        return new DataKey(secret(reply), wrapped(keyId, reply));
    }

    @Override
    public DataKey unwrap(WrappedKey wrapped, WrapContext context) {
        requireFit(wrapped.keyId());
        return new DataKey(secret(open("decrypt", wrapped, context)), wrapped);
    }

    @Override
    public WrappedKey rewrap(WrappedKey wrapped, WrapContext context) {
        requireFit(wrapped.keyId());
        return wrapped(wrapped.keyId(), open("rewrap", wrapped, context));
    }

    @Override
    public WrappedKey wrap(DataKey dataKey, String keyId, WrapContext context) {
        requireFit(keyId);
        return wrapped(
                keyId, transit.encrypt(keyId, Map.of("plaintext", dataKey.toBase64(), "context", encoded(context))));
    }

    private KeyServiceHttp.Reply open(String operation, WrappedKey wrapped, WrapContext context) {
        if (wrapped.keyVersion() < 1 || wrapped.ciphertext().length == 0) {
            throw new KeyManagementException(Kind.INVALID_CIPHERTEXT, "a data key is not one of a transit engine");
        }
        String ciphertext =
                "vault:v" + wrapped.keyVersion() + ":" + Base64.getEncoder().encodeToString(wrapped.ciphertext());
        try {
            return transit.open(
                    wrapped.keyId(), operation, Map.of("ciphertext", ciphertext, "context", encoded(context)));
        } catch (KeyManagementException refused) {
            if (refused.kind() == Kind.KEY_DISABLED
                    && transit.key(wrapped.keyId()).isTrimmed(wrapped.keyVersion())) {
                throw new KeyManagementException(
                        Kind.DESTROYED,
                        "version " + wrapped.keyVersion() + " of the key " + wrapped.keyId() + " is destroyed",
                        refused);
            }
            throw refused;
        }
    }

    private static WrappedKey wrapped(String keyId, KeyServiceHttp.Reply reply) {
        Matcher form = CIPHERTEXT.matcher(reply.text("/data/ciphertext"));
        if (!form.matches()) {
            throw new KeyManagementException(
                    Kind.UNAVAILABLE, "the transit engine answers with an unknown form of ciphertext");
        }
        byte[] bytes = decoded(form.group(2));
        return new WrappedKey(keyId, Integer.parseInt(form.group(1)), bytes);
    }

    private static byte[] secret(KeyServiceHttp.Reply reply) {
        byte[] secret = decoded(reply.text("/data/plaintext"));
        if (secret.length != DataKey.LENGTH) {
            Arrays.fill(secret, (byte) 0);
            throw new KeyManagementException(
                    Kind.INVALID_CIPHERTEXT, "the transit engine answers with something that is no data key");
        }
        return secret;
    }

    private static byte[] decoded(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            // without the cause, which may quote a key
            throw new KeyManagementException(Kind.UNAVAILABLE, "the transit engine answers with broken base64");
        }
    }

    private static String encoded(WrapContext context) {
        return Base64.getEncoder().encodeToString(context.canonicalBytes());
    }

    private void requireFit(String keyId) {
        if (fit.contains(keyId)) {
            return;
        }
        TransitKey key = transit.key(keyId);
        if (!key.isFit()) {
            throw new KeyManagementException(
                    Kind.DENIED,
                    "the transit key " + keyId
                            + " must be derived, of a type for authenticated encryption with 256 bits,"
                            + " not exportable and without plaintext backup");
        }
        fit.add(keyId);
    }

    /** The engine has neither a disabled state nor a pending deletion. */
    @Override
    public Status status(String keyId) {
        TransitKey key = transit.key(keyId);
        return new Status("", KeyState.ENABLED, key.created(), Optional.empty(), key.versions());
    }

    /** The engine counts them itself. */
    @Override
    public List<String> metVersions(String keyId) {
        return List.of();
    }

    @Override
    public KeyStanding standing(String keyId, Instant asked) {
        TransitKey key = transit.key(keyId);
        return new KeyStanding(
                Optional.of(KeyState.ENABLED),
                Optional.of(key.created()),
                Optional.empty(),
                ServiceStatement.of(transit.address(), asked, key.said()));
    }

    @Override
    public void requireVersionsApart() {
        // they do
    }

    @Override
    public void fence(String keyId, int version) {
        destruction.fence(keyId, version);
    }

    @Override
    public void requireDestructible(String keyId, int version) {
        boolean unused = destruction.isDestroyed(keyId, version);
    }

    @Override
    public void destroy(String keyId, int version) {
        destruction.destroy(keyId, version);
    }

    @Override
    public int destroyAgain(String keyId, List<DestroyedVersion> destroyed) {
        return destruction.destroyAgain(keyId, destroyed);
    }

    @Override
    public void rotate(String keyId) {
        transit.change(keyId, "rotate", Map.of());
    }

    @Override
    public void enable(String keyId) {
        throw atTheEngine();
    }

    @Override
    public void disable(String keyId) {
        throw atTheEngine();
    }

    @Override
    public void scheduleDeletion(String keyId, int days) {
        throw atTheEngine();
    }

    @Override
    public void cancelDeletion(String keyId) {
        throw atTheEngine();
    }

    private static KeyManagementException atTheEngine() {
        return new KeyManagementException(
                Kind.DENIED, "a transit engine does not disable keys; change its policies, or its key, there");
    }

    @Override
    public void forget(String keyId) {
        fit.remove(keyId);
    }

    @Override
    public void close() {
        transit.close();
    }
}
