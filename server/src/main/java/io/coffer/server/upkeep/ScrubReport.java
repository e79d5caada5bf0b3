package io.coffer.server.upkeep;

import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.Condition;
import io.coffer.storage.StorageException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the scrubber found, kept in the store. */
public final class ScrubReport {
    private static final Logger LOG = LoggerFactory.getLogger(ScrubReport.class);
    private static final String RECORD = "scrub";

    private final ControlRecords records;
    private final boolean shared;
    private volatile ScrubState state;

    /** @param shared whether other servers of the same store may be the ones that scrub */
    public ScrubReport(ControlRecords records, boolean shared) {
        this.records = records;
        this.shared = shared;
        this.state = load(records);
    }

    /** A report that is damaged itself is begun anew: everything is read again then. */
    private static ScrubState load(ControlRecords records) {
        try {
            return records.get(RECORD, ScrubState.class)
                    .map(ControlRecords.Stored::value)
                    .orElse(ScrubState.NEVER);
        } catch (StorageException damaged) {
            if (damaged.kind() != StorageException.Kind.CORRUPT) {
                throw damaged;
            }
            LOG.error("the scrubber's own record is damaged; it begins anew", damaged);
            return ScrubState.NEVER;
        }
    }

    /** The latest that is known, which a store that does not answer cannot hold up. */
    public ScrubState state() {
        try {
            return latest();
        } catch (StorageException unknown) {
            LOG.debug("the scrubber's record cannot be read now", unknown);
            return state;
        }
    }

    /** @throws StorageException when it lies with other servers too and cannot be read */
    ScrubState latest() {
        if (shared) {
            state = load(records);
        }
        return state;
    }

    /** What an operator should know, in words; empty while nothing was found damaged. */
    public List<String> warnings() {
        long damaged = state.damaged();
        return damaged == 0
                ? List.of()
                : List.of(damaged + " damaged entries were found by reading what is at rest, see GetScrubReport");
    }

    void keep(ScrubState now) {
        records.put(RECORD, now, Condition.ANY);
        state = now;
    }
}
