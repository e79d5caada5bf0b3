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

    /**
     * That key, made when it does not exist yet; callers at the same time get one key.
     *
     * @throws IllegalArgumentException for {@link KeyPurpose#CUSTOMER}, whose keys are created by name
     */
    KeyMetadata findOrCreate(String owner, KeyPurpose purpose);

    /** Has no effect on an enabled key; refused for one that is pending deletion. */
    void enable(String keyId);

    /** From now on the key neither wraps nor unwraps. Refused for one that is pending deletion. */
    void disable(String keyId);

    /** Adds a version, which later wraps use. Only for an enabled key. */
    KeyMetadata rotate(String keyId);

    /**
     * The key is unusable from now on, and its deletion takes effect after the days.
     *
     * @param days 7 to 366
     * @throws IllegalArgumentException for other days
     */
    KeyMetadata scheduleDeletion(String keyId, int days);

    /**
     * The key is enabled again. Has no effect on a key that is not pending deletion; refused as
     * {@link KeyManagementException.Kind#PENDING_DELETION} once the deletion date has passed.
     */
    void cancelDeletion(String keyId);
}
