package io.coffer.server.migration;

import java.util.List;

/**
 * What a pass looked at and did.
 *
 * @param entries looked at
 * @param bytes of the bodies of these
 * @param carried entries whose body was written to the target, be it an empty one
 * @param carriedBytes of these
 * @param updated entries of which only the attributes were written, since the body was there
 * @param deleted entries that the source does not have any more
 * @param failed entries that could not be carried
 * @param failures what is wrong with the first of these, a line each
 */
public record PassCounts(
        long entries,
        long bytes,
        long carried,
        long carriedBytes,
        long updated,
        long deleted,
        long failed,
        List<String> failures) {
    public PassCounts {
        failures = List.copyOf(failures);
    }

    /** How many entries were not the same on both sides. */
    public long differences() {
        return carried + updated + deleted + failed;
    }

    /** In words. */
    public String told() {
        return entries + " entries looked at, " + carried + " carried with " + carriedBytes + " bytes, " + updated
                + " updated, " + deleted + " deleted, " + failed + " failed";
    }

    /** What failed in words, for who has to do something about it. */
    public String failuresTold() {
        long more = failed - failures.size();
        return failed + " entries could not be carried: " + String.join("; ", failures)
                + (more > 0 ? "; and " + more + " more" : "");
    }
}
