package io.coffer.storage.embedded;

import io.coffer.storage.BlobId;
import io.coffer.storage.Name;
import io.coffer.storage.SpaceId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.StampedLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.FlushOptions;
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
    private final Path directory;
    private final Views views = new Views();
    private final ReadOptions anywhere = new ReadOptions().setVerifyChecksums(true);
    private final ReadOptions inMemory =
            new ReadOptions().setVerifyChecksums(true).setReadTier(ReadTier.BLOCK_CACHE_TIER);
    private final ReadOptions inTables =
            new ReadOptions().setVerifyChecksums(true).setReadTier(ReadTier.PERSISTED_TIER);
    private final ExecutorService readers = Executors.newFixedThreadPool(
            READING_THREADS,
            Thread.ofPlatform().daemon().name("coffer-index-", 0).factory());
    private final StampedLock open = new StampedLock();
    private boolean closed;

    private Index(IndexDatabase database, Path directory) {
        this.database = database;
        this.directory = directory;
    }

    /** @param create whether the database may be missing */
    static Index open(Path directory, EmbeddedOptions options, boolean create) {
        return new Index(IndexDatabase.open(directory, options, create), directory);
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

    /** A store that was made before residue was counted may hold any: its whole index counts. */
    Residue residue() {
        byte[] value = get(Keys.RESIDUE);
        if (value != null) {
            return Residue.decode(value);
        }
        return lastGeneration() == 0 ? Residue.NONE : new Residue(Math.max(1, bytesOnDisk()), 0);
    }

    long bytesOnDisk() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw Failures.of("cannot tell the size of the index", e);
        }
    }

    IndexCompaction compaction() {
        return new IndexCompaction(this, directory, views);
    }

    /** Has rows and tallies derived anew: older formats had them in another form. */
    void forgetDerivation() {
        direct(rocks -> {
            rocks.delete(database.unlogged(), Keys.DERIVATION);
            return true;
        });
    }

    /** The id of the derivation that the rows are of; empty when there never were any. */
    String derivation() {
        byte[] value = get(Keys.DERIVATION);
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
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
        read(query);
    }

    /** Runs the query where waiting for the disk is allowed. */
    <T> T read(Query<T> query) {
        return call(() -> Thread.currentThread().isVirtual() ? elsewhere(() -> run(query)) : run(query));
    }

    /** Makes a database of this moment in a directory that does not exist; its tables are links to those in use. */
    void checkpoint(Path directory) {
        read(rocks -> {
            try (Checkpoint checkpoint = Checkpoint.create(rocks)) {
                checkpoint.createCheckpoint(directory.toString());
                return directory;
            }
        });
    }

    /** Writes all or nothing, into memory only: the log has it. For the committer thread, and before that runs. */
    void write(WriteBatch batch) throws RocksDBException {
        database.rocks().write(database.unlogged(), batch);
    }

    /** Makes durable what was written. Waits for the disk. */
    void flush() {
        direct(rocks -> {
            try (FlushOptions waiting = new FlushOptions().setWaitForFlush(true).setAllowWriteStall(true)) {
                rocks.flush(waiting);
                return true;
            }
        });
    }

    /** Reads all tables that are in use and compares their blocks with their checksums: what is wrong, or empty. */
    Optional<String> damage() {
        return direct(rocks -> {
            try {
                rocks.verifyChecksum();
                return Optional.empty();
            } catch (RocksDBException e) {
                return Optional.of("the index is damaged: " + e.getMessage());
            }
        });
    }

    /** Runs what holds no view. Waits for the disk. */
    <T> T direct(Query<T> query) {
        return call(() -> lookUp(query));
    }

    /** The last group of the log that the index has. */
    LogPosition logPosition() {
        byte[] value = get(Keys.LOG_POSITION);
        return value == null ? LogPosition.NONE : LogPosition.decode(value);
    }

    /** The last group of the log that the index has in its tables: none before it is replayed any more. */
    LogPosition flushedPosition() {
        return direct(rocks -> Optional.ofNullable(rocks.get(inTables, Keys.LOG_POSITION)))
                .map(LogPosition::decode)
                .orElse(LogPosition.NONE);
    }

    Map<Long, SegmentUsage> segments() {
        Map<Long, SegmentUsage> segments = new HashMap<>();
        scan(Keys.SEGMENTS, Keys.end(Keys.SEGMENTS), (key, value) -> {
            segments.put(Keys.segmentNumber(key), SegmentUsage.decode(value));
            return true;
        });
        return segments;
    }

    /**
     * The random id of the store.
     *
     * @param create whether it gets one when it has none; otherwise that is damage, and no group would be known as its own
     */
    byte[] storeId(boolean create) {
        byte[] known = get(Keys.STORE_ID);
        if (known != null) {
            return known;
        }
        if (!create) {
            throw Failures.corrupt("the index has lost the id of the store");
        }
        byte[] id = new byte[GroupHeader.STORE_LENGTH];
        new SecureRandom().nextBytes(id);
        try (WriteBatch batch = new WriteBatch()) {
            batch.put(Keys.STORE_ID, id);
            write(batch);
        } catch (RocksDBException e) {
            throw Failures.of("cannot name the store", e);
        }
        return id;
    }

    private byte @Nullable [] get(byte[] key) {
        return call(() -> {
                    if (!Thread.currentThread().isVirtual()) {
                        return lookUp(rocks -> Optional.ofNullable(rocks.get(anywhere, key)));
                    }
                    try {
                        return Optional.ofNullable(database.rocks().get(inMemory, key));
                    } catch (RocksDBException e) {
                        if (e.getStatus() == null || e.getStatus().getCode() != Status.Code.Incomplete) {
                            throw Failures.of("cannot read the index", e);
                        }
                        return elsewhere(() -> lookUp(rocks -> Optional.ofNullable(rocks.get(anywhere, key))));
                    }
                })
                .orElse(null);
    }

    private <T> T run(Query<T> query) {
        try (Views.View view = views.begin()) {
            return lookUp(query);
        }
    }

    private <T> T lookUp(Query<T> query) {
        try {
            return query.run(database.rocks());
        } catch (RocksDBException e) {
            throw Failures.of("cannot use the index", e);
        }
    }

    private <T> T elsewhere(Supplier<T> reading) {
        try {
            return CompletableFuture.supplyAsync(reading, readers).join();
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
        // a compaction would be waited for
        cancelBackgroundWork();
        long stamp = open.writeLock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            readers.shutdown();
            anywhere.close();
            inMemory.close();
            inTables.close();
            database.close();
        } finally {
            open.unlockWrite(stamp);
        }
    }

    private void cancelBackgroundWork() {
        long stamp = open.readLock();
        try {
            if (!closed) {
                database.rocks().cancelAllBackgroundWork(false);
            }
        } finally {
            open.unlockRead(stamp);
        }
    }
}
