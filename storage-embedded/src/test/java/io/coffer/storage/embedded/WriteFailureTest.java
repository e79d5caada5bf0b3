package io.coffer.storage.embedded;

import static io.coffer.storage.EngineFixture.assertFails;
import static io.coffer.storage.EngineFixture.attributes;
import static io.coffer.storage.EngineFixture.putIn;
import static io.coffer.storage.EngineFixture.randomBytes;
import static io.coffer.storage.embedded.Store.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.storage.Attributes;
import io.coffer.storage.Condition;
import io.coffer.storage.EngineFixture;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Reader;
import io.coffer.storage.SideLogContract;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException.Kind;
import io.coffer.storage.Writer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Disks that fail: the outcome told is true, and what was acknowledged stays readable. */
class WriteFailureTest {
    private static final byte[] BODY = randomBytes(1, 100_000);
    private static final byte[] OTHER = randomBytes(2, 100_000);
    private static final byte[] SMALL = randomBytes(3, 1_000);
    private static final byte[] OTHER_SMALL = randomBytes(4, 1_001);

    @TempDir
    Path directory;

    /** A disk that fails on demand. */
    private static final class FailingDisk implements Disk {
        /** of a file whose path has this in it */
        private volatile String where = "";

        private volatile Optional<String> forceFailure = Optional.empty();
        private volatile Optional<String> writeFailure = Optional.empty();
        private volatile Optional<String> deletionFailure = Optional.empty();
        private volatile boolean writtenBeforeFailing = true;
        private final Semaphore failures = new Semaphore(0);

        void awaitFailures(int count) throws InterruptedException {
            assertThat(failures.tryAcquire(count, 1, TimeUnit.MINUTES)).isTrue();
        }

        @Override
        public void delete(Path file) throws IOException {
            if (deletionFailure.isPresent()) {
                throw new IOException(deletionFailure.get());
            }
            Disk.super.delete(file);
        }

        @Override
        public DiskFile create(Path file) throws IOException {
            return failing(file, Disk.super.create(file));
        }

        @Override
        public DiskFile open(Path file) throws IOException {
            return failing(file, Disk.super.open(file));
        }

        private DiskFile failing(Path path, DiskFile file) {
            return new DiskFile() {
                @Override
                public int write(ByteBuffer source, long position) throws IOException {
                    boolean fails = writeFailure.isPresent() && path.toString().contains(where);
                    if (fails && source.remaining() > 1) {
                        // a short write comes before
                        int kept = source.limit();
                        source.limit(source.position() + source.remaining() / 2);
                        int written = file.write(source, position);
                        source.limit(kept);
                        return written;
                    }
                    if (fails) {
                        throw new IOException(writeFailure.get());
                    }
                    // nothing of the group arrives before the failure of its force
                    boolean lost = forceFailure.isPresent()
                            && !writtenBeforeFailing
                            && path.toString().contains(where);
                    if (lost) {
                        int length = source.remaining();
                        source.position(source.limit());
                        return length;
                    }
                    return file.write(source, position);
                }

                @Override
                public void truncate(long length) throws IOException {
                    file.truncate(length);
                }

                @Override
                public void force() throws IOException {
                    if (forceFailure.isPresent() && path.toString().contains(where)) {
                        failures.release();
                        throw new IOException(forceFailure.get());
                    }
                    file.force();
                }

                @Override
                public void close() throws IOException {
                    file.close();
                }
            };
        }
    }

    private static void assertReadOnly(StorageEngine engine, Space space) {
        assertThat(engine.health().writable()).isFalse();
        assertThat(engine.health().detail()).isNotBlank();
        assertFails(Kind.UNAVAILABLE, () -> space.begin(0));
        assertFails(Kind.UNAVAILABLE, () -> space.delete(NAME, Condition.ANY));
        assertFails(Kind.UNAVAILABLE, () -> engine.createSpace(Store.SPACE));
    }

