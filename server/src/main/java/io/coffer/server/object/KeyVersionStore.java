package io.coffer.server.object;

import io.coffer.encryption.provider.KeyVersionNumbers;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.Condition;
import io.coffer.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Keeps the numbers of key versions, in the order in which this store met them, in a control record for each key. */
public final class KeyVersionStore implements KeyVersionNumbers {
    private static final String PREFIX = "key-versions/";

    private final ControlRecords records;
    /** What was read or written: numbers never change. */
    private final Map<String, List<String>> known = new ConcurrentHashMap<>();

    public KeyVersionStore(ControlRecords records) {
        this.records = records;
    }

    /** @param ids the service's, the first being number 1 */
    record StoredVersions(List<String> ids) {}

    @Override
    public int number(String keyId, String versionId) {
        int place = known.getOrDefault(keyId, List.of()).indexOf(versionId);
        while (place < 0) {
            place = met(keyId, versionId);
        }
        return place + 1;
    }

    /** @return its place, or -1 when others wrote at the same time */
    private int met(String keyId, String versionId) {
        Optional<ControlRecords.Stored<StoredVersions>> stored = stored(keyId);
        List<String> ids =
                new ArrayList<>(stored.map(found -> found.value().ids()).orElse(List.of()));
        if (!ids.contains(versionId)) {
            ids.add(versionId);
            try {
                records.put(
                        PREFIX + keyId,
                        new StoredVersions(ids),
                        stored.map(found -> Condition.generation(found.generation()))
                                .orElse(Condition.ABSENT));
            } catch (StorageException failure) {
                if (failure.kind() != StorageException.Kind.CONFLICT) {
                    throw failure;
                }
                return -1;
            }
        }
        known.put(keyId, List.copyOf(ids));
        return ids.indexOf(versionId);
    }

    @Override
    public List<String> met(String keyId) {
        return stored(keyId).map(found -> List.copyOf(found.value().ids())).orElse(List.of());
    }

    private Optional<ControlRecords.Stored<StoredVersions>> stored(String keyId) {
        return records.get(PREFIX + keyId, StoredVersions.class);
    }
}
