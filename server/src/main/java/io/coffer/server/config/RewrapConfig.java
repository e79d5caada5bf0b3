package io.coffer.server.config;

/** How much of the machine jobs take that put what is stored under another key. */
public record RewrapConfig(
        @Setting(value = "The most objects in a second; 0 for no limit.", fallback = "0")
        int objectsPerSecond,

        @Setting(value = "The most MiB in a second of bodies that are written again; 0 for no limit.", fallback = "0")
        int mebibytesPerSecond,

        @Setting(value = "How many objects are worked on at the same time.", fallback = "4")
        int workers) {
    private static final int MOST_WORKERS = 64;

    public RewrapConfig {
        if (objectsPerSecond < 0 || mebibytesPerSecond < 0) {
            throw new IllegalArgumentException("objects-per-second and mebibytes-per-second must not be negative");
        }
        if (workers < 1 || workers > MOST_WORKERS) {
            throw new IllegalArgumentException("workers must be 1 to " + MOST_WORKERS + ", not " + workers);
        }
    }
}
