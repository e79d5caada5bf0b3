package io.coffer.server.migration;

import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.Name;
import io.coffer.storage.SpaceId;
import java.util.Set;

/** Records that are not carried over: what is said of one server or one engine, and what a migration writes by itself. */
final class LeftBehind {
    /** The store's identity, which is the last to be written. */
    static final Name STORE = Name.of("store");

    /** The scrubber's report is of the disks that it read. */
    private static final Name SCRUB = Name.of("scrub");

    private static final Set<Name> RECORDS = Set.of(STORE, SCRUB, Name.of(MigrationMark.RECORD));
    private static final Name LEASES = Name.of("lease/");

    private LeftBehind() {}

    static boolean includes(SpaceId space, Name name) {
        return space.equals(ControlRecords.SPACE) && (RECORDS.contains(name) || name.startsWith(LEASES));
    }
}
