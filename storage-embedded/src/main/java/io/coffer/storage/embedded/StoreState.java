package io.coffer.storage.embedded;

import io.coffer.storage.SpaceId;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The store as the last durable group left it. The committer thread alone changes it. */
final class StoreState {
    private final EmbeddedDerivedRows rows;
    private final ConcurrentMap<SpaceId, Long> spaces;
    private final ConcurrentSkipListMap<Long, SegmentUsage> segments;
    private volatile long recordResidue;
    private long generation;

    /** @param spaces shared with whoever looks them up */
    StoreState(Index index, EmbeddedDerivedRows rows, ConcurrentMap<SpaceId, Long> spaces) {
        this.rows = rows;
        this.spaces = spaces;
        this.segments = new ConcurrentSkipListMap<>(index.segments());
        this.recordResidue = index.residue().records();
        this.generation = index.lastGeneration();
    }

    EmbeddedDerivedRows rows() {
        return rows;
    }

    ConcurrentMap<SpaceId, Long> spaces() {
        return spaces;
    }

    NavigableMap<Long, SegmentUsage> segments() {
        return segments;
    }

    SegmentUsage segment(long number) {
        return segments.getOrDefault(number, SegmentUsage.EMPTY);
    }

    long generation() {
        return generation;
    }

    long recordResidue() {
        return recordResidue;
    }

    /** Records and bodies outside files that were replaced or deleted, in bytes. */
    long residue() {
        return recordResidue
                + segments.values().stream().mapToLong(SegmentUsage::dead).sum();
    }

    /** Before the outcome is known: the residue may be too high, never too low. */
    void expect(Group group) {
        recordResidue = Math.max(recordResidue, group.recordResidue());
    }

    /** To be called once the group is durable, before anyone is told of it. */
    void follow(Group group) {
        generation = group.generation();
        recordResidue = group.recordResidue();
        group.publishDerived();
        group.changedSpaces().forEach((id, number) -> {
            if (number.isPresent()) {
                spaces.put(id, number.get());
            } else {
                spaces.remove(id);
            }
        });
        segments.putAll(group.changedSegments());
        group.droppedSegments().forEach(segments::remove);
    }
}
