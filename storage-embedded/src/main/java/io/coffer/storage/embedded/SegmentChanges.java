package io.coffer.storage.embedded;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What a group changes of the use of segments. Until it is known where the group goes, its own segment is 0. */
final class SegmentChanges {
    private record Difference(long live, long dead) {}

    private final Map<Long, Difference> differences = new HashMap<>();
    private final Map<Long, Batches> batches = new HashMap<>();
    private final Set<Long> dropped = new HashSet<>();
    private final Map<Long, SegmentUsage> changed = new HashMap<>();

    void change(long segment, long live, long dead) {
        differences.merge(
                segment,
                new Difference(live, dead),
                (sum, more) -> new Difference(sum.live + more.live, sum.dead + more.dead));
    }

    void note(long segment, Batches state) {
        batches.put(segment, state);
    }

    void drop(long segment) {
        dropped.add(segment);
    }

    boolean isEmpty() {
        return differences.isEmpty() && batches.isEmpty() && dropped.isEmpty();
    }

    int count() {
        return differences.size() + batches.size() + dropped.size();
    }

    /** The group goes into this segment. */
    void settle(long own, StoreState before) {
        differences.forEach((number, difference) -> {
            long segment = number == 0 ? own : number;
            SegmentUsage usage = changed.getOrDefault(segment, before.segment(segment));
            changed.put(segment, usage.plus(difference.live, difference.dead));
        });
        changed.computeIfAbsent(own, before::segment);
        batches.forEach((number, state) -> changed.compute(
                number, (segment, usage) -> (usage == null ? before.segment(segment) : usage).with(state)));
        dropped.forEach(changed::remove);
    }

    Map<Long, SegmentUsage> changed() {
        return changed;
    }

    Set<Long> dropped() {
        return dropped;
    }
}
