package io.coffer.server.audit;

import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Removes old records from the end of the chain. First the checkpoint is moved, from which the rest can be verified,
 * then the records go; what a crash leaves behind it goes with the next run.
 */
final class AuditRetention {
    private static final int PAGE = 500;

    private final ControlRecords records;
    private final AuditChain chain;

    AuditRetention(ControlRecords records, AuditChain chain) {
        this.records = records;
        this.chain = chain;
    }

    /** Ends at a record that is missing or damaged: it and what came after are evidence, and no age removes that. */
    long removeBefore(Instant time) {
        // the newest stays: a chain that begins anew would look like one that was cut off
        long newest = chain.head().number();
        Link last = chain.checkpoint();
        Optional<Link> next = Optional.of(last);
        while (next.isPresent()) {
            last = next.get();
            next = last.number() + 1 < newest ? older(last, time) : Optional.empty();
        }
        if (last.number() > chain.checkpoint().number()) {
            chain.putCheckpoint(last);
        }
        return removeUpTo(last.number());
    }

    private Optional<Link> older(Link previous, Instant time) {
        long number = previous.number() + 1;
        // by a page of one: a damaged record has no value there, and is no failure
        return records.page(AuditChain.RECORDS, AuditChain.name(number + 1), 1, StoredAudit.class).stream()
                .filter(found -> AuditChain.number(found.name()) == number)
                .flatMap(found -> found.stored().stream())
                .map(ControlRecords.Stored::value)
                .filter(stored -> isOlder(stored.read().entry(), previous, time))
                .map(stored -> new Link(number, stored.hash()))
                .findFirst();
    }

    private static boolean isOlder(AuditEntry entry, Link previous, Instant time) {
        return entry.time().isBefore(time) && entry.previous().equals(previous.hash());
    }

    private long removeUpTo(long number) {
        long removed = 0;
        while (true) {
            List<ControlRecords.Found<StoredAudit>> page =
                    records.page(AuditChain.RECORDS, AuditChain.name(number + 1), PAGE, StoredAudit.class);
            for (ControlRecords.Found<StoredAudit> found : page) {
                records.delete(found.name(), Condition.ANY);
                removed++;
            }
            if (page.size() < PAGE) {
                return removed;
            }
        }
    }
}
