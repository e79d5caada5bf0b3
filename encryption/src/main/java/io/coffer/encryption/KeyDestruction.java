package io.coffer.encryption;

import io.coffer.encryption.KeyVersion.State;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * The end of key versions and keys. What is destroyed is gone from the provider's storage when a method returns, and
 * never comes back; a trace of it stays. Of keys at a service that is what the service says
 * ({@link #statement}). Every method throws {@link KeyManagementException}.
 */
public interface KeyDestruction {
    /**
     * To be called before anything is done about a version.
     *
     * @throws KeyManagementException of kind {@link KeyManagementException.Kind#UNSUPPORTED} where versions of a key do not
     *     end apart from each other
     */
    default void requireVersionsApart() {}

    /**
     * Moves a version to {@link State#ACTIVE}, {@link State#NO_NEW_WRAPS} or {@link State#FENCED}, in whatever order. The
     * key's own state does not matter, but it must not be destroyed. Whoever fences is to know that no wrap under the
     * version is on its way. A service may have one state for both of the latter, and none that leads back.
     *
     * @throws IllegalArgumentException for {@link State#DESTROYED}
     * @throws KeyManagementException of kind {@link KeyManagementException.Kind#UNSUPPORTED} for a way that the service does
     *     not go
     */
    KeyMetadata setVersionState(String keyId, int version, State state);

    /** Refuses what {@link #destroyVersion} would refuse, and changes nothing: for decisions that have to be kept. */
    void requireDestructible(String keyId, int version);

    /** As {@link #requireDestructible(String, int)}, for {@link #destroy}. */
    void requireDestructible(String keyId);

    /**
     * Destroys the material of a fenced version; refused as {@link KeyManagementException.Kind#VERSION_STATE} when it is
     * not fenced. Of a destroyed version it makes sure once more that nothing is left.
     *
     * @throws KeyManagementException of kind {@link KeyManagementException.Kind#UNAVAILABLE} when it is not destroyed, or
     *     destroyed with an older copy left that could not be overwritten; then it is to be called again
     */
    KeyMetadata destroyVersion(String keyId, int version);

    /**
     * Destroys a key with all its versions, its aliases and what was said about it. Only once a scheduled deletion's date
     * has passed, or all its versions are fenced or destroyed.
     *
     * @throws KeyManagementException as {@link #destroyVersion}
     */
    KeyMetadata destroy(String keyId);

    /** What the service that keeps a key says of it now; empty where keys are in this process. */
    default Optional<ServiceStatement> statement(String keyId) {
        return Optional.empty();
    }

    /** Every destroyed version of every key, by key and number. */
    List<DestroyedVersion> destroyed();

    /**
     * Destroys again what an older copy of the provider's storage brought back, whatever its state. A version that the
     * copy does not know leaves its trace too, so that its number is not used again. Of several failures the last is thrown, when
     * the others had their turn.
     *
     * @return how many versions had come back with their material
     */
    int replay(Collection<DestroyedVersion> destroyed);
}
