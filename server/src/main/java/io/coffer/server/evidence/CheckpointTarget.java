package io.coffer.server.evidence;

import java.io.IOException;

/** A place outside of the machine that checkpoints go to. */
public interface CheckpointTarget {
    /** Such as {@code syslog}. */
    String name();

    /** @throws IOException when it did not certainly arrive, as far as the target can tell */
    void deliver(SignedCheckpoint checkpoint) throws IOException;
}
