package io.coffer.encryption.provider;

import io.coffer.encryption.DestroyedVersion;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyManagementException.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The end of versions in a Transit engine, which destroys from the lowest version on and never one between others. What is
 * raised here is never lowered.
 */
final class TransitDestruction {
    private static final String MIN_ENCRYPTION = "min_encryption_version";
    private static final String MIN_DECRYPTION = "min_decryption_version";

    private final TransitClient transit;

    TransitDestruction(TransitClient transit) {
        this.transit = transit;
    }

    void fence(String keyId, int version) {
        TransitKey key = transit.key(keyId);
        requireThere(key, version);
        if (key.isTrimmed(version)) {
            throw new KeyManagementException(
                    Kind.DESTROYED, "Version " + version + " of the key " + keyId + " is destroyed.");
        }
        if (version == key.latest()) {
            throw new KeyManagementException(
                    Kind.VERSION_STATE,
                    "Version " + version + " of the key " + keyId
                            + " is the newest, under which the transit engine wraps; rotate the key there first.");
        }
        if (key.minEncryption() <= version) {
            transit.change(keyId, "config", Map.of(MIN_ENCRYPTION, version + 1));
        }
    }

    private static void requireThere(TransitKey key, int version) {
        if (version < 1 || version > key.latest()) {
            throw new KeyManagementException(
                    Kind.KEY_NOT_FOUND, "The key " + key.keyId() + " has no version " + version + ".");
        }
    }

    /**
     * @return whether the version is gone already
     * @throws KeyManagementException of kind {@link Kind#VERSION_STATE} when it is there and cannot be destroyed now
     */
    boolean isDestroyed(String keyId, int version) {
        return isDestroyed(transit.key(keyId), version);
    }

    private static boolean isDestroyed(TransitKey key, int version) {
        requireThere(key, version);
        if (key.isTrimmed(version)) {
            return true;
        }
        if (key.minEncryption() <= version) {
            throw new KeyManagementException(
                    Kind.VERSION_STATE, "Version " + version + " of the key " + key.keyId() + " is not fenced.");
        }
        if (key.minAvailable() < version) {
            throw new KeyManagementException(
                    Kind.VERSION_STATE,
                    "A transit engine destroys versions from the lowest on: destroy those from " + key.minAvailable()
                            + " to " + (version - 1) + " of the key " + key.keyId() + " before version " + version
                            + ".");
        }
        return false;
    }

    void destroy(String keyId, int version) {
        TransitKey key = transit.key(keyId);
        if (!isDestroyed(key, version)) {
            trim(key, version);
        }
    }

    /** Nobody opens anything under the version before it goes: the engine insists on that order too. */
    private void trim(TransitKey key, int version) {
        String keyId = key.keyId();
        if (key.minDecryption() <= version) {
            transit.change(keyId, "config", Map.of(MIN_DECRYPTION, version + 1));
        }
        transit.change(keyId, "trim", Map.of("min_available_version", version + 1));
        if (!transit.key(keyId).isTrimmed(version)) {
            throw new KeyManagementException(
                    Kind.UNAVAILABLE,
                    "the transit engine took the call, and still shows version " + version + " of the key " + keyId);
        }
    }

    /** Of a key that the engine does not have, nothing has come back. */
    int destroyAgain(String keyId, List<DestroyedVersion> destroyed) {
        try {
            return destroyedAgain(keyId, destroyed);
        } catch (KeyManagementException refused) {
            if (refused.kind() == Kind.KEY_NOT_FOUND) {
                return 0;
            }
            throw refused;
        }
    }

    private int destroyedAgain(String keyId, List<DestroyedVersion> destroyed) {
        int back = 0;
        for (DestroyedVersion trace : destroyed) {
            TransitKey key = transit.key(keyId);
            if (!key.isTrimmed(trace.number())) {
                requireSame(key, trace);
                if (key.minEncryption() <= trace.number()) {
                    transit.change(keyId, "config", Map.of(MIN_ENCRYPTION, trace.number() + 1));
                }
                trim(key, trace.number());
                back++;
            }
        }
        return back;
    }

    /** An engine from before the version was made gives its number away again, and so does another engine. */
    private static void requireSame(TransitKey key, DestroyedVersion trace) {
        Optional<Instant> created = key.created(trace.number())
                .filter(time -> !trace.created().equals(Instant.EPOCH) && !time.equals(trace.created()));
        if (created.isPresent()) {
            throw new KeyManagementException(
                    Kind.VERSION_STATE,
                    "version " + trace.number() + " of the key " + key.keyId()
                            + " at the transit engine is another one than that which was destroyed");
        }
        if (trace.number() >= key.latest()) {
            throw new KeyManagementException(
                    Kind.VERSION_STATE,
                    "the transit engine was put back to where version " + key.latest() + " of the key " + key.keyId()
                            + " is the newest; rotate it there, so that version " + trace.number()
                            + " can be destroyed again");
        }
    }
}
