package io.coffer.storage.ozone;

import io.coffer.storage.ozone.KeyRecord.Place;
import io.coffer.storage.ozone.OzoneCluster.Found;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.hadoop.ozone.om.helpers.OmKeyInfo;

/** Finds what crashed gateways left in one bucket. */
final class SpaceSweep {
    /** How many bodies are looked for at once; each takes some 200 bytes. */
    private static final int BATCH = 100_000;

    private final OzoneCluster cluster;
    private final OzoneSpace space;
    private final Duration unclaimed;
    private final Carrying carrying;

    /**
     * @param unclaimed how old a body is before a record for it is no more to be expected
     * @param carrying whether bodies come into the space that this does not hold of
     */
    SpaceSweep(OzoneCluster cluster, OzoneSpace space, Duration unclaimed, Carrying carrying) {
        this.cluster = cluster;
        this.space = space;
        this.unclaimed = unclaimed;
        this.carrying = carrying;
    }

    /** Deletes the keys of deleted entries whose deletion was broken off. */
    int clearMarks() throws IOException {
        int[] cleared = new int[1];
        cluster.forEach(space.bucket(), KeyNames.RECORDS, key -> {
            Found found = OzoneCluster.found(key);
            if (space.records().isSpentMark(found.record())) {
                space.records().clear(key.getKeyName(), found);
                cleared[0]++;
            }
        });
        return cleared[0];
    }

    /** Deletes old bodies that no record names: their commit was broken off, or their freeing. */
    int deleteUnclaimed() throws IOException {
        long newest = System.currentTimeMillis() - unclaimed.toMillis();
        Map<String, Long> candidates = new HashMap<>();
        int[] deleted = new int[1];
        cluster.forEach(space.bucket(), KeyNames.BODIES, key -> {
            if (key.getModificationTime() <= newest) {
                candidates.put(key.getKeyName(), key.getDataSize());
            }
            if (candidates.size() == BATCH) {
                deleted[0] += deleteUnclaimed(candidates);
            }
        });
        return deleted[0] + deleteUnclaimed(candidates);
    }

    /** Records are read after the bodies were listed: one that claims an old body is there by then. */
    private int deleteUnclaimed(Map<String, Long> candidates) throws IOException {
        if (candidates.isEmpty()) {
            return 0;
        }
        cluster.forEach(space.bucket(), KeyNames.RECORDS, (OmKeyInfo key) -> {
            KeyRecord record = OzoneCluster.found(key).record();
            if (record.place() == Place.APART) {
                candidates.remove(KeyNames.body(record.blob()));
            }
        });
        int count = 0;
        for (String body : candidates.keySet()) {
            count += carrying.runUnlessBegun(() -> delete(body)) ? 1 : 0;
        }
        candidates.clear();
        return count;
    }

    private void delete(String body) throws IOException {
        try {
            cluster.delete(space.bucket(), body);
        } catch (IOException failure) {
            if (!Failures.isAbsentKey(failure)) {
                throw failure;
            }
        }
    }
}
