package io.coffer.server.upkeep;

import io.coffer.model.BucketName;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.lease.Tenure;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.object.ObjectScrub;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Reads everything at rest again and again, a little in each run, and reports what is not as it was written. The other
 * chores wait for a run, so one is short, and what it may read is bounded.
 */
public final class ScrubChore implements Chore {
    private static final Logger LOG = LoggerFactory.getLogger(ScrubChore.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int RECORDS_PER_PAGE = 100;
    /** what looking at an entry costs beside its bytes */
    private static final long ENTRY_BYTES = 4_096;

    private final Buckets buckets;
    private final ControlRecords records;
    private final ObjectScrub objects;
    private final ScrubReport report;
    private final long bytesPerRun;
    private final Duration betweenPasses;
    private final Clock clock;

    /**
     * @param bytesPerSecond the rate of reading
     * @param betweenPasses from the beginning of one pass to the beginning of the next, at least
     */
    public ScrubChore(
            Buckets buckets,
            ControlRecords records,
            ObjectScrub objects,
            ScrubReport report,
            long bytesPerSecond,
            Duration betweenPasses,
            Clock clock) {
        this.buckets = buckets;
        this.records = records;
        this.objects = objects;
        this.report = report;
        this.bytesPerRun = bytesPerSecond * INTERVAL.toSeconds();
        this.betweenPasses = betweenPasses;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "scrub";
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public synchronized void run(Tenure tenure) {
        ScrubState state = report.latest();
        if (state.current().isEmpty()) {
            if (state.last().filter(this::isRecent).isPresent()) {
                return;
            }
            state = state.beginning(clock.instant());
        }
        long left = bytesPerRun;
        while (left > 0 && state.current().isPresent()) {
            tenure.require();
            long before = state.current().get().bytes()
                    + ENTRY_BYTES * state.current().get().entries();
            state = state.bucket().isEmpty() ? ownRecords(state) : piece(state, left);
            left -= state.current()
                    .map(pass -> pass.bytes() + ENTRY_BYTES * pass.entries() - before)
                    .orElse(left);
        }
        report.keep(state);
    }

    /** A pass that was made in the future tells of a clock that was set back, and not of how recent it is. */
    private boolean isRecent(ScrubState.Pass pass) {
        Instant now = clock.instant();
        return !now.isBefore(pass.begun()) && now.isBefore(pass.begun().plus(betweenPasses));
    }

    /** A page of the store's own records. */
    private ScrubState ownRecords(ScrubState state) {
        List<ControlRecords.Found<JsonNode>> page = records.page("", state.after(), RECORDS_PER_PAGE, JsonNode.class);
        ScrubState now = state;
        for (ControlRecords.Found<JsonNode> record : page) {
            now = now.behind(record.name()).with(now.current().orElseThrow().read(1, 0));
            if (record.stored().isEmpty()) {
                now = found(now, record.name(), "the seal of the record is not the one of its content");
            }
        }
        return page.size() < RECORDS_PER_PAGE ? nextBucket(now) : now;
    }

    private ScrubState nextBucket(ScrubState state) {
        Optional<BucketSnapshot> next = buckets.all().stream()
                .filter(bucket -> bucket.name().value().compareTo(state.bucket()) > 0)
                .findFirst();
        if (next.isPresent()) {
            return state.in(next.get().name().value());
        }
        ScrubState.Pass pass = state.current().orElseThrow();
        LOG.info(
                "everything at rest was read: {} entries, {} bytes, {} damaged",
                pass.entries(),
                pass.bytes(),
                pass.damaged());
        return state.finished(clock.instant());
    }

    private ScrubState piece(ScrubState state, long most) {
        Optional<BucketSnapshot> bucket = buckets.find(new BucketName(state.bucket()));
        if (bucket.isEmpty()) {
            return nextBucket(state);
        }
        Name after =
                state.after().isEmpty() ? Name.EMPTY : new Name(HexFormat.of().parseHex(state.after()));
        Optional<Entry> entry = objects.next(bucket.get(), after);
        return entry.map(found -> read(state, bucket.get(), found, most)).orElseGet(() -> nextBucket(state));
    }

    private ScrubState read(ScrubState state, BucketSnapshot bucket, Entry entry, long most) {
        long offset = state.generation() == entry.generation() ? state.offset() : 0;
        ObjectScrub.Piece piece = objects.read(bucket, entry, offset, most);
        ScrubState now = state.with(state.current().orElseThrow().read(piece.end() ? 1 : 0, piece.bytes()));
        if (piece.damage().isPresent()) {
            now = found(now, ObjectScrub.called(entry.name()), piece.damage().get());
        }
        return piece.end()
                ? now.behind(HexFormat.of().formatHex(entry.name().bytes()))
                : now.within(entry.generation(), offset + piece.bytes());
    }

    private ScrubState found(ScrubState state, String name, String reason) {
        LOG.error("damage at rest: {} {}: {}", state.bucket().isEmpty() ? "record" : state.bucket(), name, reason);
        return state.with(state.current()
                .orElseThrow()
                .found(new ScrubState.Damage(state.bucket(), name, reason, clock.instant())));
    }
}
