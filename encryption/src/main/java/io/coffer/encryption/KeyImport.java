package io.coffer.encryption;

import java.time.Instant;
import java.util.Optional;

/** Material of keys of {@link KeyOrigin#EXTERNAL}. Every method throws {@link KeyManagementException}. */
public interface KeyImport {
    /** The length of imported material in bytes. */
    int MATERIAL_LENGTH = 32;

    /**
     * Gives a key its material, and enables it when it waited for that. Refused as
     * {@link KeyManagementException.Kind#OTHER_MATERIAL} when it is not what was imported before: data that the key wrapped
     * would be lost.
     *
     * @param material 32 bytes, copied; the caller wipes its own
     * @param expiry when it is deleted by itself; absent when never
     */
    KeyMetadata importMaterial(String keyId, byte[] material, Optional<Instant> expiry);

    /** Deletes the material; the key waits for the same material again. */
    KeyMetadata deleteMaterial(String keyId);

    /** Removes the material of all keys where it has expired; until then such material is only not used. */
    void deleteExpired();
}
