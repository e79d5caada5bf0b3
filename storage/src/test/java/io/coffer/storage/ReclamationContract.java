package io.coffer.storage;

import static io.coffer.storage.EngineFixture.assertFails;
import static io.coffer.storage.EngineFixture.attributes;
import static io.coffer.storage.EngineFixture.bytes;
import static io.coffer.storage.EngineFixture.randomBytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.coffer.storage.StorageException.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Of an engine that can tell what it still holds of replaced and deleted bytes: it holds none after reclaiming. */
public interface ReclamationContract extends EngineFixture {
    int[] SIZES = {0, 1, 1_000, 16_384, 70_000, 300_000};

    default Reclamation reclamation() {
        assumeThat(engine().reclamation()).as("the engine reclaims").isPresent();
        return engine().reclamation().orElseThrow();
    }

    private static Name entry(int number) {
        return Name.of("reclaimed" + number);
    }

    private void putAll(int seed) {
        for (int i = 0; i < SIZES.length; i++) {
            put(entry(i), randomBytes(seed + i, SIZES[i]), "attributes", Condition.ANY);
        }
    }

    private void assertAll(int seed) {
        for (int i = 0; i < SIZES.length; i++) {
            assertThat(get(entry(i))).isEqualTo(randomBytes(seed + i, SIZES[i]));
        }
    }

    @Test
    default void whatOnlyGrowsLeavesNoResidue() {
        assertThat(reclamation().residue()).isZero();
        putAll(1);
        assertThat(reclamation().residue()).isZero();
        reclamation().reclaim();
        assertAll(1);
    }

    @Test
    default void nothingIsLeftAfterReclaiming() {
        reclamation();
        putAll(1);
        putAll(100);
        Entry updated = space().update(
                        entry(0),
                        attributes("updated"),
                        space().head(entry(0)).orElseThrow().generation());
        for (int i = 3; i < SIZES.length; i++) {
            space().delete(entry(i), Condition.ANY);
        }
        assertThat(space().delete(Name.of("none"), Condition.ANY)).isFalse();
        if (engine().capabilities().durableOnCommit()) {
            assertThat(reclamation().residue()).isPositive();
        }
        reclamation().reclaim();
        assertThat(reclamation().residue()).isZero();
        assertThat(space().head(entry(0))).contains(updated);
        assertThat(get(entry(2))).isEqualTo(randomBytes(102, SIZES[2]));
        assertThat(space().scan(Name.EMPTY, Name.EMPTY, 100).entries()).hasSize(3);
        putAll(200);
        reclamation().reclaim();
        assertThat(reclamation().residue()).isZero();
        assertAll(200);
    }

    @Test
    default void readersKeepWhatTheyHaveOpen() {
        reclamation();
        putAll(1);
        List<Reader> readers = new ArrayList<>();
        for (int i = 0; i < SIZES.length; i++) {
            readers.add(space().open(entry(i)));
        }
        putAll(100);
        reclamation().reclaim();
        for (int i = 0; i < SIZES.length; i++) {
            try (Reader reader = readers.get(i)) {
                assertThat(bytes(reader)).isEqualTo(randomBytes(1 + i, SIZES[i]));
            }
        }
        reclamation().reclaim();
        assertThat(reclamation().residue()).isZero();
        assertAll(100);
    }

    @Test
    default void everythingGoesOnWhileItReclaims() throws Exception {
        reclamation();
        AtomicBoolean reclaiming = new AtomicBoolean(true);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                Name name = Name.of("busy" + writer);
                int size = SIZES[2 + writer % 3];
                writers.add(threads.submit(() -> {
                    int round = 0;
                    do {
                        put(name, randomBytes(round, size), "", Condition.ANY);
                        assertThat(get(name)).isEqualTo(randomBytes(round++, size));
                        assertThat(space().scan(name, Name.EMPTY, 1).entries()).hasSize(1);
                    } while (reclaiming.get());
                }));
            }
            try {
                for (int round = 0; round < 3; round++) {
                    reclamation().reclaim();
                }
            } finally {
                reclaiming.set(false);
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        }
        reclamation().reclaim();
        assertThat(reclamation().residue()).isZero();
    }

    @Test
    default void aClosedEngineReclaimsNothing() {
        Reclamation closed = reclamation();
        engine().close();
        assertFails(Kind.UNAVAILABLE, closed::residue);
        assertFails(Kind.UNAVAILABLE, closed::reclaim);
        assertFails(Kind.UNAVAILABLE, () -> engine().reclamation());
    }
}
