package io.coffer.server.ring;

import java.nio.file.Path;

/** An engine of another module on which tests of the ring run there; found through {@link java.util.ServiceLoader}. */
public interface RingStorage {
    /** The {@code storage} part of a configuration: empty storage each time. */
    String settings();

    /** A data directory that does not exist yet. */
    Path data();
}
