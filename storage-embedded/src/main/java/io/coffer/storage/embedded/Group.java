package io.coffer.storage.embedded;

import io.coffer.storage.BlobId;
import io.coffer.storage.Name;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** The changes that become durable together, and the store as they leave it: each sees those before it. */
final class Group implements AutoCloseable {
    private final Index index;
    private final StoreState before;
    private final Residue residueBefore;
    private final WriteBatch batch = new WriteBatch();
    private final Map<ByteBuffer, Optional<StoredEntry>> entries = new HashMap<>();
    private final Map<SpaceId, Optional<Long>> spaces = new HashMap<>();
    private final List<FreedFile> freedFiles = new ArrayList<>();
    private final List<Frame> frames = new ArrayList<>();
    private final SegmentChanges segments = new SegmentChanges();
    private final DerivedChanges derived;
    private final EmbeddedSideLog sideLog;
    private long framesLength;
    private long generation;
    private long recordResidue;
    private boolean residueNoted;

    Group(Index index, StoreState before, EmbeddedSideLog sideLog, long pendingFileBytes) {
        this.index = index;
        this.sideLog = sideLog;
        this.before = before;
        this.derived = new DerivedChanges(before.rows(), batch, this::supersede);
        this.generation = before.generation();
        this.recordResidue = before.recordResidue();
        this.residueBefore = new Residue(recordResidue, pendingFileBytes);
    }

