package io.coffer.model;

/** Whether a bucket keeps versions of its objects. Once enabled, it is never as if it had not been. */
public enum Versioning {
    NEVER,
    ENABLED,
    SUSPENDED;

    /** Whether objects may have several versions. */
    public boolean hasVersions() {
        return this != NEVER;
    }
}
