package io.coffer.server.upkeep.replication;

import io.coffer.model.ObjectKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.Condition;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Remembers which objects of a bucket are replicas, and of what: so that a change of the source is seen, an object that
 * the bucket has of its own is never deleted, and two buckets that replicate into each other come to rest.
 */
final class Replicas {
    private static final String PREFIX = "replica/";

    private final ControlRecords records;

    Replicas(ControlRecords records) {
        this.records = records;
    }

    /**
     * A replica.
     *
     * @param body the body that was written last, as hex
     * @param sources the print of what was replicated, for each rule that did so
     */
    record Replica(String body, Map<String, String> sources) {
        Replica {
            sources = Map.copyOf(sources);
        }

        Optional<String> printOf(String source) {
            return Optional.ofNullable(sources.get(source));
        }

        private Replica without(String source) {
            Map<String, String> rest = new TreeMap<>(sources);
            rest.remove(source);
            return new Replica(body, rest);
        }
    }

    Optional<Replica> find(BucketSnapshot bucket, ObjectKey key) {
        return records.get(name(bucket.record().id(), key.value()), Replica.class)
                .map(ControlRecords.Stored::value);
    }

    void put(BucketSnapshot bucket, ObjectKey key, String source, String print, String body) {
        Map<String, String> sources =
                new TreeMap<>(find(bucket, key).map(Replica::sources).orElse(Map.of()));
        sources.put(source, print);
        records.put(name(bucket.record().id(), key.value()), new Replica(body, sources), Condition.ANY);
    }

    /** Every key that holds a replica made by that source. */
    void forEach(String bucketId, String source, Consumer<ObjectKey> visitor) {
        String prefix = name(bucketId, "");
        records.forEach(prefix, Replica.class, stored -> {
            if (stored.value().printOf(source).isPresent()) {
                visitor.accept(new ObjectKey(stored.name().substring(prefix.length())));
            }
        });
    }

    void forget(String bucketId, ObjectKey key, String source) {
        String name = name(bucketId, key.value());
        records.get(name, Replica.class).ifPresent(stored -> {
            Replica rest = stored.value().without(source);
            if (rest.sources().isEmpty()) {
                records.delete(name, Condition.ANY);
            } else {
                records.put(name, rest, Condition.ANY);
            }
        });
    }

    /** Everything that the source replicated; the objects themselves stay. */
    void forgetAll(String bucketId, String source) {
        forEach(bucketId, source, key -> forget(bucketId, key, source));
    }

    private static String name(String bucketId, String key) {
        return PREFIX + bucketId + "/" + key;
    }
}
