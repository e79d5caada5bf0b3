package io.coffer.storage.embedded;

import io.coffer.storage.BlobId;
import io.coffer.storage.Name;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** The changes that become durable together, and the store as they leave it: each sees those before it. */
final class Group implements AutoCloseable {
    private final Index index;
    private final Map<SpaceId, Long> spacesBefore;
    private final WriteBatch batch = new WriteBatch();
    private final Map<ByteBuffer, Optional<StoredEntry>> entries = new HashMap<>();
    private final Map<SpaceId, Optional<Long>> spaces = new HashMap<>();
    private final List<BlobId> freedFiles = new ArrayList<>();
    private final long generationBefore;
    private long generation;

    Group(Index index, Map<SpaceId, Long> spacesBefore, long generation) {
        this.index = index;
        this.spacesBefore = spacesBefore;
        this.generationBefore = generation;
        this.generation = generation;
    }

    Optional<Long> space(SpaceId id) {
        return spaces.getOrDefault(id, Optional.ofNullable(spacesBefore.get(id)));
    }

    void requireSpace(SpaceId id, long number) {
        if (space(id).filter(found -> found == number).isEmpty()) {
            throw new StorageException(Kind.NOT_FOUND, "no space " + id);
        }
    }

    void createSpace(SpaceId id) throws RocksDBException {
        long number = nextGeneration();
        batch.put(Keys.space(id), Keys.number(number));
        spaces.put(id, Optional.of(number));
    }

    void dropSpace(SpaceId id) throws RocksDBException {
        batch.delete(Keys.space(id));
        spaces.put(id, Optional.empty());
    }

    boolean isEmpty(long space) {
        byte[] first = Keys.entry(space, Name.EMPTY);
        ByteBuffer prefix = ByteBuffer.wrap(first);
        boolean added = entries.entrySet().stream()
                .anyMatch(change -> change.getValue().isPresent()
                        && change.getKey().slice(0, first.length).equals(prefix));
        if (added) {
            return false;
        }
        AtomicBoolean empty = new AtomicBoolean(true);
        index.scan(first, Keys.end(first), (key, value) -> {
            empty.set(entries.containsKey(ByteBuffer.wrap(key)));
            return empty.get();
        });
        return empty.get();
    }

    Optional<StoredEntry> entry(long space, Name name) {
        Optional<StoredEntry> changed = entries.get(ByteBuffer.wrap(Keys.entry(space, name)));
        return changed != null ? changed : index.entry(space, name);
    }

    void put(long space, StoredEntry stored) throws RocksDBException {
        byte[] key = Keys.entry(space, stored.entry().name());
        batch.put(key, stored.encode());
        entries.put(ByteBuffer.wrap(key), Optional.of(stored));
    }

    void remove(long space, Name name) throws RocksDBException {
        byte[] key = Keys.entry(space, name);
        batch.delete(key);
        entries.put(ByteBuffer.wrap(key), Optional.empty());
    }

    void keepBody(FinishedBody body) throws RocksDBException {
        switch (body.placement()) {
            case NONE -> {}
            case INLINE -> batch.put(Keys.inline(body.blob()), body.inline());
            case FILE -> batch.put(Keys.file(body.blob()), new byte[0]);
        }
    }

    void freeBody(StoredEntry stored) throws RocksDBException {
        BlobId blob = stored.entry().blob();
        switch (stored.placement()) {
            case NONE -> {}
            case INLINE -> batch.delete(Keys.inline(blob));
            case FILE -> {
                batch.delete(Keys.file(blob));
                freedFiles.add(blob);
            }
        }
    }

    long nextGeneration() {
        return ++generation;
    }

    long generation() {
        return generation;
    }

    long bytes() {
        return batch.getDataSize();
    }

    Map<SpaceId, Optional<Long>> changedSpaces() {
        return spaces;
    }

    List<BlobId> freedFiles() {
        return freedFiles;
    }

    /** All or nothing; durable on return. */
    void write() throws RocksDBException {
        if (generation != generationBefore) {
            batch.put(Keys.GENERATION, Keys.number(generation));
        }
        if (batch.count() > 0) {
            index.write(batch);
        }
    }

    @Override
    public void close() {
        batch.close();
    }
}
