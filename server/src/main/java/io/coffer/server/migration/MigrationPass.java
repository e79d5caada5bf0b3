package io.coffer.server.migration;

import io.coffer.server.bucket.BucketRecord;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.BucketStore;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Page;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Goes once through all that the source has and makes the target have the same. What changes meanwhile may be seen or not;
 * the next pass sees it. Broken off at any place it is gone on with by the next one, which compares and skips.
 *
 * <p>A space of a bucket is made after the bucket's record and goes before it, so that none is at the target that no record
 * names.
 */
public final class MigrationPass {
    private static final String BUCKETS = "bucket/";
    private static final int PAGE = 500;

    private final Sides sides;
    private final Conduct conduct;
    private final PassTally tally = new PassTally();
    private final Carrier carrier;

    public MigrationPass(Sides sides, Conduct conduct) {
        this.sides = sides;
        this.conduct = conduct;
        this.carrier = new Carrier(sides.target().capabilities().maxAttributeBytes(), conduct, tally);
    }

    /** What was done so far. */
    public PassCounts counts() {
        return tally.counts();
    }

    /**
     * @return what was done, which is nothing when both sides were the same
     * @throws StorageException when an engine does not work
     * @throws java.util.concurrent.CancellationException when it was stopped
     */
    public PassCounts run() {
        try (Crew crew = new Crew()) {
            carryRecords(crew);
            for (BucketSnapshot bucket : new BucketStore(sides.targetRecords(), sides.target()).all()) {
                // a bucket whose deletion broke off has a record and no space
                if (Sides.space(sides.source(), bucket.space()).isPresent()) {
                    boolean unused = sides.target().createSpace(bucket.space());
                    carryBucket(crew, sides.of(bucket));
                }
            }
        }
        return counts();
    }

    private void carryRecords(Crew crew) {
        SpacePair records = sides.records();
        visit(records, (entry, there) -> {
            there.filter(found -> entry.isEmpty() || !Carrier.isSame(entry.get(), found))
                    .ifPresent(found -> dropLostSpace(crew, found.name()));
            settle(crew, records, entry, there);
        });
        crew.await();
    }

    private void carryBucket(Crew crew, SpacePair bucket) {
        if (bucket.source().isPresent()) {
            visit(bucket, (entry, there) -> settle(crew, bucket, entry, there));
            crew.await();
        }
    }

    private void visit(SpacePair pair, SideBySide.Visitor visitor) {
        pair.visit((entry, there) -> {
            conduct.requireGoingOn();
            entry.ifPresent(seen -> tally.lookedAt(seen.size()));
            visitor.visit(entry, there);
        });
    }

    private void settle(Crew crew, SpacePair pair, Optional<Entry> entry, Optional<Entry> there) {
        if (entry.isEmpty()) {
            crew.run(0, () -> delete(pair.target().orElseThrow(), there.orElseThrow()));
        } else if (there.filter(found -> Carrier.isSame(entry.get(), found)).isEmpty()) {
            crew.run(entry.get().size(), () -> carry(pair, entry.get(), there));
        }
    }

    private void carry(SpacePair pair, Entry entry, Optional<Entry> there) {
        try {
            conduct.requireGoingOn();
            carrier.carry(pair, entry, there);
        } catch (UnfitEntryException unfit) {
            tally.failed(pair.called(entry.name()), String.valueOf(unfit.getMessage()));
        } catch (StorageException failure) {
            throw new StorageException(
                    failure.kind(), pair.called(entry.name()) + ": " + failure.getMessage(), failure);
        }
    }

    private void delete(Space target, Entry entry) {
        conduct.requireGoingOn();
        if (target.delete(entry.name(), Condition.generation(entry.generation()))) {
            tally.deleted();
        }
    }

    /** Of a bucket that the source does not have any more, or has under another id. */
    private void dropLostSpace(Crew crew, Name record) {
        String name = new String(record.bytes(), StandardCharsets.UTF_8);
        if (!name.startsWith(BUCKETS)) {
            return;
        }
        Optional<SpaceId> kept = bucketSpace(sides.sourceRecords(), name);
        bucketSpace(sides.targetRecords(), name)
                .filter(space -> !kept.equals(Optional.of(space)))
                .ifPresent(space -> drop(crew, space));
    }

    private static Optional<SpaceId> bucketSpace(ControlRecords records, String name) {
        return records.get(name, BucketRecord.class)
                .map(stored -> new SpaceId(stored.value().id()));
    }

    private void drop(Crew crew, SpaceId id) {
        Optional<Space> space = Sides.space(sides.target(), id);
        if (space.isEmpty()) {
            return;
        }
        Page page;
        do {
            page = space.get().scan(Name.EMPTY, Name.EMPTY, PAGE);
            page.entries().forEach(entry -> crew.run(0, () -> delete(space.get(), entry)));
            crew.await();
        } while (page.more());
        boolean unused = sides.target().dropSpace(id);
    }
}
