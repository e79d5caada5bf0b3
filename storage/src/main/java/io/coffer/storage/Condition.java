package io.coffer.storage;

/** What must hold of the name at the moment of a commit or delete. */
public sealed interface Condition {
    Condition ANY = new Any();
    Condition ABSENT = new Absent();

    static Condition generation(long generation) {
        return new Generation(generation);
    }

    record Any() implements Condition {}

    record Absent() implements Condition {}

    record Generation(long generation) implements Condition {}
}
