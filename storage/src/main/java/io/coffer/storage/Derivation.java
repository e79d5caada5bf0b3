package io.coffer.storage;

import java.util.Optional;

/**
 * What follows from the entries of an engine, which keeps it in step with them: inside every commit, update and delete it
 * takes away what the old entry gave and adds what the new one gives.
 */
public interface Derivation {
    /** Nothing is derived. */
    Derivation NONE = new Derivation() {
        @Override
        public String id() {
            return "none";
        }

        @Override
        public Optional<Derived> of(SpaceId space, Name name, long size, Attributes attributes) {
            return Optional.empty();
        }
    };

    /** Changes whenever the function does: the engine then derives everything anew when it is opened. */
    String id();

    /**
     * A pure function that never fails, whatever the bytes: what cannot be read gives something that says so.
     *
     * @param size the body's length in bytes
     */
    Optional<Derived> of(SpaceId space, Name name, long size, Attributes attributes);
}
