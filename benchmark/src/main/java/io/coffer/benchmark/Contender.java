package io.coffer.benchmark;

import java.io.IOException;
import java.time.Duration;

/** A way of doing what the others do by theirs. */
interface Contender {
    String name();

    /** Stores what the workload reads. */
    void prepare(PeerWorkload workload) throws IOException;

    Measurement run(PeerWorkload workload, Duration time) throws IOException;
}
