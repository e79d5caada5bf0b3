package io.coffer.encryption;

import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyMetadata.KeyState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;

/**
 * Master keys kept by Coffer itself: sealed under the root key in one file or with a keeper that several processes share, or
 * in memory alone. Reads take no lock; a change is durable before it is seen.
 *
 * <p>A key past its deletion date stays pending deletion and unusable, and its deletion can no longer be cancelled, until
 * {@link KeyDestruction#destroy} is called.
 *
 * <p>Material is dropped and not wiped on closing, since a reader may hold it still, and wrapping under a half-wiped key
 * would lose data. Destroyed material is wiped.
 */
public final class LocalKeyStore implements KeyManagement, KeyAdministration, AutoCloseable {
    private static final int MAX_OWNER_LENGTH = 256;
    private static final int MIN_DELETION_DAYS = 7;
    private static final int MAX_DELETION_DAYS = 366;

    private final LiveKeyRing ring;
    private final KeyDestruction destruction;
    private final KeyAliases aliases;
    private final KeyImport imports;
    private final KeyMessages messages;

    private LocalKeyStore(Optional<? extends KeyRingHome> home, KeyRing keys, InstantSource clock) {
        this.ring = new LiveKeyRing(home, keys, clock);
        this.destruction = new LocalKeyDestruction(ring);
        this.aliases = new LocalKeyAliases(ring);
        this.imports = new LocalKeyImport(ring);
        this.messages = new LocalKeyMessages(ring);
    }

    /**
     * Opens the keystore of a directory, made when missing. The root key may be closed afterwards.
     *
     * @throws KeyFileException when it is damaged, sealed under another root key, or in use
     */
    public static LocalKeyStore open(Path directory, RootKey rootKey) {
        return open(directory, rootKey, InstantSource.system());
    }

