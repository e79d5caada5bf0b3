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
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Segments behind the end of the log: freed, emptied, and never needed twice. */
class SegmentsTest {
    private static final Map<String, String> SMALL_SEGMENTS = Map.of("segment-mebibytes", "1");
    private static final int BODIES = 200;
    private static final int SIZE = 40_000;

    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    private StorageEngine open() {
        return Store.open(directory, Disk.REAL, SMALL_SEGMENTS);
    }

    private static Name name(int number) {
        return Name.of("entry" + number);
    }

    private static void fill(Space space) {
        for (int i = 0; i < BODIES; i++) {
            putIn(space, name(i), randomBytes(i, SIZE), "", Condition.ANY);
        }
    }

    private static void assertBody(Space space, int number) {
        try (Reader reader = space.open(name(number))) {
            assertThat(EngineFixture.bytes(reader)).isEqualTo(randomBytes(number, SIZE));
        }
    }

    private long segmentBytes() throws IOException {
        long bytes = 0;
        for (Path segment : Store.segments(directory)) {
            try {
                bytes += Files.size(segment);
            } catch (NoSuchFileException e) {
                // freed meanwhile
            }
        }
        return bytes;
    }

    @Test
    void whatIsDeletedGivesItsRoomBackAndTheRestStaysWhole() throws IOException {
        try (StorageEngine engine = open()) {
            Space space = Store.space(engine);
            fill(space);
            assertThat(segmentBytes()).isGreaterThan((long) BODIES * SIZE);
            Reader held = space.open(name(1));
            for (int i = 0; i < BODIES; i++) {
                if (i % 8 != 0) {
                    space.delete(name(i), Condition.ANY);
                }
            }
            // an eighth is live, segments with more dead than live are emptied, one or two are prepared
            Awaitility.await().until(() -> segmentBytes() < (long) BODIES * SIZE / 4 + (4 << 20));
            for (int i = 0; i < BODIES; i += 8) {
                assertBody(space, i);
            }
            assertThat(EngineFixture.bytes(held)).isEqualTo(randomBytes(1, SIZE));
            held.close();
        }
        try (StorageEngine engine = open()) {
            Space space = Store.space(engine);
            for (int i = 0; i < BODIES; i += 8) {
                assertBody(space, i);
            }
            assertThat(space.scan(Name.EMPTY, Name.EMPTY, 1_000).entries()).hasSize(BODIES / 8);
            assertThat(engine.derivedRows().orElseThrow().differences()).isEmpty();
            assertThat(engine.examine().orElseThrow().damage()).isEmpty();
        }
    }

    @Test
    void theSameEntryWrittenAgainAndAgainTakesLittleRoom() throws IOException {
        try (StorageEngine engine = open()) {
            Space space = Store.space(engine);
            for (int i = 0; i < 4 * BODIES; i++) {
                putIn(space, name(0), randomBytes(0, SIZE), "", Condition.ANY);
            }
            Awaitility.await().until(() -> segmentBytes() < 5 << 20);
            assertBody(space, 0);
        }
    }

    @Test
    void aDamagedBodyIsNotMovedAndNothingOfItsSegmentIsLost() throws IOException {
        try (StorageEngine engine = open()) {
            fill(Store.space(engine));
        }
        byte[] damaged = randomBytes(3, SIZE);
        Store.flipIn(Store.segments(directory), Arrays.copyOfRange(damaged, 20_000, 20_016));
        try (StorageEngine engine = open()) {
            Space space = Store.space(engine);
            for (int i = 0; i < BODIES; i++) {
                if (i % 8 != 3) {
                    space.delete(name(i), Condition.ANY);
                }
            }
            Awaitility.await().until(() -> segmentBytes() < (long) BODIES * SIZE / 4 + (5 << 20));
            assertFails(Kind.CORRUPT, () -> assertBody(space, 3));
            for (int i = 11; i < BODIES; i += 8) {
                assertBody(space, i);
            }
            assertFails(Kind.CORRUPT, engine.reclamation().orElseThrow()::reclaim);
            assertThat(engine.reclamation().orElseThrow().residue()).isPositive();
            space.delete(name(3), Condition.ANY);
            engine.reclamation().orElseThrow().reclaim();
            assertThat(engine.reclamation().orElseThrow().residue()).isZero();
        }
    }

    /** So a start after a crash replays little, however large the store is. */
    @Test
    void theIndexIsNeverFarBehindTheLog() throws IOException {
        Path killed;
        try (StorageEngine engine = open()) {
            fill(Store.space(engine));
            Index index = ((EmbeddedStorageEngine) engine).index();
            Awaitility.await().until(() -> {
                LogPosition flushed = index.flushedPosition();
                return index.logPosition().segment() - flushed.segment() <= 1;
            });
            assertThat(index.logPosition().segment()).isGreaterThan(5);
            killed = Store.copy(directory, elsewhere.resolve("killed"));
        }
        try (StorageEngine engine = Store.open(killed, Disk.REAL, SMALL_SEGMENTS)) {
            for (int i = 0; i < BODIES; i++) {
                assertBody(Store.space(engine), i);
            }
        }
    }
}
