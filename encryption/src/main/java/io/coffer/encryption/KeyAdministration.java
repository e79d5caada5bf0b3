package io.coffer.encryption;

import java.util.List;
import java.util.Optional;

/** The life of master keys, apart from their use. Every method throws {@link KeyManagementException}. */
public interface KeyAdministration {
    /**
     * Creates an enabled key with its first version; durable when it returns.
     *
     * @param owner the account the key belongs to
     */
    KeyMetadata create(String owner, KeyPurpose purpose, String description);

    KeyMetadata describe(String keyId);

    /** Every key, in the order of creation. */
    List<KeyMetadata> list();

    /** The one key of that owner and purpose that is made on demand, if it exists yet. */
    Optional<KeyMetadata> find(String owner, KeyPurpose purpose);

    void enable(String keyId);

    void disable(String keyId);

    /** Adds a version, which later wraps use. */
    KeyMetadata rotate(String keyId);

    /** @param days 7 to 366 */
    KeyMetadata scheduleDeletion(String keyId, int days);

    void cancelDeletion(String keyId);
}
