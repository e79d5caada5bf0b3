package io.coffer.encryption;

import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyMetadata.KeyState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Master keys kept by Coffer itself, in one file sealed under the root key, or in memory alone. Reads take no lock; a
 * change is on the disk before it is seen.
 *
 * <p>A key past its deletion date stays pending deletion and unusable, and its deletion can no longer be cancelled; its
 * material is not destroyed yet.
 *
 * <p>Material is dropped and not wiped on closing, since a reader may hold it still, and wrapping under a half-wiped key
 * would lose data.
 */
public final class LocalKeyStore implements KeyManagement, KeyAdministration, AutoCloseable {
    private static final int MAX_OWNER_LENGTH = 256;
    private static final int MAX_DESCRIPTION_LENGTH = 8192;
    private static final int MIN_DELETION_DAYS = 7;
    private static final int MAX_DELETION_DAYS = 366;

    private final Optional<KeyStoreFile> file;
    private final InstantSource clock;
    private final ReentrantLock change = new ReentrantLock();
    private volatile Optional<KeyRing> ring;

    private LocalKeyStore(Optional<KeyStoreFile> file, KeyRing ring, InstantSource clock) {
        this.file = file;
        this.ring = Optional.of(ring);
        this.clock = clock;
    }

    /**
     * Opens the keystore of a directory, made when missing. The root key may be closed afterwards.
     *
     * @throws KeyFileException when it is damaged, sealed under another root key, or in use
     */
    public static LocalKeyStore open(Path directory, RootKey rootKey) {
        return open(directory, rootKey, InstantSource.system());
    }

