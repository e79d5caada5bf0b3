package io.coffer.storage.embedded;

import static io.coffer.storage.EngineFixture.putIn;
import static io.coffer.storage.EngineFixture.randomBytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.storage.Condition;
import io.coffer.storage.Examination;
import io.coffer.storage.Name;
import io.coffer.storage.Space;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever bit of the log or of the index's tables is another one than was written is noticed, used or not. */
class ExaminationTest {
    private static final int FLIPS = 120;

    @TempDir
    Path directory;

    private final Random random = new Random(7);

    private static Examination examine(Path directory) {
        try (StorageEngine engine = Store.open(directory)) {
            return engine.examine().orElseThrow();
        }
    }

    /** Refused when opened, or named. */
    private static boolean noticed(Path directory) {
        try {
            return !examine(directory).damage().isEmpty();
        } catch (StorageException refused) {
            assertThat(refused.kind()).isEqualTo(Kind.CORRUPT);
            return true;
        }
    }

    private static void flip(Path file, long bit) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            bytes.seek(bit / 8);
            int old = bytes.read();
            bytes.seek(bit / 8);
            bytes.write(old ^ 1 << bit % 8);
        }
    }

    /** Two segments with live and dead bodies and entries without any, closed in order. */
    private void fill() {
        for (int session = 0; session < 2; session++) {
            try (StorageEngine engine = Store.open(directory)) {
                Space space = Store.space(engine);
                for (int i = 0; i < 6; i++) {
                    putIn(space, Name.of("kept" + session + i), randomBytes(i, 3_000), "kept", Condition.ANY);
                    putIn(space, Name.of("again"), randomBytes(i, 2_000), "replaced", Condition.ANY);
                    putIn(space, Name.of("empty"), new byte[0], "replaced" + i, Condition.ANY);
                }
            }
        }
    }

    private static LogGroups groups(EmbeddedStorageEngine engine) {
        return new LogGroups(engine.segments(), engine.index().storeId(false));
    }

    private void assertEveryFlipIsNoticed(List<Path> files) throws IOException {
        assertThat(examine(directory).damage()).isEmpty();
        for (int i = 0; i < FLIPS; i++) {
            Path file = files.get(i % files.size());
            long bit = random.nextLong(8 * Files.size(file));
            byte[] whole = Files.readAllBytes(file);
            flip(file, bit);
            assertThat(noticed(directory)).as("bit %d of %s", bit, file).isTrue();
            Files.write(file, whole);
        }
        assertThat(examine(directory).damage()).isEmpty();
    }

    @Test
    void everyFlippedBitOfTheLogIsNoticed() throws IOException {
        fill();
        List<Path> segments = Store.segments(directory);
        assertThat(segments).hasSize(2);
        assertEveryFlipIsNoticed(segments);
    }

    @Test
    void everyFlippedBitOfALogWithOverwrittenBatchesIsNoticed() throws IOException {
        fill();
        try (StorageEngine engine = Store.open(directory)) {
            putIn(Store.space(engine), Name.of("again"), randomBytes(9, 2_000), "last", Condition.ANY);
            engine.reclamation().orElseThrow().reclaim();
            assertThat(((EmbeddedStorageEngine) engine).index().segments().values())
                    .anyMatch(usage -> usage.batches() == Batches.OVERWRITTEN);
        }
        // what the next opening does not need goes then
        assertThat(examine(directory).damage()).isEmpty();
        List<Path> segments = Store.segments(directory);
        assertEveryFlipIsNoticed(segments);
    }

    @Test
    void everyFlippedBitOfATableIsNoticed() throws IOException {
        fill();
        List<Path> tables = Store.indexFiles(directory, ".sst");
        assertThat(tables).isNotEmpty();
        assertEveryFlipIsNoticed(tables);
    }

    @Test
    void aMissingSegmentIsNamedAndAShortOneToo() throws IOException {
        fill();
        Path first = Store.segments(directory).getFirst();
        byte[] whole = Files.readAllBytes(first);
        Files.write(first, Arrays.copyOf(whole, whole.length - GroupHeader.ALIGNMENT));
        assertThat(examine(directory).damage()).singleElement().asString().contains("does not continue");
        Files.delete(first);
        assertThat(examine(directory).damage()).singleElement().asString().contains("missing");
    }

    /** The process died in the middle of overwriting batches. */
    @Test
    void batchesHalfOverwrittenAreNoDamageOnceItWasNotedThatItBegan() throws IOException {
        fill();
        Path segment = Store.segments(directory).getFirst();
        long number = 1;
        try (StorageEngine opened = Store.open(directory)) {
            EmbeddedStorageEngine engine = (EmbeddedStorageEngine) opened;
            engine.submit(group -> {
                group.noteBatches(number, Batches.BEING_OVERWRITTEN);
                return true;
            });
            engine.index().flush();
            long[] batch = {0};
            groups(engine).each(number, (start, header) -> {
                batch[0] = start + GroupHeader.LENGTH + header.framesLength() + header.batchLength() / 2;
            });
            try (Disk.DiskFile file = engine.segments().openForWriting(number)) {
                file.writeAll(ByteBuffer.allocate(10), batch[0]);
            }
            assertThat(engine.examine().orElseThrow().damage()).isEmpty();
        }
        assertThat(examine(directory).damage()).isEmpty();
        // a body is still looked at
        Store.flipIn(List.of(segment), Arrays.copyOfRange(randomBytes(3, 3_000), 1_000, 1_016));
        assertThat(examine(directory).damage()).hasSize(1);
    }

    @Test
    void groupsMayBeAddedMeanwhile() {
        try (StorageEngine engine = Store.open(directory, Disk.REAL, Map.of("segment-mebibytes", "1"))) {
            Space space = Store.space(engine);
            for (int i = 0; i < 100; i++) {
                putIn(space, Name.of("entry" + i), randomBytes(i, 40_000), "", Condition.ANY);
                assertThat(engine.examine().orElseThrow().damage()).isEmpty();
            }
        }
    }

    @Test
    void bodyFilesThatNothingClaimsAreCounted() throws IOException {
        fill();
        Path orphans = Files.createDirectories(directory.resolve("blobs/0a"));
        Files.write(orphans.resolve("0a".repeat(16)), randomBytes(1, 100));
        Files.write(orphans.resolve("0a".repeat(15) + "0b"), randomBytes(2, 100));
        assertThat(examine(directory).unclaimedBodies()).isEqualTo(2);
        assertThat(examine(directory).unclaimedBodies()).isZero();
    }
}
