package io.coffer.encryption;

import io.coffer.encryption.KeyVersion.State;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * A version with its material. Unchangeable.
 *
 * @param material 32 bytes; absent when destroyed, deleted or not imported yet
 * @param importCheck of imported material, 32 bytes: what is imported later must be the same; absent with Coffer's own,
 *     and before the first import
 */
record MasterKeyVersion(KeyVersion facts, Optional<byte[]> material, Optional<byte[]> importCheck) {
    static final int MATERIAL_LENGTH = 32;

    private static final byte[] IMPORT_CHECK = "coffer/1 import check".getBytes(StandardCharsets.US_ASCII);

    int number() {
        return facts.number();
    }

    State state() {
        return facts.state();
    }

    MasterKeyVersion in(State state) {
        return new MasterKeyVersion(facts.in(state, Optional.empty()), material, importCheck);
    }

    MasterKeyVersion destroyed(Instant when) {
        return new MasterKeyVersion(facts.in(State.DESTROYED, Optional.of(when)), Optional.empty(), Optional.empty());
    }

    MasterKeyVersion withoutMaterial() {
        return new MasterKeyVersion(facts, Optional.empty(), importCheck);
    }

    /** Takes the array over. */
    MasterKeyVersion withMaterial(byte[] imported) {
        return new MasterKeyVersion(facts, Optional.of(imported), Optional.of(checkOf(imported)));
    }

    /** Whether the material is the same as was imported before, if any was. */
    boolean accepts(byte[] imported) {
        return importCheck
                .filter(check -> !MessageDigest.isEqual(check, checkOf(imported)))
                .isEmpty();
    }

    private static byte[] checkOf(byte[] imported) {
        return KeyDerivation.derive(imported, KeyDerivation.NO_SALT, IMPORT_CHECK, MATERIAL_LENGTH);
    }

    /** For a version that was destroyed: older values of it share the array. */
    void wipe() {
        material.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
    }

    @Override
    public String toString() {
        return facts.toString();
    }
}
