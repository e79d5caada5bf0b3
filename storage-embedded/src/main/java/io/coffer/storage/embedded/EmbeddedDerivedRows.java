package io.coffer.storage.embedded;

import io.coffer.storage.Derivation;
import io.coffer.storage.Derived;
import io.coffer.storage.DerivedRows;
import io.coffer.storage.MultisetDigest;
import io.coffer.storage.Name;
import io.coffer.storage.SpaceId;
import io.coffer.storage.Tally;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/**
 * Rows in the index, written in the batch of the entries that they follow from. Tallies are kept in memory too: they are
 * few, change with every commit, and are written once a group.
 */
final class EmbeddedDerivedRows implements DerivedRows {
    private static final int TALLY = 2 * Long.BYTES + MultisetDigest.LENGTH;

    private final Index index;
    private final Derivation derivation;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final NavigableMap<Name, Tally> tallies = new TreeMap<>();
    private long sequence;

    private EmbeddedDerivedRows(Index index, Derivation derivation) {
        this.index = index;
        this.derivation = derivation;
    }

    /** Reads the tallies; rows of another derivation are made anew first. */
    static EmbeddedDerivedRows open(Index index, Derivation derivation) {
        if (!index.derivation().equals(derivation.id())) {
            new RowRebuild(index, derivation).run();
        }
        EmbeddedDerivedRows rows = new EmbeddedDerivedRows(index, derivation);
        index.scan(Keys.TALLIES, Keys.end(Keys.TALLIES), (key, value) -> {
            Tally tally = tally(key, value);
            rows.tallies.put(tally.name(), tally);
            return true;
        });
        rows.sequence = index.lastGeneration();
        return rows;
    }

    Optional<Derived> derived(SpaceId space, StoredEntry stored) {
        return derived(derivation, space, stored);
    }

    static Optional<Derived> derived(Derivation derivation, SpaceId space, StoredEntry stored) {
        return derivation.of(
                space,
                stored.entry().name(),
                stored.entry().size(),
                stored.entry().attributes());
    }

    /** As the last durable group left it. For the committer thread, which alone changes it. */
    @Nullable
    Tally current(Name tally) {
        return tallies.get(tally);
    }

    /** Called with each durable group before anyone is told of it. */
    void publish(Map<Name, Tally> changed, long generation) {
        lock.writeLock().lock();
        try {
            changed.forEach((name, tally) -> {
                if (tally.entries() == 0) {
                    tallies.remove(name);
                } else {
                    tallies.put(name, tally);
                }
            });
            sequence = generation;
        } finally {
            lock.writeLock().unlock();
        }
    }

    static byte[] encode(Tally tally) {
        ByteBuffer value = ByteBuffer.allocate(TALLY).putLong(tally.entries()).putLong(tally.amount());
        tally.digest().put(value);
        return value.array();
    }

    static Tally tally(byte[] key, byte[] value) {
        if (value.length != TALLY) {
            throw Failures.corrupt("a tally in the index has " + value.length + " bytes");
        }
        ByteBuffer numbers = ByteBuffer.wrap(value);
        return new Tally(Keys.derivedName(key), numbers.getLong(), numbers.getLong(), MultisetDigest.read(numbers));
    }

    @Override
    public Tallies tallies(Name prefix) {
        lock.readLock().lock();
        try {
            return new Tallies(Tally.under(prefix, tallies), sequence);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public Rows rows(Name prefix, Name after, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("a page has at least one row");
        }
        byte[] prefixKey = Keys.row(prefix);
        byte[] afterKey = Keys.row(after);
        byte[] first = after.compareTo(prefix) < 0 ? prefixKey : Arrays.copyOf(afterKey, afterKey.length + 1);
        return index.read(rocks -> {
            Snapshot moment = rocks.getSnapshot();
            try (Slice bound = new Slice(Keys.end(prefixKey));
                    ReadOptions then = new ReadOptions()
                            .setSnapshot(moment)
                            .setVerifyChecksums(true)
                            .setIterateUpperBound(bound);
                    RocksIterator position = rocks.newIterator(then)) {
                List<Name> found = new ArrayList<>();
                position.seek(first);
                while (position.isValid() && found.size() < limit) {
                    found.add(Keys.derivedName(position.key()));
                    position.next();
                }
                position.status();
                return new Rows(found, position.isValid(), generation(rocks, then));
            } finally {
                rocks.releaseSnapshot(moment);
            }
        });
    }

    private static long generation(RocksDB rocks, ReadOptions then) throws RocksDBException {
        byte[] value = rocks.get(then, Keys.GENERATION);
        return value == null ? 0 : Keys.number(value);
    }

    @Override
    public List<String> differences() {
        return index.read(rocks -> {
            Snapshot moment = rocks.getSnapshot();
            try (ReadOptions then = new ReadOptions()
                    .setSnapshot(moment)
                    .setVerifyChecksums(true)
                    .setFillCache(false)) {
                return new RowComparison(rocks, then, derivation).differences();
            } finally {
                rocks.releaseSnapshot(moment);
            }
        });
    }
}
