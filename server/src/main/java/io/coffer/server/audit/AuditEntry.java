package io.coffer.server.audit;

import java.time.Instant;
import java.util.List;

/**
 * What is written before a change runs. It never changes, and the entry after it holds its hash.
 *
 * @param number one more than that of the entry before
 * @param previous the hash of the entry before
 * @param settled outcomes that were written since the entry before, by number and hash, so that taking an outcome back
 *     is seen
 * @param omitted refusals since the entry before that were too many to be recorded each
 */
public record AuditEntry(
        long number, Instant time, String previous, List<Link> settled, long omitted, AuditedRequest request) {
    public AuditEntry {
        settled = List.copyOf(settled);
    }
}