    public static LocalKeyStore open(Path directory, RootKey rootKey, InstantSource clock) {
        KeyStoreFile file = new KeyStoreFile(directory, rootKey);
        try {
            return new LocalKeyStore(Optional.of(file), file.readOrCreate(), clock);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /**
     * Opens a keystore that several processes share, made when missing. What one of them changes, the others go by two seconds
     * later at the latest. The root key may be closed afterwards.
     *
     * @throws KeyFileException when it is damaged or sealed under another root key
     */
    public static LocalKeyStore shared(SharedContent content, RootKey rootKey, InstantSource clock) {
        return shared(content, rootKey, clock, System::nanoTime);
    }

    /** @param nanoTime by which what is known of the others' changes ages */
    static LocalKeyStore shared(SharedContent content, RootKey rootKey, InstantSource clock, LongSupplier nanoTime) {
        SharedKeyRing home = new SharedKeyRing(content, rootKey, nanoTime);
        try {
            return new LocalKeyStore(Optional.of(home), home.readOrCreate(), clock);
        } catch (RuntimeException e) {
            home.close();
            throw e;
        }
    }

    /** Keys that end with the process. */
    public static LocalKeyStore inMemory() {
        return inMemory(InstantSource.system());
    }

    public static LocalKeyStore inMemory(InstantSource clock) {
        return new LocalKeyStore(Optional.empty(), KeyRing.EMPTY, clock);
    }

    /** @param listener told the id of each key whose state, versions or material changed, once the change holds */
    public void onChange(Consumer<String> listener) {
        ring.onChange(listener);
    }

    public KeyDestruction destruction() {
        return destruction;
    }

    public KeyAliases aliases() {
        return aliases;
    }

    public KeyImport imports() {
        return imports;
    }

    public KeyMessages messages() {
        return messages;
    }

    @Override
    public DataKey generateDataKey(String keyId, WrapContext context) {
        MasterKey key = ring.key(keyId);
        byte[] secret = KeyDerivation.randomBytes(DataKey.LENGTH);
        return new DataKey(secret, wrap(key, context, secret));
    }

    @Override
    public DataKey unwrap(WrappedKey wrapped, WrapContext context) {
        return new DataKey(unwrap(ring.key(wrapped.keyId(), wrapped.keyVersion()), wrapped, context), wrapped);
    }

    @Override
    public void requireOpenable(WrappedKey wrapped) {
        material(ring.key(wrapped.keyId(), wrapped.keyVersion()), wrapped);
    }

    @Override
    public boolean unwrapsAtOnce() {
        return true;
    }

    @Override
    public WrappedKey rewrap(WrappedKey wrapped, WrapContext context) {
        MasterKey key = ring.key(wrapped.keyId(), wrapped.keyVersion());
        byte[] secret = unwrap(key, wrapped, context);
        try {
            return wrap(key, context, secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    @Override
    public WrappedKey wrap(DataKey dataKey, String keyId, WrapContext context) {
        return wrap(ring.key(keyId), context, dataKey.secret());
    }

    private static WrappedKey wrap(MasterKey key, WrapContext context, byte[] secret) {
        MasterKeyVersion version = key.requireWrapping();
        LocalWrap wrap = new LocalWrap(key.keyId(), version.number(), context);
        return new WrappedKey(
                key.keyId(), version.number(), wrap.wrap(version.material().orElseThrow(), secret));
    }

    private static byte[] unwrap(MasterKey key, WrappedKey wrapped, WrapContext context) {
        byte[] material = material(key, wrapped);
        return new LocalWrap(key.keyId(), wrapped.keyVersion(), context)
                .unwrap(material, wrapped.ciphertext())
                .orElseThrow(() -> doesNotOpen(wrapped));
    }

    private static byte[] material(MasterKey key, WrappedKey wrapped) {
        return key.requireUnwrapping(wrapped.keyVersion())
                .flatMap(MasterKeyVersion::material)
                .orElseThrow(() -> doesNotOpen(wrapped));
    }

    private static KeyManagementException doesNotOpen(WrappedKey wrapped) {
        return new KeyManagementException(
                Kind.INVALID_CIPHERTEXT,
                "a data key does not open under version " + wrapped.keyVersion() + " of the key " + wrapped.keyId());
    }

    /** @throws IllegalArgumentException when the owner is too long, or a key that is made on demand is to be imported */
    @Override
    public KeyMetadata create(String owner, KeyPurpose purpose, KeyOrigin origin, KeySettings settings) {
        if (owner.length() > MAX_OWNER_LENGTH) {
            throw new IllegalArgumentException("the owner of a key has at most 256 characters");
        }
        if (origin == KeyOrigin.EXTERNAL && purpose != KeyPurpose.CUSTOMER) {
            throw new IllegalArgumentException("only a customer's key is imported");
        }
        MasterKey key = MasterKey.create(owner, purpose, origin, settings, ring.time());
        ring.change(keys -> keys.with(key));
        return key.metadata();
    }

    @Override
    public KeyMetadata findOrCreate(String owner, KeyPurpose purpose) {
        Optional<KeyMetadata> found = find(owner, purpose);
        if (found.isPresent()) {
            return found.get();
        }
        KeySettings settings = KeySettings.NONE.withDescription(
                switch (purpose) {
                    case DEFAULT -> "default key of SSE-KMS";
                    case SERVICE -> "service key of SSE-OSS";
                    case CUSTOMER -> throw new IllegalArgumentException("a customer's key is not made on demand");
                });
        ring.change(keys -> keys.find(owner, purpose).isPresent()
                ? keys
                : keys.with(MasterKey.create(owner, purpose, KeyOrigin.COFFER, settings, ring.time())));
        return find(owner, purpose).orElseThrow();
    }

    @Override
    public KeyMetadata describe(String keyId) {
        return ring.key(keyId).metadata();
    }

    @Override
    public List<KeyMetadata> list() {
        Instant now = ring.time();
        return ring.now().all().stream()
                .filter(key -> key.state() != KeyState.DESTROYED)
                .map(key -> key.at(now).metadata())
                .toList();
    }

    @Override
    public Optional<KeyMetadata> find(String owner, KeyPurpose purpose) {
        return ring.now().find(owner, purpose).map(MasterKey::metadata);
    }

    @Override
    public KeyMetadata configure(String keyId, UnaryOperator<KeySettings> change) {
        return ring.edit(keyId, key -> {
            KeySettings changed = change.apply(key.requireAlive().settings());
            if (changed.rotationInterval().isPresent()) {
                key.requireOrigin(KeyOrigin.COFFER);
            }
            return key.withSettings(changed);
        });
    }

    @Override
    public void enable(String keyId) {
        setState(keyId, KeyState.ENABLED);
    }

    @Override
    public void disable(String keyId) {
        setState(keyId, KeyState.DISABLED);
    }

    private void setState(String keyId, KeyState state) {
        ring.edit(keyId, key -> {
            if (key.requireAlive().state() == KeyState.PENDING_IMPORT) {
                key.requireEnabled();
            }
            return key.withState(state, Optional.empty());
        });
    }

    @Override
    public KeyMetadata rotate(String keyId) {
        return ring.edit(
                keyId,
                key -> key.requireAlive()
                        .requireOrigin(KeyOrigin.COFFER)
                        .requireEnabled()
                        .rotated(ring.time()));
    }

    @Override
    public KeyMetadata scheduleDeletion(String keyId, int days) {
        if (days < MIN_DELETION_DAYS || days > MAX_DELETION_DAYS) {
            throw new IllegalArgumentException("a deletion is scheduled 7 to 366 days ahead");
        }
        return ring.edit(keyId, key -> {
            if (key.requireAlive().settings().deletionProtection().isPresent()) {
                throw new KeyManagementException(
                        Kind.DELETION_PROTECTED, "the key " + keyId + " is protected from deletion");
            }
            return key.withState(
                    KeyState.PENDING_DELETION, Optional.of(ring.time().plus(Duration.ofDays(days))));
        });
    }

    @Override
    public void cancelDeletion(String keyId) {
        ring.edit(keyId, key -> {
            Optional<Instant> date = key.requireNotDestroyed().deletionDate();
            if (date.isEmpty()) {
                return key;
            }
            if (!ring.time().isBefore(date.get())) {
                throw new KeyManagementException(
                        Kind.PENDING_DELETION, "the deletion date of the key " + keyId + " has passed");
            }
            return key.revived();
        });
    }

    /** Later calls are refused as {@link Kind#UNAVAILABLE}. */
    @Override
    public void close() {
        ring.close();
    }
}
