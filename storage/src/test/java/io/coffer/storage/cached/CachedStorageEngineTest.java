package io.coffer.storage.cached;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.storage.Condition;
import io.coffer.storage.EngineFixture;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Reader;
import io.coffer.storage.Space;
import io.coffer.storage.StorageEngineContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CachedStorageEngineTest extends StorageEngineContract {
    private static final Name READ = Name.of("read");

    CachedStorageEngineTest() {
        super("cached-memory");
    }

    @Test
    void whatWasReadIsAtHandUntilItChanges() {
        Entry first = put(READ, EngineFixture.randomBytes(1, 4096), "first", Condition.ANY);
        assertThat(space().isAtHand(READ, 4096)).isFalse();
        assertThat(space().isAtHand(READ)).isFalse();
        assertThat(get(READ)).isEqualTo(EngineFixture.randomBytes(1, 4096));
        assertThat(space().isAtHand(READ, 4096)).isTrue();
        assertThat(space().isAtHand(READ)).isTrue();
        space().update(READ, EngineFixture.attributes("second"), first.generation());
        assertThat(space().isAtHand(READ, 4096)).isFalse();
        assertThat(space().head(READ).orElseThrow().attributes()).isEqualTo(EngineFixture.attributes("second"));
        get(READ);
        space().delete(READ, Condition.ANY);
        assertThat(space().isAtHand(READ, 4096)).isFalse();
        assertThat(space().head(READ)).isEmpty();
    }

    @Test
    void onlyBodiesUpToTheLengthAskedForCount() {
        put(READ, EngineFixture.randomBytes(1, 4096), "", Condition.ANY);
        get(READ);
        assertThat(space().isAtHand(READ, 4096)).isTrue();
        assertThat(space().isAtHand(READ, 4095)).isFalse();
    }

    /** The store shows a change before the one who made it is told, to scans and so to everybody. */
    @Test
    void aChangeIsSeenAsSoonAsTheStoreShowsIt() {
        List<Optional<Entry>> seen = new ArrayList<>();
        RecentReads reads = new RecentReads(1024 * 1024);
        RecentReads.Place place = new RecentReads.Place(new CachedStorageEngine.Incarnation(), READ);
        Space stored = engine().asStored().space(SPACE);
        EngineFixture.putIn(stored, READ, new byte[10], "first", Condition.ANY);
        reads.entry(place, () -> stored.head(READ));
        reads.changing(place, () -> {
            Entry entry = EngineFixture.putIn(stored, READ, new byte[10], "second", Condition.ANY);
            seen.add(reads.entry(place, () -> stored.head(READ)));
            return entry;
        });
        assertThat(seen.getFirst().orElseThrow().attributes()).isEqualTo(EngineFixture.attributes("second"));
    }

    @Test
    void largeBodiesAreNotRemembered() {
        put(READ, EngineFixture.randomBytes(1, 70_000), "", Condition.ANY);
        get(READ);
        assertThat(space().isAtHand(READ, 70_000)).isFalse();
        assertThat(space().isAtHand(READ)).as("its entry").isTrue();
    }

    @Test
    void readsFromMemoryGiveWhatTheStoreHas() {
        put(READ, EngineFixture.randomBytes(1, 4096), "", Condition.ANY);
        get(READ);
        try (Reader reader = engine().asStored().space(SPACE).open(READ);
                Reader cached = space().open(READ)) {
            assertThat(cached.entry()).isEqualTo(reader.entry());
            assertThat(EngineFixture.bytes(cached)).isEqualTo(EngineFixture.bytes(reader));
        }
    }

    /** Readers beside a writer: what one of them saw, no later look may take back. */
    @Test
    void aChangeThatWasSeenIsNeverUnseen() throws InterruptedException {
        AtomicBoolean writing = new AtomicBoolean(true);
        put(READ, new byte[0], "0", Condition.ANY);
        Thread writer = Thread.ofPlatform().start(() -> {
            for (int number = 1; number <= 20_000; number++) {
                put(READ, new byte[] {(byte) number}, Integer.toString(number), Condition.ANY);
            }
            writing.set(false);
        });
        long seen = 0;
        while (writing.get()) {
            long generation = space().head(READ).orElseThrow().generation();
            assertThat(generation).isGreaterThanOrEqualTo(seen);
            seen = generation;
        }
        writer.join();
        assertThat(space().head(READ).orElseThrow().attributes()).isEqualTo(EngineFixture.attributes("20000"));
        assertThat(get(READ)).isEqualTo(new byte[] {(byte) 20_000});
    }
}