    Optional<Long> space(SpaceId id) {
        return spaces.getOrDefault(id, Optional.ofNullable(before.spaces().get(id)));
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
        supersede(Keys.space(id).length);
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

    void put(SpaceId id, long space, Optional<StoredEntry> old, StoredEntry stored) throws RocksDBException {
        derived.replace(id, old, Optional.of(stored));
        byte[] key = Keys.entry(space, stored.entry().name());
        if (old.isPresent()) {
            supersede(key.length + old.get().encodedLength());
        }
        entries.put(ByteBuffer.wrap(key), Optional.of(stored));
    }

    void remove(SpaceId id, long space, StoredEntry old) throws RocksDBException {
        // a removal is a change that a sequence must tell from what was before
        nextGeneration();
        derived.replace(id, Optional.of(old), Optional.empty());
        byte[] key = Keys.entry(space, old.entry().name());
        supersede(key.length + old.encodedLength());
        entries.put(ByteBuffer.wrap(key), Optional.empty());
    }

    /** @return where the body will lie, if it goes into the log */
    Place keepBody(long space, Name name, FinishedBody body) throws RocksDBException {
        return switch (body.placement()) {
            case NONE -> Place.NONE;
            case INLINE -> throw new IllegalStateException("nothing is added to the index's bodies");
            case FILE -> {
                batch.put(Keys.file(body.blob()), new byte[0]);
                yield Place.NONE;
            }
            case SEGMENT -> add(new Frame(body.blob(), space, name, body.block()));
        };
    }

    private Place add(Frame frame) {
        Place place = new Place(0, framesLength + frame.bodyOffset());
        frames.add(frame);
        framesLength += frame.length();
        segments.change(0, frame.body().length, 0);
        return place;
    }

    void freeBody(StoredEntry stored) throws RocksDBException {
        BlobId blob = stored.entry().blob();
        long bytes = BodyBlocks.stored(stored.entry().size());
        switch (stored.placement()) {
            case NONE -> {}
            case INLINE -> {
                batch.delete(Keys.inline(blob));
                supersede(bytes);
            }
            case FILE -> {
                batch.delete(Keys.file(blob));
                freedFiles.add(new FreedFile(blob, bytes));
            }
            case SEGMENT -> segments.change(stored.place().segment(), -bytes, bytes);
        }
    }

    /** Gives a body another place in the log, unless no entry has it at that place any more. */
    void move(Frame frame, Place from) {
        Optional<StoredEntry> current = entry(frame.space(), frame.name());
        boolean live = current.isPresent()
                && current.get().placement() == Placement.SEGMENT
                && current.get().place().equals(from);
        if (live) {
            segments.change(from.segment(), -frame.body().length, frame.body().length);
            StoredEntry moved = current.get().at(add(frame));
            entries.put(ByteBuffer.wrap(Keys.entry(frame.space(), frame.name())), Optional.of(moved));
        }
    }

    /** The segment's file is gone. */
    void dropSegment(long number) throws RocksDBException {
        batch.delete(Keys.segment(number));
        segments.drop(number);
    }

    void noteBatches(long number, Batches state) {
        segments.note(number, state);
    }

    /** Bytes of records that this group makes dead. */
    private void supersede(long bytes) {
        recordResidue += bytes;
    }

    /** So many bytes are gone since they were counted. */
    void reclaimed(long bytes) {
        recordResidue -= bytes;
    }

    /** Has the residue written, changed or not. */
    void noteResidue() {
        residueNoted = true;
    }

    long recordResidue() {
        return recordResidue;
    }

    private Residue residue() {
        return new Residue(
                recordResidue,
                residueBefore.files()
                        + freedFiles.stream().mapToLong(FreedFile::bytes).sum());
    }

    long nextGeneration() {
        return ++generation;
    }

    long generation() {
        return generation;
    }

    /** Of the payload, roughly. */
    long bytes() {
        return batch.getDataSize() + framesLength + 256L * entries.size();
    }

    Map<SpaceId, Optional<Long>> changedSpaces() {
        return spaces;
    }

    Map<Long, SegmentUsage> changedSegments() {
        return segments.changed();
    }

    Set<Long> droppedSegments() {
        return segments.dropped();
    }

    List<FreedFile> freedFiles() {
        return freedFiles;
    }

    /**
     * All or nothing; durable on return.
     *
     * @throws StorageException when nothing was changed
     * @throws IOException when it is not known
     * @throws RocksDBException when it is durable, but the index does not have it
     */
    void write(SegmentLog log) throws RocksDBException, IOException {
        derived.addTallies();
        if (generation != before.generation()) {
            batch.put(Keys.GENERATION, Keys.number(generation));
        }
        if (residueNoted || !residue().equals(residueBefore)) {
            batch.put(Keys.RESIDUE, residue().encode());
        }
        if (batch.count() == 0 && entries.isEmpty() && segments.isEmpty()) {
            return;
        }
        sideLog.join(batch, log.sequence());
        Place payload = reserve(log);
        for (Map.Entry<ByteBuffer, Optional<StoredEntry>> change : entries.entrySet()) {
            byte[] key = change.getKey().array();
            if (change.getValue().isPresent()) {
                batch.put(key, change.getValue().get().within(payload).encode());
            } else {
                batch.delete(key);
            }
        }
        segments.settle(payload.segment(), before);
        for (Map.Entry<Long, SegmentUsage> usage : segments.changed().entrySet()) {
            batch.put(Keys.segment(usage.getKey()), usage.getValue().encode());
        }
        long start = payload.offset() - GroupHeader.LENGTH;
        batch.put(Keys.LOG_POSITION, new LogPosition(payload.segment(), start, log.sequence()).encode());
        log.append(frames, batch.data());
        index.write(batch);
    }

    private Place reserve(SegmentLog log) {
        long most = batch.getDataSize() + framesLength + 1024;
        for (Map.Entry<ByteBuffer, Optional<StoredEntry>> change : entries.entrySet()) {
            most += change.getKey().capacity()
                    + change.getValue().map(StoredEntry::encodedLength).orElse(0)
                    + 32;
        }
        most += 64L * (segments.count() + 1);
        try {
            return log.reserve(most);
        } catch (IOException e) {
            throw Failures.of("cannot begin a segment of the log", e);
        }
    }

    /** To be called once the group is durable, before anyone is told of it. */
    void publishDerived() {
        derived.publish(generation);
    }

    @Override
    public void close() {
        batch.close();
    }
}
