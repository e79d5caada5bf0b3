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
import io.coffer.storage.Space;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** Disks that fail: the outcome told is true, and what was acknowledged stays readable. */
class WriteFailureTest {
    private static final byte[] BODY = randomBytes(1, 100_000);
    private static final byte[] OTHER = randomBytes(2, 100_000);

    @TempDir
    Path directory;

    /** A disk that fails on demand. */
    private static final class FailingDisk implements Durability {
        private volatile Optional<String> forceFailure = Optional.empty();
        private volatile boolean writeFails;
        private volatile boolean writtenBeforeFailing;

        @Override
        public void force(FileChannel channel) throws IOException {
            if (forceFailure.isPresent()) {
                throw new IOException(forceFailure.get());
            }
            channel.force(false);
        }

        @Override
        public void write(RocksDB index, WriteOptions synced, WriteBatch batch) throws RocksDBException {
            if (!writeFails || writtenBeforeFailing) {
                index.write(synced, batch);
            }
            if (writeFails) {
                throw new RocksDBException(
                        "sync failed", new Status(Status.Code.IOError, Status.SubCode.None, "sync failed"));
            }
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
    void aFailedLogWriteHasAnUnknownOutcome(boolean written) {
        FailingDisk disk = new FailingDisk();
        try (StorageEngine engine = Store.open(directory, disk, Map.of())) {
            Space space = Store.space(engine);
            putIn(space, NAME, BODY, "acknowledged", Condition.ANY);
            disk.writtenBeforeFailing = written;
            disk.writeFails = true;
            assertFails(Kind.UNKNOWN_OUTCOME, () -> putIn(space, NAME, OTHER, "token", Condition.ANY));
            disk.writeFails = false;
            assertReadOnly(engine, space);
            assertThat(body(space)).isEqualTo(written ? OTHER : BODY);
        }
        try (StorageEngine engine = Store.open(directory)) {
            Space space = Store.space(engine);
            Attributes found = space.head(NAME).orElseThrow().attributes();
            assertThat(found).isEqualTo(attributes(written ? "token" : "acknowledged"));
            assertThat(body(space)).isEqualTo(written ? OTHER : BODY);
            assertThat(space.delete(NAME, Condition.ANY)).isTrue();
        }
    }

    @Test
    void aBodyThatCannotBeForcedIsNotCommittedAndEndsWriting() {
        FailingDisk disk = new FailingDisk();
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
    void aDiskThatIsFullWhileForcingIsFullAndGoesOnLater() throws IOException {
        FailingDisk disk = new FailingDisk();
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
        try (StorageEngine engine = Store.open(directory, Durability.DISK, more)) {
            Space space = engine.space(Store.SPACE);
            assertThat(engine.health().writable()).isFalse();
            assertFails(Kind.FULL, () -> putIn(space, Name.of("other"), BODY, "", Condition.ANY));
            assertFails(Kind.FULL, () -> space.commit(Name.of("other"), Attributes.EMPTY, Condition.ANY));
            assertFails(Kind.FULL, () -> space.update(NAME, Attributes.EMPTY, entry.generation()));
            assertThat(body(space)).isEqualTo(BODY);
            assertThat(space.delete(NAME, Condition.ANY)).isTrue();
        }
    }
}
