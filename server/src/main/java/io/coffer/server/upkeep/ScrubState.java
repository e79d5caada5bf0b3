package io.coffer.server.upkeep;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far the scrubber is; kept in the store, so that a restart goes on where it was.
 *
 * @param bucket the one being read; empty while the store's own records are
 * @param after the last name that was read to its end, in hex
 * @param generation of the entry being read, whose first {@code offset} bytes are read
 * @param current the pass under way; empty between two
 * @param last the last pass that came to its end
 */
public record ScrubState(
        String bucket, String after, long generation, long offset, Optional<Pass> current, Optional<Pass> last) {
    static final int MOST_DAMAGES = 100;

    /** Something that is not what was written. An empty bucket means a record of the store itself. */
    public record Damage(String bucket, String name, String reason, Instant found) {}

    /**
     * One time through everything.
     *
     * @param bytes of bodies
     * @param damaged how many entries, of which the first {@value #MOST_DAMAGES} are named
     */
    public record Pass(
            Instant begun, Optional<Instant> ended, long entries, long bytes, long damaged, List<Damage> damages) {
        static Pass begun(Instant now) {
            return new Pass(now, Optional.empty(), 0, 0, 0, List.of());
        }

        Pass read(long moreEntries, long moreBytes) {
            return new Pass(begun, ended, entries + moreEntries, bytes + moreBytes, damaged, damages);
        }

        Pass found(Damage damage) {
            List<Damage> named = new ArrayList<>(damages);
            if (named.size() < MOST_DAMAGES) {
                named.add(damage);
            }
            return new Pass(begun, ended, entries, bytes, damaged + 1, List.copyOf(named));
        }

        Pass ended(Instant now) {
            return new Pass(begun, Optional.of(now), entries, bytes, damaged, damages);
        }
    }

    static final ScrubState NEVER = new ScrubState("", "", 0, 0, Optional.empty(), Optional.empty());

    ScrubState beginning(Instant now) {
        return new ScrubState("", "", 0, 0, Optional.of(Pass.begun(now)), last);
    }

    ScrubState in(String nextBucket) {
        return new ScrubState(nextBucket, "", 0, 0, current, last);
    }

    ScrubState behind(String name) {
        return new ScrubState(bucket, name, 0, 0, current, last);
    }

    ScrubState within(long entryGeneration, long read) {
        return new ScrubState(bucket, after, entryGeneration, read, current, last);
    }

    ScrubState with(Pass changed) {
        return new ScrubState(bucket, after, generation, offset, Optional.of(changed), last);
    }

    ScrubState finished(Instant now) {
        return new ScrubState("", "", 0, 0, Optional.empty(), current.map(pass -> pass.ended(now)));
    }

    /** How many damaged entries the pass under way or, before it found any, the last one came upon. */
    public long damaged() {
        return Math.max(
                current.map(Pass::damaged).orElse(0L), last.map(Pass::damaged).orElse(0L));
    }
}
