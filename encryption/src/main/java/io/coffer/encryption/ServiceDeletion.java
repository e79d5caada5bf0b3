package io.coffer.encryption;

import java.util.List;

/**
 * Keys that their service deletes as a whole and by itself, once a date has passed: what can be known of that here. Every
 * method but {@link #standing} answers without asking the service.
 */
public interface ServiceDeletion {
    /** @param owner as {@link KeyAdministration#owner} */
    record ServiceKey(String keyId, String owner, KeyPurpose purpose) {}

    /** Every key that this store may use. */
    List<ServiceKey> keys();

    /** The service's ids of the versions that this store has met, in the order of their numbers from 1 on. */
    List<String> versions(String keyId);

    /**
     * Asks the service, also for a key that is not listed any more.
     *
     * @throws KeyManagementException when the service cannot be asked or does not tell
     */
    KeyStanding standing(String keyId);
}
