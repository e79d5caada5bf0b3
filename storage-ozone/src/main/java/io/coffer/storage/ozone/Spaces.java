package io.coffer.storage.ozone;

import io.coffer.storage.Attributes;
import io.coffer.storage.BlobId;
import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Page;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.hadoop.ozone.om.exceptions.OMException.ResultCodes;

/**
 * Which bucket a space is: one bucket of the volume is the register of the others. A bucket without a line in the register is
 * nobody's, a line without its bucket is no space.
 */
final class Spaces {
    private static final String REGISTER = "spaces";
    private static final String BUCKET_PREFIX = "s-";

    /** How long another gateway's drop may go unnoticed by {@link #space}; calls to the space itself notice at once. */
    private static final long KNOWN_NANOS = Duration.ofSeconds(5).toNanos();

    /** How long a body may wait for its record, far longer than any call. */
    static final Duration UNCLAIMED = Duration.ofMinutes(15);

    /** A line as it was read at a time of {@link System#nanoTime}. */
    private record Known(OzoneSpace space, long readAt) {
        boolean isFresh() {
            return System.nanoTime() - readAt < KNOWN_NANOS;
        }
    }

    private final OzoneCluster cluster;
    private final Generations generations = new Generations();
    private final OzoneSpace register;
    private final ConcurrentMap<SpaceId, Known> known = new ConcurrentHashMap<>();

    private Spaces(OzoneCluster cluster) {
        this.cluster = cluster;
        this.register = new OzoneSpace(cluster, generations, REGISTER);
    }

    /** @throws StorageException of kind {@link Kind#CORRUPT} when the volume is of a format that this version does not know */
    static Spaces in(OzoneCluster cluster) {
        try {
            cluster.createBucket(REGISTER, Map.of());
        } catch (IOException refused) {
            if (!Failures.is(refused, ResultCodes.BUCKET_ALREADY_EXISTS)) {
                throw Failures.of("the register of spaces cannot be made", refused);
            }
        }
        Spaces spaces = new Spaces(cluster);
        VolumeFormat.require(spaces.register);
        return spaces;
    }

    OzoneSpace register() {
        return register;
    }

    OzoneSpace space(SpaceId id) {
        Known found = known.get(id);
        return found != null && found.isFresh() ? found.space() : read(id);
    }

    private OzoneSpace read(SpaceId id) {
        Optional<Entry> line = register.head(name(id));
        if (line.isEmpty()) {
            known.remove(id);
            throw new StorageException(Kind.NOT_FOUND, "no space " + id);
        }
        String bucket = bucket(line.get());
        return known.compute(
                        id,
                        (same, before) -> new Known(
                                before != null && before.space().bucket().equals(bucket)
                                        ? before.space()
                                        : new OzoneSpace(cluster, generations, bucket),
                                System.nanoTime()))
                .space();
    }

    /** All there are, in the order of their ids. */
    List<OzoneSpace> all() {
        List<OzoneSpace> all = new ArrayList<>();
        Name after = Name.EMPTY;
        Page page;
        do {
            page = register.scan(SPACE, after, OzoneCluster.PAGE);
            for (Entry line : page.entries()) {
                all.add(new OzoneSpace(cluster, generations, bucket(line)));
                after = line.name();
            }
        } while (page.more());
        return all;
    }

    boolean create(SpaceId id) {
        while (true) {
            Optional<Entry> line = register.head(name(id));
            if (line.isPresent() && exists(bucket(line.get()))) {
                return false;
            }
            String bucket = BUCKET_PREFIX + BlobId.random().hex();
            try {
                cluster.createBucket(bucket, Map.of("space", id.value()));
            } catch (IOException refused) {
                throw Failures.of("a space cannot be made", refused);
            }
            Condition unchanged =
                    line.map(old -> Condition.generation(old.generation())).orElse(Condition.ABSENT);
            try {
                register.commit(name(id), new Attributes(bucket.getBytes(StandardCharsets.US_ASCII)), unchanged);
                known.remove(id);
                return true;
            } catch (StorageException taken) {
                if (taken.kind() != Kind.CONFLICT) {
                    throw taken;
                }
                deleteEmpty(bucket);
            }
        }
    }

    /** Ozone decides whether a bucket is empty, under the same lock as it takes commits. */
    boolean drop(SpaceId id) {
        Optional<Entry> line = register.head(name(id));
        if (line.isEmpty()) {
            return false;
        }
        String bucket = bucket(line.get());
        boolean dropped = deleteEmpty(bucket) || (clear(id, bucket) && deleteEmpty(bucket));
        if (!dropped && exists(bucket)) {
            throw new StorageException(Kind.CONFLICT, "space " + id + " still has entries");
        }
        known.remove(id);
        forget(line.get());
        return dropped;
    }

    private void forget(Entry line) {
        try {
            register.delete(line.name(), Condition.generation(line.generation()));
        } catch (StorageException changed) {
            if (changed.kind() != Kind.CONFLICT) {
                throw changed;
            }
        }
    }

    /** Removes what is not an entry: marks that nobody clears any more, bodies that no record ever claimed. */
    private boolean clear(SpaceId id, String bucket) {
        OzoneSpace space = new OzoneSpace(cluster, generations, bucket);
        if (!space.scan(Name.EMPTY, Name.EMPTY, 1).entries().isEmpty()) {
            throw new StorageException(Kind.CONFLICT, "space " + id + " still has entries");
        }
        // nothing is carried into a space that is to be dropped
        SpaceSweep sweep = new SpaceSweep(cluster, space, UNCLAIMED, new Carrying());
        try {
            sweep.clearMarks();
            sweep.deleteUnclaimed();
        } catch (IOException failure) {
            throw Failures.of("a space cannot be cleared", failure);
        }
        return true;
    }

    /** @return false when it has keys, or there is none */
    private boolean deleteEmpty(String bucket) {
        try {
            cluster.deleteBucket(bucket);
            return true;
        } catch (IOException refused) {
            if (Failures.is(refused, ResultCodes.BUCKET_NOT_EMPTY) || Failures.isAbsentBucket(refused)) {
                return false;
            }
            throw Failures.of("a space cannot be dropped", refused);
        }
    }

    private boolean exists(String bucket) {
        try {
            cluster.list(bucket, KeyNames.RECORDS, "", 1);
            return true;
        } catch (IOException failure) {
            if (Failures.isAbsentBucket(failure)) {
                return false;
            }
            throw Failures.of("a space cannot be looked up", failure);
        }
    }

    private static final Name SPACE = Name.of("space/");

    private static Name name(SpaceId id) {
        return Name.of("space/" + id.value());
    }

    private static String bucket(Entry line) {
        return new String(line.attributes().bytes(), StandardCharsets.US_ASCII);
    }
}
