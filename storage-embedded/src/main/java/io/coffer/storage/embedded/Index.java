package io.coffer.storage.embedded;

import io.coffer.storage.BlobId;
import io.coffer.storage.Name;
import io.coffer.storage.SpaceId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.ReadTier;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Slice;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;

/**
 * The RocksDB database. JNI pins a virtual thread's carrier, so a virtual thread only looks where no disk is waited for
 * (memory tables and block cache); what is not there is read by a few platform threads. Every native call holds
 * {@link #open} for reading: closing waits for them, since a closed database may not be touched.
 */
final class Index implements AutoCloseable {
    private static final int READING_THREADS = 4;

    interface Query<T> {
        T run(RocksDB database) throws RocksDBException;
    }

    interface Visitor {
        /** @return whether to go on */
        boolean visit(byte[] key, byte[] value);
    }

    private final IndexDatabase database;
    private final Durability durability;
    private final ReadOptions anywhere = new ReadOptions().setVerifyChecksums(true);
    private final ReadOptions inMemory =
            new ReadOptions().setVerifyChecksums(true).setReadTier(ReadTier.BLOCK_CACHE_TIER);
    private final ExecutorService readers = Executors.newFixedThreadPool(
            READING_THREADS,
            Thread.ofPlatform().daemon().name("coffer-index-", 0).factory());
    private final StampedLock open = new StampedLock();
    private boolean closed;

    private Index(IndexDatabase database, Durability durability) {
        this.database = database;
        this.durability = durability;
    }

    /** @param create whether the database may be missing */
    static Index open(Path directory, EmbeddedOptions options, Durability durability, boolean create) {
        return new Index(IndexDatabase.open(directory, options, create), durability);
    }

    Optional<StoredEntry> entry(long space, Name name) {
        return Optional.ofNullable(get(Keys.entry(space, name))).map(value -> StoredEntry.decode(name, value));
    }

    Optional<byte[]> inlineBody(BlobId blob) {
        return Optional.ofNullable(get(Keys.inline(blob)));
    }

    boolean claimsFile(BlobId blob) {
        return get(Keys.file(blob)) != null;
    }

    long lastGeneration() {
        byte[] value = get(Keys.GENERATION);
        return value == null ? 0 : Keys.number(value);
    }

    Map<SpaceId, Long> spaces() {
        Map<SpaceId, Long> spaces = new HashMap<>();
        scan(Keys.SPACES, Keys.end(Keys.SPACES), (key, value) -> {
            spaces.put(Keys.spaceId(key), Keys.number(value));
            return true;
        });
        return spaces;
    }

    /** Visits the keys from {@code first} on that are below {@code end}. */
    void scan(byte[] first, byte[] end, Visitor visitor) {
        Query<Boolean> query = rocks -> {
            try (Slice bound = new Slice(end);
                    ReadOptions bounded =
                            new ReadOptions().setVerifyChecksums(true).setIterateUpperBound(bound);
                    RocksIterator position = rocks.newIterator(bounded)) {
                position.seek(first);
                while (position.isValid() && visitor.visit(position.key(), position.value())) {
                    position.next();
                }
                position.status();
                return true;
            }
        };
        call(() -> Thread.currentThread().isVirtual() ? elsewhere(query) : run(query));
    }

    /** Writes all or nothing, durable on return. For the committer thread only. */
    void write(WriteBatch batch) throws RocksDBException {
        durability.write(database.rocks(), database.synced(), batch);
    }

    private byte @Nullable [] get(byte[] key) {
        return call(() -> {
                    if (!Thread.currentThread().isVirtual()) {
                        return run(rocks -> Optional.ofNullable(rocks.get(anywhere, key)));
                    }
                    try {
                        return Optional.ofNullable(database.rocks().get(inMemory, key));
                    } catch (RocksDBException e) {
                        if (e.getStatus() == null || e.getStatus().getCode() != Status.Code.Incomplete) {
                            throw Failures.of("cannot read the index", e);
                        }
                        return elsewhere(rocks -> Optional.ofNullable(rocks.get(anywhere, key)));
                    }
                })
                .orElse(null);
    }

    private <T> T run(Query<T> query) {
        try {
            return query.run(database.rocks());
        } catch (RocksDBException e) {
            throw Failures.of("cannot read the index", e);
        }
    }

    private <T> T elsewhere(Query<T> query) {
        try {
            return CompletableFuture.supplyAsync(() -> run(query), readers).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private <T> T call(Supplier<T> reading) {
        long stamp = open.readLock();
        try {
            if (closed) {
                throw Failures.closed();
            }
            return reading.get();
        } finally {
            open.unlockRead(stamp);
        }
    }

    @Override
    public void close() {
        long stamp = open.writeLock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            readers.shutdown();
            anywhere.close();
            inMemory.close();
            database.close();
        } finally {
            open.unlockWrite(stamp);
        }
    }
}
