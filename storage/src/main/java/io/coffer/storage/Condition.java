package io.coffer.storage;

import java.util.Optional;

/** What must hold of the name at the moment of a commit or delete. */
public sealed interface Condition {
    Condition ANY = new Any();
    Condition ABSENT = new Absent();

    static Condition generation(long generation) {
        return new Generation(generation);
    }

    /** Whether it holds of what is found under the name. */
    boolean holds(Optional<Entry> current);

    record Any() implements Condition {
        @Override
        public boolean holds(Optional<Entry> current) {
            return true;
        }
    }

    record Absent() implements Condition {
        @Override
        public boolean holds(Optional<Entry> current) {
            return current.isEmpty();
        }
    }

    record Generation(long generation) implements Condition {
        @Override
        public boolean holds(Optional<Entry> current) {
            return current.isPresent() && current.get().generation() == generation;
        }
    }
}
