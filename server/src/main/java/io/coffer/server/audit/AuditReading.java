package io.coffer.server.audit;

import io.coffer.server.metadata.ControlRecords;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Lists records, newest first. */
public final class AuditReading {
    private static final int PAGE = 500;

    /** A filter that fits nothing must not read years of records in one call; the marker leads on. */
    private static final int MOST_LOOKED_AT = 10_000;

    /**
     * Which records are wanted.
     *
     * @param start the earliest time, included
     * @param end the latest time, included
     * @param caller its name, id, session, access key or, for a root, account
     * @param action with or without the service before it
     * @param account the one that asked or has the resource; empty for every one
     */
    public record Query(
            Optional<Instant> start,
            Optional<Instant> end,
            Optional<String> caller,
            Optional<String> action,
            Optional<String> account) {
        boolean takes(AuditRecord record) {
            AuditEntry entry = record.entry();
            AuditedRequest request = entry.request();
            return start.stream().noneMatch(entry.time()::isBefore)
                    && end.stream().noneMatch(entry.time()::isAfter)
                    && caller.stream().allMatch(request.caller()::isKnownAs)
                    && action.stream().allMatch(name -> isNamed(request, name))
                    && account.stream().allMatch(request::concerns);
        }

        private static boolean isNamed(AuditedRequest request, String name) {
            return name.equals(request.action())
                    || name.equals(request.ramAction())
                    || name.equals(request.service() + ":" + request.action());
        }
    }

    /** @param record empty when it is damaged */
    public record Item(long number, Optional<AuditRecord> record) {}

    /** @param next where the next page begins, when there may be one */
    public record Page(List<Item> items, Optional<Long> next) {
        public Page {
            items = List.copyOf(items);
        }
    }

    private final ControlRecords records;

    AuditReading(ControlRecords records) {
        this.records = records;
    }

    Page list(Query query, Optional<Long> before, int limit) {
        List<Item> items = new ArrayList<>();
        String after = before.map(AuditChain::name).orElse("");
        for (int looked = 0; looked < MOST_LOOKED_AT; looked += PAGE) {
            List<ControlRecords.Found<StoredAudit>> page =
                    records.page(AuditChain.RECORDS, after, PAGE, StoredAudit.class);
            for (ControlRecords.Found<StoredAudit> found : page) {
                Item item = item(found);
                if (isTooOld(item, query)) {
                    return new Page(items, Optional.empty());
                }
                if (isWanted(item, query)) {
                    if (items.size() == limit) {
                        return new Page(items, Optional.of(items.getLast().number()));
                    }
                    items.add(item);
                }
                after = found.name();
            }
            if (page.size() < PAGE) {
                return new Page(items, Optional.empty());
            }
        }
        return new Page(items, Optional.of(AuditChain.number(after)));
    }

    private static Item item(ControlRecords.Found<StoredAudit> found) {
        return new Item(
                AuditChain.number(found.name()),
                found.stored().map(stored -> stored.value().read()));
    }

    private static boolean isTooOld(Item item, Query query) {
        return item.record()
                .filter(record -> query.start().stream()
                        .anyMatch(start -> record.entry().time().isBefore(start)))
                .isPresent();
    }

    /** Nobody knows whose a damaged one was, so only who sees all is shown it. */
    private static boolean isWanted(Item item, Query query) {
        return item.record().map(query::takes).orElse(query.account().isEmpty());
    }
}