    static LocalKeyStore open(Path directory, RootKey rootKey, InstantSource clock) {
        KeyStoreFile file = new KeyStoreFile(directory, rootKey);
        try {
            Optional<KeyRing> stored = file.read();
            if (stored.isEmpty()) {
                file.write(KeyRing.EMPTY);
            }
            return new LocalKeyStore(Optional.of(file), stored.orElse(KeyRing.EMPTY), clock);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Keys that end with the process. */
    public static LocalKeyStore inMemory() {
        return inMemory(InstantSource.system());
    }

    static LocalKeyStore inMemory(InstantSource clock) {
        return new LocalKeyStore(Optional.empty(), KeyRing.EMPTY, clock);
    }

    @Override
    public DataKey generateDataKey(String keyId, WrapContext context) {
        MasterKey key = key(ring(), keyId).requireEnabled();
        byte[] secret = KeyDerivation.randomBytes(DataKey.LENGTH);
        return new DataKey(secret, wrap(key, context, secret));
    }

    @Override
    public DataKey unwrap(WrappedKey wrapped, WrapContext context) {
        MasterKey key = key(ring(), wrapped.keyId()).requireEnabled();
        return new DataKey(unwrap(key, wrapped, context), wrapped);
    }

    @Override
    public WrappedKey rewrap(WrappedKey wrapped, WrapContext context) {
        MasterKey key = key(ring(), wrapped.keyId()).requireEnabled();
        byte[] secret = unwrap(key, wrapped, context);
        try {
            return wrap(key, context, secret);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static WrappedKey wrap(MasterKey key, WrapContext context, byte[] secret) {
        int version = key.newestVersion();
        byte[] material = key.versions().getLast();
        return new WrappedKey(
                key.keyId(), version, new LocalWrap(key.keyId(), version, context).wrap(material, secret));
    }

    private static byte[] unwrap(MasterKey key, WrappedKey wrapped, WrapContext context) {
        LocalWrap wrap = new LocalWrap(key.keyId(), wrapped.keyVersion(), context);
        return key.material(wrapped.keyVersion())
                .flatMap(material -> wrap.unwrap(material, wrapped.ciphertext()))
                .orElseThrow(() -> new KeyManagementException(
                        Kind.INVALID_CIPHERTEXT,
                        "a data key does not open under version " + wrapped.keyVersion() + " of the key "
                                + key.keyId()));
    }

    /** @throws IllegalArgumentException when the owner or the description (8,192 characters) is too long */
    @Override
    public KeyMetadata create(String owner, KeyPurpose purpose, String description) {
        if (owner.length() > MAX_OWNER_LENGTH || description.length() > MAX_DESCRIPTION_LENGTH) {
            throw new IllegalArgumentException("the owner or the description of a key is too long");
        }
        return change(keys -> newKey(owner, purpose, description));
    }

    private MasterKey newKey(String owner, KeyPurpose purpose, String description) {
        return new MasterKey(
                UUID.randomUUID().toString(),
                owner,
                purpose,
                description,
                KeyState.ENABLED,
                now(),
                Optional.empty(),
                List.of(KeyDerivation.randomBytes(MasterKey.MATERIAL_LENGTH)));
    }

    @Override
    public KeyMetadata findOrCreate(String owner, KeyPurpose purpose) {
        Optional<KeyMetadata> found = find(owner, purpose);
        String description = switch (purpose) {
            case DEFAULT -> "default key of SSE-KMS";
            case SERVICE -> "service key of SSE-OSS";
            case CUSTOMER -> throw new IllegalArgumentException("a customer's key is not made on demand");
        };
        return found.orElseGet(() ->
                change(keys -> keys.find(owner, purpose).orElseGet(() -> newKey(owner, purpose, description))));
    }

    @Override
    public KeyMetadata describe(String keyId) {
        return key(ring(), keyId).metadata();
    }

    @Override
    public List<KeyMetadata> list() {
        return ring().all().stream().map(MasterKey::metadata).toList();
    }

    @Override
    public Optional<KeyMetadata> find(String owner, KeyPurpose purpose) {
        return ring().find(owner, purpose).map(MasterKey::metadata);
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
        change(keys -> {
            MasterKey key = key(keys, keyId).requireNotPendingDeletion();
            return key.state() == state ? key : key.withState(state, Optional.empty());
        });
    }

    @Override
    public KeyMetadata rotate(String keyId) {
        return change(keys ->
                key(keys, keyId).requireEnabled().withVersion(KeyDerivation.randomBytes(MasterKey.MATERIAL_LENGTH)));
    }

    @Override
    public KeyMetadata scheduleDeletion(String keyId, int days) {
        if (days < MIN_DELETION_DAYS || days > MAX_DELETION_DAYS) {
            throw new IllegalArgumentException("a deletion is scheduled 7 to 366 days ahead");
        }
        Optional<Instant> date = Optional.of(now().plus(Duration.ofDays(days)));
        return change(keys -> key(keys, keyId).requireNotPendingDeletion().withState(KeyState.PENDING_DELETION, date));
    }

    @Override
    public void cancelDeletion(String keyId) {
        change(keys -> {
            MasterKey key = key(keys, keyId);
            if (key.deletionDate().isEmpty()) {
                return key;
            }
            if (!now().isBefore(key.deletionDate().get())) {
                throw new KeyManagementException(
                        Kind.PENDING_DELETION, "the deletion date of the key " + keyId + " has passed");
            }
            return key.withState(KeyState.ENABLED, Optional.empty());
        });
    }

    /** Later calls are refused as {@link Kind#UNAVAILABLE}. */
    @Override
    public void close() {
        change.lock();
        try {
            if (ring.isPresent()) {
                ring = Optional.empty();
                file.ifPresent(KeyStoreFile::close);
            }
        } finally {
            change.unlock();
        }
    }

    /** Puts the key that the edit makes of the current keys in its place; the same key again changes nothing. */
    private KeyMetadata change(Function<KeyRing, MasterKey> edit) {
        change.lock();
        try {
            KeyRing before = ring();
            MasterKey key = edit.apply(before);
            if (before.get(key.keyId()).filter(key::equals).isEmpty()) {
                KeyRing after = before.with(key);
                file.ifPresent(keystore -> keystore.write(after));
                ring = Optional.of(after);
            }
            return key.metadata();
        } finally {
            change.unlock();
        }
    }

    private KeyRing ring() {
        return ring.orElseThrow(() -> new KeyManagementException(Kind.UNAVAILABLE, "the keystore is closed"));
    }

    private static MasterKey key(KeyRing keys, String keyId) {
        return keys.get(keyId)
                .orElseThrow(() -> new KeyManagementException(Kind.KEY_NOT_FOUND, "there is no key " + keyId));
    }

    /** As precise as the file keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
