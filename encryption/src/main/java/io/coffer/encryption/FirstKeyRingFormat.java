package io.coffer.encryption;

import io.coffer.encryption.KeyMetadata.KeyState;
import io.coffer.encryption.KeyVersion.State;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The keys as format 1 of the keystore had them; it is read and no longer written. Number of keys (4), then each key as
 * id (16), owner, purpose (1), description, state (1), created (8), deletion date (8, -1 when none), number of versions
 * (4), material (32 each, version 1 first).
 */
final class FirstKeyRingFormat {
    private FirstKeyRingFormat() {}

    /** @throws IllegalArgumentException when the bytes are not of this form */
    static KeyRing read(byte[] bytes) {
        KeyRingReader in = new KeyRingReader(bytes);
        List<MasterKey> keys = in.list(() -> readKey(in));
        in.requireEnd();
        return new KeyRing(keys, List.of());
    }

    private static MasterKey readKey(KeyRingReader in) {
        String id = in.id();
        String owner = in.text();
        KeyPurpose purpose = KeyCodes.purpose(in.code());
        KeySettings settings = KeySettings.NONE.withDescription(in.text());
        KeyState state = KeyCodes.keyState(in.code());
        Instant created = in.time();
        Optional<Instant> deletionDate = in.timeOrNone();
        List<byte[]> materials = in.list(() -> in.fixed(MasterKeyVersion.MATERIAL_LENGTH));
        if (materials.isEmpty()) {
            throw new IllegalArgumentException("a key has no version");
        }
        List<MasterKeyVersion> versions = new ArrayList<>();
        for (byte[] material : materials) {
            int number = versions.size() + 1;
            KeyVersion facts = new KeyVersion(number, versionId(id, number), created, State.ACTIVE, Optional.empty());
            versions.add(new MasterKeyVersion(facts, Optional.of(material), Optional.empty()));
        }
        return new MasterKey(
                id,
                owner,
                purpose,
                KeyOrigin.COFFER,
                settings,
                state,
                created,
                deletionDate,
                Optional.empty(),
                versions);
    }

    /** Always the same for a version, so that two copies of a keystore that are read later agree on it. */
    private static String versionId(String keyId, int number) {
        String name = keyId + "/" + number;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.US_ASCII)).toString();
    }
}
