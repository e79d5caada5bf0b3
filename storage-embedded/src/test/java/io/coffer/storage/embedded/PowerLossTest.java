package io.coffer.storage.embedded;

import static io.coffer.storage.EngineFixture.assertFails;
import static io.coffer.storage.EngineFixture.putIn;
import static io.coffer.storage.EngineFixture.randomBytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.storage.Condition;
import io.coffer.storage.EngineFixture;
import io.coffer.storage.Name;
import io.coffer.storage.Reader;
import io.coffer.storage.Space;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The power goes, and with it all that was not made durable. {@link FaultTest} has the same at random. */
class PowerLossTest {
    private static final byte[] BODY = randomBytes(1, 9_000);

    @TempDir
    Path directory;

    @TempDir
    Path grave;

    /** Loses all it may lose. */
    private static final class Worst extends Random {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean nextBoolean() {
            return true;
        }

        @Override
        public int nextInt(int bound) {
            return 0;
        }
    }

    private static void assertBody(StorageEngine engine) {
        try (Reader reader = engine.space(Store.SPACE).open(Store.NAME)) {
            assertThat(EngineFixture.bytes(reader)).isEqualTo(BODY);
        }
    }

    /** What was shown once stays, though the fsync that told of success came after one that failed. */
    @Test
    void aGroupWhoseForceFailedIsMadeDurableBeforeItIsShown() throws IOException {
        FaultyDisk disk = new FaultyDisk(new Worst(), grave);
        try (StorageEngine engine = Store.open(directory, disk, Map.of())) {
            Space space = Store.space(engine);
            putIn(space, Name.of("first"), BODY, "", Condition.ANY);
            disk.failForces(true);
            assertFails(Kind.UNKNOWN_OUTCOME, () -> putIn(space, Store.NAME, BODY, "", Condition.ANY));
        }
        disk.failForces(false);
        StorageEngine shown = Store.open(directory, disk, Map.of());
        assertBody(shown);
        disk.die();
        shown.close();
        disk.endAfterPowerLoss();
        try (StorageEngine engine = Store.open(directory, disk, Map.of())) {
            assertBody(engine);
        }
    }

    @Test
    void whatWasAcknowledgedSurvivesTheWorst() throws IOException {
        FaultyDisk disk = new FaultyDisk(new Worst(), grave);
        for (int round = 0; round < 3; round++) {
            StorageEngine engine = Store.open(directory, disk, Map.of());
            Space space = Store.space(engine);
            for (int size : new int[] {0, 10, 60_000, 70_000}) {
                putIn(space, Name.of("size" + size), randomBytes(size + round, size), "", Condition.ANY);
            }
            disk.die();
            assertFails(Kind.UNAVAILABLE, () -> putIn(space, Name.of("late"), BODY, "", Condition.ANY));
            engine.close();
            disk.endAfterPowerLoss();
            try (StorageEngine again = Store.open(directory, disk, Map.of())) {
                Space found = again.space(Store.SPACE);
                assertThat(found.scan(Name.EMPTY, Name.EMPTY, 10).entries()).hasSize(4);
                for (int size : new int[] {0, 10, 60_000, 70_000}) {
                    try (Reader reader = found.open(Name.of("size" + size))) {
                        assertThat(EngineFixture.bytes(reader)).isEqualTo(randomBytes(size + round, size));
                    }
                }
            }
        }
    }
}
