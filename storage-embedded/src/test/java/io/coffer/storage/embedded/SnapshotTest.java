package io.coffer.storage.embedded;

import static io.coffer.storage.EngineFixture.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.storage.Condition;
import io.coffer.storage.EngineFixture;
import io.coffer.storage.Name;
import io.coffer.storage.Reader;
import io.coffer.storage.Space;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException.Kind;
import io.coffer.storage.StorageSnapshot;
import io.coffer.storage.StorageSnapshot.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A snapshot is a store of one moment, whatever happens to the store while it is copied. */
class SnapshotTest {
    private static final int ENTRIES = 40;

    @TempDir
    Path directory;

    private static byte[] body(int number, int generation) {
        // some in the log, some in files
        return EngineFixture.randomBytes(number * 1000L + generation, number % 2 == 0 ? 500 : 70_000);
    }

    private static void put(Space space, int number, int generation) {
        EngineFixture.putIn(space, Name.of("entry" + number), body(number, generation), "" + generation, Condition.ANY);
    }

    private static void copy(StorageSnapshot snapshot, Path to) throws IOException {
        snapshot.forEach(file -> {
            Path copy = to.resolve(file.name());
            Files.createDirectories(copy.getParent());
            try (InputStream source = Files.newInputStream(file.source())) {
                Files.write(copy, source.readNBytes((int) file.length()));
            }
            assertThat(Files.size(copy)).isEqualTo(file.length());
        });
    }

    @Test
    void theCopyIsTheStoreOfTheMoment() throws IOException {
        Path copy = directory.resolve("copy");
        long sequence;
        try (StorageEngine engine = Store.open(directory.resolve("store"))) {
            Space space = Store.space(engine);
            for (int number = 0; number < ENTRIES; number++) {
                put(space, number, 1);
            }
            try (StorageSnapshot snapshot = engine.snapshot().orElseThrow()) {
                sequence = snapshot.sequence();
                for (int number = 0; number < ENTRIES; number++) {
                    if (number % 3 == 0) {
                        space.delete(Name.of("entry" + number), Condition.ANY);
                    } else {
                        put(space, number, 2);
                    }
                }
                put(space, ENTRIES, 2);
                copy(snapshot, copy);
            }
        }
        try (StorageEngine engine = Store.open(copy)) {
            Space space = engine.space(Store.SPACE);
            assertThat(space.head(Name.of("entry" + ENTRIES))).isEmpty();
            for (int number = 0; number < ENTRIES; number++) {
                try (Reader reader = space.open(Name.of("entry" + number))) {
                    assertThat(EngineFixture.bytes(reader)).isEqualTo(body(number, 1));
                    assertThat(reader.entry().generation()).isLessThanOrEqualTo(sequence);
                }
            }
            assertThat(engine.derivedRows().orElseThrow().differences()).isEmpty();
            assertThat(engine.examine().orElseThrow().damage()).isEmpty();
        }
    }

    @Test
    void segmentsThatItNamesStayUntilItIsClosed() throws IOException {
        Path store = directory.resolve("store");
        Path copy = directory.resolve("copy");
        try (StorageEngine engine = Store.open(store, Disk.REAL, Map.of("segment-mebibytes", "1"))) {
            Space space = Store.space(engine);
            for (int number = 0; number < ENTRIES; number++) {
                EngineFixture.putIn(space, Name.of("entry" + number), large(number), "", Condition.ANY);
            }
            int before = Store.segments(store).size();
            assertThat(before).isGreaterThan(2);
            try (StorageSnapshot snapshot = engine.snapshot().orElseThrow()) {
                for (int number = 0; number < ENTRIES; number++) {
                    space.delete(Name.of("entry" + number), Condition.ANY);
                }
                copy(snapshot, copy);
            }
            put(space, 1, 1);
            Awaitility.await()
                    .untilAsserted(() -> assertThat(Store.segments(store)).hasSizeLessThan(before));
        }
        try (StorageEngine engine = Store.open(copy)) {
            for (int number = 0; number < ENTRIES; number++) {
                try (Reader reader = engine.space(Store.SPACE).open(Name.of("entry" + number))) {
                    assertThat(EngineFixture.bytes(reader)).isEqualTo(large(number));
                }
            }
        }
    }

    private static byte[] large(int number) {
        return EngineFixture.randomBytes(number, 60_000);
    }

    @Test
    void whatItHeldIsFreedAfterwards() throws IOException {
        Path store = directory.resolve("store");
        try (StorageEngine engine = Store.open(store)) {
            Space space = Store.space(engine);
            put(space, 1, 1);
            try (StorageSnapshot snapshot = engine.snapshot().orElseThrow()) {
                put(space, 1, 2);
                assertThat(Store.bodyFiles(store)).hasSize(2);
                AtomicBoolean held = new AtomicBoolean();
                snapshot.forEach((StoredFile file) -> held.compareAndSet(false, file.immutable()));
                assertThat(held).isTrue();
            }
            Awaitility.await()
                    .untilAsserted(() -> assertThat(Store.bodyFiles(store)).hasSize(1));
            assertThat(store.resolve("snapshot")).doesNotExist();
        }
    }

    @Test
    void thereIsOneAtATime() {
        try (StorageEngine engine = Store.open(directory.resolve("store"))) {
            StorageSnapshot first = engine.snapshot().orElseThrow();
            assertFails(Kind.CONFLICT, engine::snapshot);
            first.close();
            engine.snapshot().orElseThrow().close();
        }
    }

    @Test
    void whatADeadProcessLeftIsReplaced() throws IOException {
        Path store = directory.resolve("store");
        try (StorageEngine engine = Store.open(store)) {
            Files.createDirectories(store.resolve("snapshot"));
            Files.writeString(store.resolve("snapshot/CURRENT"), "left behind");
            engine.snapshot().orElseThrow().close();
        }
    }
}
