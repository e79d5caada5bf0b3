package io.coffer.server.upkeep;

import io.coffer.server.lease.Tenure;
import java.time.Duration;

/** Work that comes again and again. A run that failed leaves nothing half done; the next one goes on. */
public interface Chore {
    /** such as {@code lifecycle}; also the name in the log */
    String name();

    /** from the end of one run to the start of the next */
    Duration interval();

    /** Whether each server of a store runs it for itself, rather than one of them for all. */
    default boolean isEverywhere() {
        return false;
    }

    /**
     * @param tenure asked between the steps of what takes long
     * @throws io.coffer.server.lease.TenureEndedException when another server of the store goes on with it
     */
    void run(Tenure tenure);
}
