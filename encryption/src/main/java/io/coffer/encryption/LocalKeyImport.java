package io.coffer.encryption;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Imported material in the local key ring. Deleted material can be imported again, so that it is not wiped in use. */
final class LocalKeyImport implements KeyImport {
    private final LiveKeyRing ring;

    LocalKeyImport(LiveKeyRing ring) {
        this.ring = ring;
    }

    /** @throws IllegalArgumentException for another length, or an expiry that has passed */
    @Override
    public KeyMetadata importMaterial(String keyId, byte[] material, Optional<Instant> expiry) {
        Optional<Instant> kept = expiry.map(date -> date.truncatedTo(ChronoUnit.MILLIS));
        if (material.length != MATERIAL_LENGTH
                || kept.filter(date -> !date.isAfter(ring.time())).isPresent()) {
            throw new IllegalArgumentException("material has 32 bytes and expires in the future");
        }
        return ring.edit(
                keyId,
                key -> key.requireAlive().requireOrigin(KeyOrigin.EXTERNAL).imported(material, kept));
    }

    @Override
    public KeyMetadata deleteMaterial(String keyId) {
        ring.removeMaterial(keys -> keys.with(keys.require(keyId)
                .requireNotDestroyed()
                .requireOrigin(KeyOrigin.EXTERNAL)
                .withoutMaterial()));
        return ring.key(keyId).metadata();
    }

    @Override
    public void deleteExpired() {
        Instant now = ring.time();
        ring.removeMaterial(keys -> {
            KeyRing after = keys;
            for (MasterKey key : keys.all()) {
                MasterKey current = key.at(now);
                after = current.equals(key) ? after : after.with(current);
            }
            return after;
        });
    }
}
