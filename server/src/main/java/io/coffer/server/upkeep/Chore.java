package io.coffer.server.upkeep;

import java.time.Duration;

/** Work that comes again and again. A run that failed leaves nothing half done; the next one goes on. */
public interface Chore {
    /** such as {@code lifecycle}; also the name in the log */
    String name();

    /** from the end of one run to the start of the next */
    Duration interval();

    void run();
}
