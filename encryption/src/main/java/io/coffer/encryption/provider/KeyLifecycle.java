package io.coffer.encryption.provider;

import io.coffer.encryption.DestroyedVersion;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyMetadata.KeyState;
import io.coffer.encryption.KeyStanding;
import io.coffer.encryption.KeyVersion;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a key service shows of a key and lets be done to it. Every method throws {@link KeyManagementException}. */
public interface KeyLifecycle {
    /**
     * @param deletionDate when a scheduled deletion takes effect
     * @param versions by number from 1 on, as far as they are known here
     */
    record Status(
            String description,
            KeyState state,
            Instant created,
            Optional<Instant> deletionDate,
            List<KeyVersion> versions) {
        public Status {
            versions = List.copyOf(versions);
        }
    }

    Status status(String keyId);

    /** The service's ids of the versions that were met here, by number from 1 on; asks nobody. */
    List<String> metVersions(String keyId);

    void enable(String keyId);

    void disable(String keyId);

    /** Adds a version, which later wraps use. */
    void rotate(String keyId);

    void scheduleDeletion(String keyId, int days);

    void cancelDeletion(String keyId);

    /**
     * What the service says of the key, be it that there is none.
     *
     * @param asked the time now, which the statement is given
     */
    KeyStanding standing(String keyId, Instant asked);

    /**
     * @throws KeyManagementException of kind {@link KeyManagementException.Kind#UNSUPPORTED} where versions of a key do not
     *     end apart from each other
     */
    void requireVersionsApart();

    /** The service wraps nothing under the version from now on, whoever asks; and may refuse all older ones with it. */
    void fence(String keyId, int version);

    /** Refuses what {@link #destroy} would refuse. */
    void requireDestructible(String keyId, int version);

    /** Has the service destroy a fenced version; of one that is destroyed, makes sure. */
    void destroy(String keyId, int version);

    /**
     * Destroys again what came back with an older state of the service.
     *
     * @param destroyed versions of that key, numbers ascending
     * @return how many had come back
     */
    int destroyAgain(String keyId, List<DestroyedVersion> destroyed);
}