    private static byte[] body(Space space) {
        try (Reader reader = space.open(NAME)) {
            return EngineFixture.bytes(reader);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aFailedForceOfTheLogHasAnUnknownOutcome(boolean written) {
        FailingDisk disk = new FailingDisk();
        disk.where = "segments";
        try (StorageEngine engine = Store.open(directory, disk, Map.of())) {
            Space space = Store.space(engine);
            putIn(space, NAME, BODY, "acknowledged", Condition.ANY);
            disk.writtenBeforeFailing = written;
            disk.forceFailure = Optional.of("Input/output error");
            assertFails(Kind.UNKNOWN_OUTCOME, () -> putIn(space, NAME, OTHER, "token", Condition.ANY));
            disk.forceFailure = Optional.empty();
            assertReadOnly(engine, space);
            assertThat(body(space)).as("nothing of it is shown").isEqualTo(BODY);
        }
        try (StorageEngine engine = Store.open(directory)) {
            Space space = Store.space(engine);
            Attributes found = space.head(NAME).orElseThrow().attributes();
            assertThat(found).isEqualTo(attributes(written ? "token" : "acknowledged"));
            assertThat(body(space)).isEqualTo(written ? OTHER : BODY);
            assertThat(space.delete(NAME, Condition.ANY)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"Input/output error, UNAVAILABLE", "No space left on device, FULL"})
    void aGroupThatCannotBeWrittenIsNotCommittedAndTheNextOneIs(String error, Kind kind) {
        FailingDisk disk = new FailingDisk();
        disk.where = "segments";
        try (StorageEngine engine = Store.open(directory, disk, Map.of())) {
            Space space = Store.space(engine);
            putIn(space, NAME, SMALL, "", Condition.ANY);
            for (int round = 0; round < 3; round++) {
                disk.writeFailure = Optional.of(error);
                assertFails(kind, () -> putIn(space, NAME, OTHER_SMALL, "refused", Condition.ANY));
                disk.writeFailure = Optional.empty();
                assertThat(body(space)).isEqualTo(SMALL);
                assertThat(engine.health().writable()).isTrue();
            }
            putIn(space, Name.of("other"), OTHER_SMALL, "", Condition.ANY);
        }
        try (StorageEngine engine = Store.open(directory)) {
            Space space = Store.space(engine);
            assertThat(body(space)).isEqualTo(SMALL);
            assertThat(space.head(Name.of("other"))).isPresent();
            assertThat(engine.derivedRows().orElseThrow().differences()).isEmpty();
            assertThat(engine.examine().orElseThrow().damage()).isEmpty();
        }
    }

    @Test
    void aBodyThatCannotBeForcedIsNotCommittedAndEndsWriting() {
        FailingDisk disk = new FailingDisk();
        disk.where = "blobs";
        try (StorageEngine engine = Store.open(directory, disk, Map.of())) {
            Space space = Store.space(engine);
            putIn(space, NAME, BODY, "", Condition.ANY);
            disk.forceFailure = Optional.of("Input/output error");
            assertFails(Kind.UNAVAILABLE, () -> putIn(space, NAME, OTHER, "", Condition.ANY));
            disk.forceFailure = Optional.empty();
            assertReadOnly(engine, space);
            assertThat(body(space)).isEqualTo(BODY);
        }
        try (StorageEngine engine = Store.open(directory)) {
            assertThat(body(Store.space(engine))).isEqualTo(BODY);
            assertThat(engine.health().writable()).isTrue();
        }
    }

    @Test
    void aForceThatFailedWhileALongBodyStillCameIsNotForgotten() throws Exception {
        FailingDisk disk = new FailingDisk();
        disk.where = "blobs";
        try (StorageEngine engine = Store.open(directory, disk, Map.of())) {
            Space space = Store.space(engine);
            putIn(space, NAME, BODY, "", Condition.ANY);
            try (Writer writer = space.begin(-1)) {
                disk.forceFailure = Optional.of("Input/output error");
                byte[] piece = randomBytes(5, 1 << 20);
                for (long written = 0; written <= BodyForcing.STEP; written += piece.length) {
                    writer.write(piece, 0, piece.length);
                }
                disk.awaitFailures(1);
                disk.forceFailure = Optional.empty();
                assertFails(Kind.UNAVAILABLE, () -> space.commit(writer, NAME, Attributes.EMPTY, Condition.ANY));
            }
            assertReadOnly(engine, space);
            assertThat(body(space)).isEqualTo(BODY);
            assertThat(Store.bodyFiles(directory)).hasSize(1);
        }
    }

    @Test
    void aLongBodyIsWholeWhateverIsForcedWhileItComes() {
        byte[] body = randomBytes(6, (int) (2 * BodyForcing.STEP + 12_345));
        try (StorageEngine engine = Store.open(directory)) {
            putIn(Store.space(engine), NAME, body, "", Condition.ANY);
        }
        try (StorageEngine engine = Store.open(directory)) {
            assertThat(body(Store.space(engine))).isEqualTo(body);
        }
    }

    @Test
    void aPieceBesideTheEntriesFailsWithTheChangeThatTakesItAlong() {
        FailingDisk disk = new FailingDisk();
        disk.where = "segments";
        SideLogContract.Pieces pieces = new SideLogContract.Pieces();
        try (StorageEngine engine = Store.open(directory, disk, Map.of())) {
            Space space = Store.space(engine);
            engine.sideLog().orElseThrow().attach(pieces);
            pieces.offer("first");
            putIn(space, NAME, SMALL, "", Condition.ANY);
            disk.writeFailure = Optional.of("No space left on device");
            pieces.offer("refused");
            assertFails(Kind.FULL, () -> putIn(space, NAME, OTHER_SMALL, "", Condition.ANY));
            disk.writeFailure = Optional.empty();
            pieces.offer("second");
            putIn(space, NAME, SMALL, "", Condition.ANY);
            disk.forceFailure = Optional.of("Input/output error");
            pieces.offer("unknown");
            assertFails(Kind.UNKNOWN_OUTCOME, () -> putIn(space, NAME, OTHER_SMALL, "", Condition.ANY));
            assertThat(pieces.told()).containsExactly("kept true", "lost FULL", "kept true", "lost UNKNOWN_OUTCOME");
        }
        try (StorageEngine engine = Store.open(directory)) {
            assertThat(engine.sideLog().orElseThrow().pieces())
                    .extracting(piece -> new String(piece.bytes(), StandardCharsets.UTF_8))
                    .startsWith("first", "second")
                    .doesNotContain("refused");
        }
    }

    @Test
    void aDiskThatIsFullWhileForcingIsFullAndGoesOnLater() throws IOException {
        FailingDisk disk = new FailingDisk();
        disk.where = "blobs";
        try (StorageEngine engine = Store.open(directory, disk, Map.of())) {
            Space space = Store.space(engine);
            disk.forceFailure = Optional.of("No space left on device");
            assertFails(Kind.FULL, () -> putIn(space, NAME, BODY, "", Condition.ANY));
            assertThat(Store.bodyFiles(directory)).isEmpty();
            disk.forceFailure = Optional.empty();
            putIn(space, NAME, BODY, "", Condition.ANY);
            assertThat(body(space)).isEqualTo(BODY);
        }
    }

    @Test
    void belowTheReserveNothingIsAddedButDeletesGoOn() {
        Entry entry;
        try (StorageEngine engine = Store.open(directory)) {
            entry = putIn(Store.space(engine), NAME, BODY, "", Condition.ANY);
        }
        Map<String, String> more = Map.of("reserved-mebibytes", Integer.toString(Integer.MAX_VALUE));
        try (StorageEngine engine = Store.open(directory, Disk.REAL, more)) {
            Space space = engine.space(Store.SPACE);
            assertThat(engine.health().writable()).isFalse();
            assertThat(engine.createSpace(Store.SPACE)).isFalse();
            assertFails(Kind.FULL, () -> engine.createSpace(new SpaceId("another")));
            assertFails(Kind.FULL, () -> putIn(space, Name.of("other"), BODY, "", Condition.ANY));
            assertFails(Kind.FULL, () -> space.commit(Name.of("other"), Attributes.EMPTY, Condition.ANY));
            assertFails(Kind.FULL, () -> space.update(NAME, Attributes.EMPTY, entry.generation()));
            assertThat(body(space)).isEqualTo(BODY);
            assertThat(space.delete(NAME, Condition.ANY)).isTrue();
        }
    }

    @Test
    void aFileThatCannotBeDeletedIsLookedForAgain() throws IOException {
        Store.open(directory).close();
        Path orphan = directory.resolve("blobs/ab/ab00112233445566778899aabbccddee");
        Files.createDirectories(orphan.getParent());
        Files.write(orphan, new byte[10]);
        FailingDisk disk = new FailingDisk();
        disk.deletionFailure = Optional.of("Input/output error");
        try (StorageEngine engine = Store.open(directory, disk, Map.of())) {
            assertFails(Kind.UNAVAILABLE, engine::examine);
            assertThat(orphan).exists();
            disk.deletionFailure = Optional.empty();
            assertThat(engine.examine().orElseThrow().unclaimedBodies()).isEqualTo(1);
            assertThat(orphan).doesNotExist();
        }
    }
}
