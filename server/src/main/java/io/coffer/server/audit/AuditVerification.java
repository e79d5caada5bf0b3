package io.coffer.server.audit;

import io.coffer.server.metadata.ControlRecords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Checks that the trail is whole: every number, every link, every outcome that a later record announced. */
public final class AuditVerification {
    private static final int PAGE = 500;
    private static final int MOST_BREAKS = 100;
    private static final int ATTEMPTS = 5;

    public enum Kind {
        /** There is no such record. */
        MISSING,
        /** The record does not authenticate. */
        DAMAGED,
        /** The record is not the one that its successor was written after. */
        REPLACED,
        /** A later record tells of another outcome. */
        OUTCOME_REPLACED
    }

    /** @param to the last number that is affected, {@code from} when it is one */
    public record Break(long from, long to, Kind kind) {}

    /**
     * @param breaks oldest first, at most 100 of them
     * @param from what was there before the oldest record that is kept
     */
    public record Report(long records, Link from, Link newest, List<Break> breaks) {
        public Report {
            breaks = List.copyOf(breaks);
        }

        public boolean isWhole() {
            return breaks.isEmpty();
        }
    }

    private final ControlRecords records;
    private final AuditChain chain;

    AuditVerification(ControlRecords records, AuditChain chain) {
        this.records = records;
        this.chain = chain;
    }

    /** What is removed for its age in the meantime would look like a break, so it is looked at again then. */
    Report verify(Optional<Link> known) {
        for (int attempt = 1; ; attempt++) {
            Link checkpoint = chain.checkpoint();
            Report report = new Walk(chain.head(), checkpoint, known).walk();
            if (attempt == ATTEMPTS || checkpoint.equals(chain.checkpoint())) {
                return report;
            }
        }
    }

    /** One way from the newest record to the checkpoint. */
    private final class Walk {
        private final Link head;
        private final Link checkpoint;
        private final Optional<Link> known;
        private final List<Break> breaks = new ArrayList<>();
        private final Map<Long, String> outcomes = new HashMap<>();
        private long count;
        private Optional<Link> newest = Optional.empty();
        private long expected;
        /** Of the record that comes next; empty when its successor could not be read. */
        private Optional<String> expectedHash = Optional.empty();

        Walk(Link head, Link checkpoint, Optional<Link> known) {
            this.head = head;
            this.checkpoint = checkpoint;
            this.known = known;
        }

        Report walk() {
            String after = "";
            List<ControlRecords.Found<StoredAudit>> page;
            do {
                page = records.page(AuditChain.RECORDS, after, PAGE, StoredAudit.class);
                for (ControlRecords.Found<StoredAudit> found : page) {
                    after = found.name();
                    if (AuditChain.number(after) > checkpoint.number()) {
                        visit(AuditChain.number(after), found.stored().map(ControlRecords.Stored::value));
                    }
                }
            } while (page.size() == PAGE);
            finish();
            return new Report(count, checkpoint, newest.orElse(checkpoint), breaks.reversed());
        }

        private void visit(long number, Optional<StoredAudit> stored) {
            if (newest.isEmpty()) {
                begin(number, stored);
            }
            if (number < expected) {
                add(new Break(number + 1, expected, Kind.MISSING));
                expectedHash = Optional.empty();
            }
            count++;
            expected = number - 1;
            Optional<String> announced = Optional.ofNullable(outcomes.remove(number));
            if (stored.isEmpty()) {
                add(new Break(number, number, Kind.DAMAGED));
                expectedHash = Optional.empty();
                return;
            }
            check(number, stored.get(), announced);
            AuditEntry entry = stored.get().read().entry();
            expectedHash = Optional.of(entry.previous());
            entry.settled().forEach(link -> outcomes.put(link.number(), link.hash()));
        }

        private void check(long number, StoredAudit stored, Optional<String> announced) {
            Link link = new Link(number, stored.hash());
            boolean isOther =
                    expectedHash.filter(hash -> !hash.equals(link.hash())).isPresent()
                            || isOther(link, known)
                            || isOther(link, Optional.of(head));
            if (isOther) {
                add(new Break(number, number, Kind.REPLACED));
            }
            if (announced.filter(hash -> !hash.equals(stored.outcomeHash())).isPresent()) {
                add(new Break(number, number, Kind.OUTCOME_REPLACED));
            }
        }

        /** Whether something else was known to be at that place. */
        private static boolean isOther(Link found, Optional<Link> was) {
            return was.filter(link -> link.number() == found.number()
                            && !link.hash().equals(found.hash())
                            && !link.hash().equals(AuditChain.UNREADABLE))
                    .isPresent();
        }

        private void begin(long number, Optional<StoredAudit> stored) {
            newest = Optional.of(new Link(number, stored.map(StoredAudit::hash).orElse("")));
            expected = Math.max(number, newestKnown());
        }

        private long newestKnown() {
            return Math.max(head.number(), known.map(Link::number).orElse(0L));
        }

        private void finish() {
            if (newest.isEmpty()) {
                expected = newestKnown();
            }
            if (expected > checkpoint.number()) {
                add(new Break(checkpoint.number() + 1, expected, Kind.MISSING));
            } else if (expectedHash
                            .filter(hash -> !hash.equals(checkpoint.hash()))
                            .isPresent()
                    || isOther(checkpoint, known)) {
                add(new Break(checkpoint.number(), checkpoint.number(), Kind.REPLACED));
            }
        }

        private void add(Break found) {
            if (breaks.size() == MOST_BREAKS) {
                // walked from the newest on, so the oldest, where the trouble began, is the one to keep
                breaks.removeFirst();
            }
            breaks.add(found);
        }
    }
}
