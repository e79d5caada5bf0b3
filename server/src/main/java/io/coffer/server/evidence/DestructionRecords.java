package io.coffer.server.evidence;

import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.Condition;
import java.util.List;
import java.util.Optional;

/** Keeps the record of each destruction among the control records, one for each version of a key. */
final class DestructionRecords {
    private static final String PREFIX = "destruction/";

    private final ControlRecords records;

    DestructionRecords(ControlRecords records) {
        this.records = records;
    }

    void put(Destruction destruction) {
        records.put(name(destruction.keyId(), destruction.number()), destruction, Condition.ANY);
    }

    Optional<Destruction> find(String keyId, int number) {
        return records.get(name(keyId, number), Destruction.class).map(ControlRecords.Stored::value);
    }

    List<Destruction> all() {
        return records.list(PREFIX, Destruction.class).stream()
                .map(ControlRecords.Stored::value)
                .toList();
    }

    private static String name(String keyId, int number) {
        return PREFIX + keyId + "/" + number;
    }
}
