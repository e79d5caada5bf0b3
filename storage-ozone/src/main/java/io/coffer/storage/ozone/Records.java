package io.coffer.storage.ozone;

import io.coffer.storage.BlobId;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import io.coffer.storage.ozone.OzoneCluster.Found;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.apache.hadoop.ozone.client.io.OzoneOutputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of one bucket, each changed by compare-and-set of its key.
 *
 * <p>Ozone cannot delete a key on a condition. So a record is replaced by a mark that says it is deleted, on a condition, and
 * whoever has set the mark deletes its key. Nobody writes over a mark, or a delayed deletion could take what was written with
 * it, until the mark is so old that no call of its owner can still be under way.
 */
final class Records {
    private static final Logger LOG = LoggerFactory.getLogger(Records.class);

    /** How many times the longest call a mark stands. */
    private static final int MARK_LIFE = 4;

    private final OzoneCluster cluster;
    private final Generations generations;
    private final NameLocks locks = new NameLocks();
    private final String bucket;

    /** What is under the name now makes what shall be there, or null when that cannot be. */
    @FunctionalInterface
    interface Change {
        /** @throws StorageException to give up */
        KeyBody from(Optional<Entry> current);
    }

    /** A change that was made: what was there, and what is. */
    record Changed(Optional<KeyRecord> before, KeyRecord after) {}

    Records(OzoneCluster cluster, Generations generations, String bucket) {
        this.cluster = cluster;
        this.generations = generations;
        this.bucket = bucket;
    }

    Optional<Found> find(String key) {
        try {
            return cluster.find(bucket, key);
        } catch (IOException failure) {
            throw Failures.of("a record cannot be read", failure);
        }
    }

    /**
     * Writes what the change makes of what is there, again and again while others are faster.
     *
     * @param believedAbsent saves the look at what is there
     */
    Changed change(Name name, boolean believedAbsent, Change change) {
        String key = KeyNames.record(name);
        Patience patience = new Patience(cluster.options().request());
        try (NameLocks.Held held = locks.hold(key)) {
            Optional<Found> found = believedAbsent ? Optional.empty() : find(key);
            while (true) {
                if (found.isPresent() && isFreshMark(found.get())) {
                    patience.spend("the entry is being deleted");
                } else {
                    Optional<KeyRecord> before = found.map(Found::record).filter(KeyRecord::isLive);
                    KeyBody body = change.from(before.map(record -> record.entry(name)));
                    KeyRecord record = body.record(generations.after(
                            found.map(Found::record).map(KeyRecord::generation).orElse(0L)));
                    if (write(key, found, record, body)) {
                        return new Changed(before, record);
                    }
                    patience.spend("others change the entry all the time");
                }
                found = find(key);
            }
        }
    }

    /** @return the record that was deleted; empty when there was none */
    Optional<KeyRecord> delete(Name name, DeleteCondition condition) {
        String key = KeyNames.record(name);
        Patience patience = new Patience(cluster.options().request());
        try (NameLocks.Held held = locks.hold(key)) {
            while (true) {
                Optional<Found> found =
                        find(key).filter(present -> present.record().isLive());
                condition.require(found.map(present -> present.record().entry(name)));
                if (found.isEmpty()) {
                    return Optional.empty();
                }
                if (mark(key, found.get())) {
                    return Optional.of(found.get().record());
                }
                patience.spend("others change the entry all the time");
            }
        }
    }

    /** What must hold of the entry that is to be deleted. */
    @FunctionalInterface
    interface DeleteCondition {
        /** @throws StorageException of kind {@link Kind#CONFLICT} */
        void require(Optional<Entry> current);
    }

    private boolean isFreshMark(Found found) {
        return !found.record().isLive() && !isSpentMark(found.record());
    }

    /** Whether its owner is gone without having deleted the key. */
    boolean isSpentMark(KeyRecord record) {
        Duration life = cluster.options().request().multipliedBy(MARK_LIFE);
        return !record.isLive()
                && System.currentTimeMillis() - Generations.millis(record.generation()) > life.toMillis();
    }

    /** Takes over a spent mark and deletes its key. */
    void clear(String key, Found spent) {
        try (NameLocks.Held held = locks.hold(key)) {
            mark(key, spent);
        }
    }

    /** Puts a mark in the place of what was found and deletes the key; false when somebody else was first. */
    private boolean mark(String key, Found found) {
        KeyRecord mark = KeyRecord.deleted(generations.after(found.record().generation()), BlobId.random());
        if (!write(key, Optional.of(found), mark, KeyBody.NONE)) {
            return false;
        }
        try {
            cluster.delete(bucket, key);
        } catch (IOException failure) {
            // the entry is gone all the same; the mark is cleared when it is spent
            LOG.warn("the key of a deleted entry stays for now: {}", failure.getMessage());
        }
        return true;
    }

    /** @return false when the key was not as found, and nothing was changed */
    private boolean write(String key, Optional<Found> found, KeyRecord record, KeyBody body) {
        @Nullable OzoneOutputStream stream = begin(key, found, record, body);
        if (stream == null) {
            return false;
        }
        try {
            stream.write(body.bytes(), 0, body.length());
        } catch (IOException failure) {
            OzoneCluster.abort(stream);
            throw Failures.of("a body cannot be written", failure);
        }
        try {
            stream.close();
            cluster.availability().worked();
            return true;
        } catch (IOException failure) {
            return isWritten(key, record, failure);
        }
    }

    private @Nullable OzoneOutputStream begin(String key, Optional<Found> found, KeyRecord record, KeyBody body) {
        try {
            return found.isPresent()
                    ? cluster.replace(bucket, key, body.length(), found.get().version(), record.metadata())
                    : cluster.create(bucket, key, body.length(), record.metadata());
        } catch (IOException failure) {
            if (Failures.isConflict(failure)) {
                return null;
            }
            throw Failures.of("a record cannot be written", failure);
        }
    }

    /** A refusal may be the answer to a repetition of a call that succeeded, so what is there decides. */
    private boolean isWritten(String key, KeyRecord record, IOException failure) {
        try {
            Optional<Found> now = cluster.find(bucket, key);
            if (now.isPresent() && now.get().record().generation() == record.generation()) {
                return true;
            }
        } catch (IOException unreachable) {
            failure.addSuppressed(unreachable);
            if (!Failures.isDefinite(failure)) {
                throw unknown(failure);
            }
        }
        if (Failures.isConflict(failure)) {
            return false;
        }
        if (Failures.isDefinite(failure)) {
            throw Failures.of("a record cannot be written", failure);
        }
        throw unknown(failure);
    }

    private static StorageException unknown(IOException failure) {
        return new StorageException(
                Kind.UNKNOWN_OUTCOME, "whether the entry was written is not known: " + failure.getMessage(), failure);
    }
}
