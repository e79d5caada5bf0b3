package io.coffer.server.identity;

import io.coffer.server.metadata.ControlRecords.Stored;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Several records as they were at one moment. A policy that moves from a user to its group while both are read might
 * otherwise be missed at both.
 */
final class RecordView {
    private final IdentityRecords records;
    private final Map<String, OptionalLong> seen = new LinkedHashMap<>();

    RecordView(IdentityRecords records) {
        this.records = records;
    }

    <T> Optional<T> find(String name, Class<T> type) {
        Optional<Stored<T>> stored = records.find(name, type);
        seen.putIfAbsent(name, stored.stream().mapToLong(Stored::generation).findFirst());
        return stored.map(Stored::value);
    }

    /** Whether everything seen is still as it was: then there was a moment when all of it was so at once. */
    boolean holds() {
        return seen.entrySet().stream()
                .allMatch(entry -> records.generation(entry.getKey()).equals(entry.getValue()));
    }
}
