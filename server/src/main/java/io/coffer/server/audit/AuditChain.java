package io.coffer.server.audit;

import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.Condition;
import io.coffer.storage.StorageException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records in one chain for the whole store: number after number, each put where none was, so that of two gateways
 * one comes first and the other goes after it. Names count downward, so the newest record is the first one found.
 */
final class AuditChain {
    static final String RECORDS = "audit/record/";

    private static final Logger LOG = LoggerFactory.getLogger(AuditChain.class);
    private static final String CHECKPOINT = "audit/checkpoint";
    private static final int MOST_ANNOUNCED = 100;
    private static final int ATTEMPTS = 100;
    private static final int DIGITS = 19;

    /** What stands for the hash of a record that cannot be read: no hash is equal to it, so the break stays visible. */
    static final String UNREADABLE = "unreadable";

    /** A record as it was written, for its outcome. */
    record Written(long number, StoredAudit stored, long generation) {}

    private final ControlRecords records;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Link> settled = new ArrayList<>();
    private Optional<Link> head = Optional.empty();

    AuditChain(ControlRecords records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    static String name(long number) {
        return RECORDS + String.format(Locale.ROOT, "%0" + DIGITS + "d", Long.MAX_VALUE - number);
    }

    static long number(String name) {
        return Long.MAX_VALUE - Long.parseLong(name.substring(RECORDS.length()));
    }

    /** @throws StorageException when the record is not certainly written */
    Written append(AuditedRequest request, long omitted, Optional<AuditOutcome> outcome) {
        lock.lock();
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Optional<Written> written = tryAppend(request, omitted, outcome);
                if (written.isPresent()) {
                    return written.get();
                }
            }
        } finally {
            lock.unlock();
        }
        throw new StorageException(StorageException.Kind.UNAVAILABLE, "other gateways write audit records at once");
    }

    private Optional<Written> tryAppend(AuditedRequest request, long omitted, Optional<AuditOutcome> outcome) {
        Link before = headWithin();
        List<Link> announced = List.copyOf(settled.subList(0, Math.min(settled.size(), MOST_ANNOUNCED)));
        long number = before.number() + 1;
        StoredAudit stored = StoredAudit.of(
                new AuditEntry(number, clock.instant(), before.hash(), announced, omitted, request), outcome);
        // whatever goes wrong now, the next attempt looks at what is there
        head = Optional.empty();
        long generation;
        try {
            generation = records.put(name(number), stored, Condition.ABSENT);
        } catch (StorageException failure) {
            if (failure.kind() == StorageException.Kind.CONFLICT) {
                return Optional.empty();
            }
            throw failure;
        }
        head = Optional.of(new Link(number, stored.hash()));
        settled.subList(0, announced.size()).clear();
        if (outcome.isPresent()) {
            settled.add(new Link(number, stored.outcomeHash()));
        }
        return Optional.of(new Written(number, stored, generation));
    }

    StoredAudit settle(Written written, AuditOutcome outcome) {
        StoredAudit ended = written.stored().with(outcome);
        records.put(name(written.number()), ended, Condition.generation(written.generation()));
        lock.lock();
        try {
            settled.add(new Link(written.number(), ended.outcomeHash()));
        } finally {
            lock.unlock();
        }
        return ended;
    }

    /** The newest record that this process knows of. */
    Link head() {
        lock.lock();
        try {
            return headWithin();
        } finally {
            lock.unlock();
        }
    }

    private Link headWithin() {
        if (head.isEmpty()) {
            head = Optional.of(readHead());
        }
        return head.get();
    }

    /** Outcomes that no later record has announced, because the process ended before there was one, are announced. */
    private Link readHead() {
        List<ControlRecords.Found<StoredAudit>> newest = records.page(RECORDS, "", MOST_ANNOUNCED, StoredAudit.class);
        if (newest.isEmpty()) {
            return checkpoint();
        }
        Set<Long> announced = new HashSet<>();
        for (ControlRecords.Found<StoredAudit> found : newest) {
            found.stored().map(ControlRecords.Stored::value).ifPresent(stored -> {
                long number = number(found.name());
                stored.read().entry().settled().forEach(link -> announced.add(link.number()));
                Link ended = new Link(number, stored.outcomeHash());
                if (stored.outcome().isPresent() && !announced.contains(number) && !settled.contains(ended)) {
                    settled.add(ended);
                }
            });
        }
        long number = number(newest.getFirst().name());
        Optional<String> hash =
                newest.getFirst().stored().map(found -> found.value().hash());
        if (hash.isEmpty()) {
            LOG.error("the audit record {} is damaged; the chain goes on behind a break", number);
        }
        return new Link(number, hash.orElse(UNREADABLE));
    }

    /** The last record that was removed because of its age. */
    Link checkpoint() {
        return records.get(CHECKPOINT, Link.class)
                .map(ControlRecords.Stored::value)
                .orElse(Link.BEFORE_THE_FIRST);
    }

    void putCheckpoint(Link removed) {
        records.put(CHECKPOINT, removed, Condition.ANY);
    }
}
