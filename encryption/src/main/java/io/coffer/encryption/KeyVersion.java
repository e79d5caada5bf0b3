package io.coffer.encryption;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of one version of a master key without its material.
 *
 * @param number from 1, never used twice within a key
 * @param id UUID-like text; two versions of one number in two copies of a keystore differ in it
 * @param created {@link Instant#EPOCH} where a service does not tell
 * @param destroyed when its material was destroyed, for a destroyed version alone; absent where a service does not tell
 */
public record KeyVersion(int number, String id, Instant created, State state, Optional<Instant> destroyed) {
    /** What may be done with a version. The newest active one wraps; all but destroyed ones unwrap. */
    public enum State {
        /** Wraps and unwraps. */
        ACTIVE,
        /** Unwraps only; wraps that began before may still arrive. */
        NO_NEW_WRAPS,
        /** Unwraps only, and no wrap under it is on its way any more: what it protects only becomes less. */
        FENCED,
        /** Its material is gone for good. */
        DESTROYED
    }

    KeyVersion in(State newState, Optional<Instant> when) {
        return new KeyVersion(number, id, created, newState, when);
    }
}
