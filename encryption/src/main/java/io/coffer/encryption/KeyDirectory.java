package io.coffer.encryption;

import java.util.Optional;

/** Which master keys the objects of an account are written under; asked for each write, so it calls nobody. */
public interface KeyDirectory {
    /**
     * The id of a key that an account names, whatever the key's state.
     *
     * @throws KeyManagementException of kind {@link KeyManagementException.Kind#KEY_NOT_FOUND} also for a key that is
     *     another account's
     */
    String named(String owner, String keyId);

    /** The id of the owner's one key of the purpose, which is made when it does not exist yet. */
    String onDemand(String owner, KeyPurpose purpose);

    /** That id, if the key exists. */
    Optional<String> existing(String owner, KeyPurpose purpose);
}
