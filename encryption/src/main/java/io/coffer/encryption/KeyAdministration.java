package io.coffer.encryption;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The life of master keys, apart from their use. Every method throws {@link KeyManagementException}; a key that was
 * destroyed is only described, and refused otherwise as {@link KeyManagementException.Kind#DESTROYED}.
 */
public interface KeyAdministration extends KeyDirectory {
    /**
     * Creates a key with its first version; durable when it returns. One whose material is imported waits for it.
     *
     * @param owner the account the key belongs to
     */
    KeyMetadata create(String owner, KeyPurpose purpose, KeyOrigin origin, KeySettings settings);

    /** Creates an enabled key of Coffer's own. */
    default KeyMetadata create(String owner, KeyPurpose purpose, String description) {
        return create(owner, purpose, KeyOrigin.COFFER, KeySettings.NONE.withDescription(description));
    }

    /** What is known of the key, or is left of it. */
    KeyMetadata describe(String keyId);

    /** The account that the key belongs to, be the key destroyed. Asks no service. */
    default String owner(String keyId) {
        return describe(keyId).owner();
    }

    /** Every key but destroyed ones, in the order of creation. */
    List<KeyMetadata> list();

    /** The one key of that owner and purpose that is made on demand, if it exists yet. */
    Optional<KeyMetadata> find(String owner, KeyPurpose purpose);

    /**
     * That key, made when it does not exist yet; callers at the same time get one key.
     *
     * @throws IllegalArgumentException for {@link KeyPurpose#CUSTOMER}, whose keys are created by name
     */
    KeyMetadata findOrCreate(String owner, KeyPurpose purpose);

    /** Changes what is said about a key; of changes at the same time none is lost. Refused while pending deletion. */
    KeyMetadata configure(String keyId, UnaryOperator<KeySettings> change);

    /** Has no effect on an enabled key; refused for one that is pending deletion or import. */
    void enable(String keyId);

    /** From now on the key neither wraps nor unwraps. Refused for one that is pending deletion or import. */
    void disable(String keyId);

    /** Adds an active version, which later wraps use. Only for an enabled key whose material is Coffer's own. */
    KeyMetadata rotate(String keyId);

    /**
     * The key is unusable from now on, and its deletion takes effect after the days.
     *
     * @param days 7 to 366
     * @throws IllegalArgumentException for other days
     */
    KeyMetadata scheduleDeletion(String keyId, int days);

    /**
     * The key is enabled again, or waits for its material again. Has no effect on a key that is not pending deletion;
     * refused as {@link KeyManagementException.Kind#PENDING_DELETION} once the deletion date has passed.
     */
    void cancelDeletion(String keyId);

    @Override
    default String named(String owner, String keyId) {
        if (!describe(keyId).owner().equals(owner)) {
            throw new KeyManagementException(
                    KeyManagementException.Kind.KEY_NOT_FOUND, "account " + owner + " has no key " + keyId);
        }
        return keyId;
    }

    @Override
    default String onDemand(String owner, KeyPurpose purpose) {
        return findOrCreate(owner, purpose).keyId();
    }

    @Override
    default Optional<String> existing(String owner, KeyPurpose purpose) {
        return find(owner, purpose).map(KeyMetadata::keyId);
    }
}
