package io.coffer.storage.embedded;

import static io.coffer.storage.EngineFixture.assertFails;
import static io.coffer.storage.EngineFixture.putIn;
import static io.coffer.storage.EngineFixture.randomBytes;
import static io.coffer.storage.embedded.Store.NAME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.storage.Condition;
import io.coffer.storage.EngineFixture;
import io.coffer.storage.Name;
import io.coffer.storage.Reader;
import io.coffer.storage.Space;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException.Kind;
import io.coffer.storage.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opening: formats, the log's end, orphans. */
class RecoveryTest {
    private static final int COUNT = 5;

    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    @Test
    void aNewerFormatIsRefusedWithItsNumber() throws IOException {
        Store.open(directory).close();
        Files.writeString(directory.resolve("format"), "coffer-embedded 4\n");
        assertFails(Kind.UNAVAILABLE, () -> Store.open(directory));
        assertThatThrownBy(() -> Store.open(directory)).hasMessageContaining("format 4");
    }

    /** The store was made by the program of format 2 and killed: what it holds is in RocksDB's log. */
    @Test
    void anOlderFormatBecomesTheNewOneAndKeepsWhatItHas() throws IOException {
        Unpacked.into(directory, "store-of-format-2.zip");
        for (int round = 0; round < 2; round++) {
            try (StorageEngine engine = Store.open(directory)) {
                Space space = engine.space(Store.SPACE);
                assertThat(engine.derivedRows().orElseThrow().differences()).isEmpty();
                assertThat(engine.examine().orElseThrow().damage()).isEmpty();
                assertThat(space.scan(Name.EMPTY, Name.EMPTY, 100).entries()).hasSize(3 + round);
                for (int size : List.of(0, 9_000, 40_000)) {
                    try (Reader reader = space.open(Name.of("size" + size))) {
                        assertThat(EngineFixture.bytes(reader)).isEqualTo(randomBytes(size, size));
                    }
                }
                putIn(space, NAME, new byte[10], "", Condition.ANY);
                assertThat(engine.reclamation().orElseThrow().residue()).isPositive();
            }
            assertThat(directory.resolve("format")).hasContent("coffer-embedded 3");
        }
        try (StorageEngine engine = Store.open(directory)) {
            Space space = engine.space(Store.SPACE);
            engine.reclamation().orElseThrow().reclaim();
            assertThat(engine.reclamation().orElseThrow().residue()).isZero();
            space.delete(Name.of("size9000"), Condition.ANY);
            assertThat(engine.reclamation().orElseThrow().residue()).isGreaterThan(9_000);
        }
    }

    @Test
    void aDamagedFormatFileIsCorrupt() throws IOException {
        Store.open(directory).close();
        Files.writeString(directory.resolve("format"), "coffer");
        assertFails(Kind.CORRUPT, () -> Store.open(directory));
    }

    @Test
    void aDirectoryOfSomethingElseIsLeftAlone() throws IOException {
        Files.writeString(directory.resolve("holiday.txt"), "sun");
        assertFails(Kind.UNAVAILABLE, () -> Store.open(directory));
        assertThat(directory.resolve("format")).doesNotExist();
    }

    @Test
    void aStoreWithoutItsIndexIsCorruptAndKeepsItsBodies() throws IOException {
        try (StorageEngine engine = Store.open(directory)) {
            putIn(Store.space(engine), NAME, new byte[100_000], "", Condition.ANY);
        }
        Files.move(directory.resolve("index"), directory.resolveSibling(directory.getFileName() + "-index"));
        assertFails(Kind.CORRUPT, () -> Store.open(directory));
        assertThat(Store.bodyFiles(directory)).hasSize(1);
    }

    @Test
    void unknownOptionsAndValuesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> EmbeddedOptions.parse(Map.of("inline", "1")));
        assertThatIllegalArgumentException().isThrownBy(() -> EmbeddedOptions.parse(Map.of("inline-limit", "65537")));
        assertThatIllegalArgumentException().isThrownBy(() -> EmbeddedOptions.parse(Map.of("inline-limit", "x")));
    }

    @Test
    void bodiesLieInTheLogUpToTheLimitOnly() throws IOException {
        try (StorageEngine engine = Store.open(directory, Disk.REAL, Map.of("inline-limit", "100"))) {
            putIn(Store.space(engine), Name.of("small"), randomBytes(1, 100), "", Condition.ANY);
            assertThat(Store.bodyFiles(directory)).isEmpty();
            putIn(Store.space(engine), Name.of("large"), randomBytes(2, 101), "", Condition.ANY);
            assertThat(Store.bodyFiles(directory)).hasSize(1);
        }
        byte[] log = Files.readAllBytes(Store.segments(directory).getLast());
        assertThat(Store.find(log, randomBytes(1, 100))).isPositive();
        assertThat(Store.find(log, randomBytes(2, 101))).isEqualTo(-1);
    }

    @Test
    void orphansAreRemovedAndNothingElse() throws IOException {
        byte[] body = randomBytes(1, 100_000);
        try (StorageEngine engine = Store.open(directory)) {
            putIn(Store.space(engine), NAME, body, "", Condition.ANY);
        }
        Path orphan = directory.resolve("blobs/ab/ab00112233445566778899aabbccddee");
        Path foreign = directory.resolve("blobs/ab/note");
        Files.createDirectories(orphan.getParent());
        Files.write(orphan, new byte[10]);
        Files.write(foreign, new byte[10]);
        try (StorageEngine engine = Store.open(directory);
                Writer inFlight = Store.space(engine).begin(-1)) {
            inFlight.write(body, 0, body.length);
            Awaitility.await().until(() -> Files.notExists(orphan));
            assertThat(foreign).exists();
            Space space = Store.space(engine);
            space.commit(inFlight, Name.of("second"), EngineFixture.attributes(""), Condition.ANY);
            for (Name name : List.of(NAME, Name.of("second"))) {
                try (Reader reader = space.open(name)) {
                    assertThat(EngineFixture.bytes(reader)).isEqualTo(body);
                }
            }
        }
    }

    @Test
    void freedAndAbortedFilesAreDeleted() throws IOException {
        try (StorageEngine engine = Store.open(directory)) {
            Space space = Store.space(engine);
            putIn(space, NAME, new byte[100_000], "", Condition.ANY);
            putIn(space, NAME, new byte[100_001], "", Condition.ANY);
            assertFails(Kind.CONFLICT, () -> putIn(space, NAME, new byte[100_002], "", Condition.ABSENT));
            try (Writer aborted = space.begin(-1)) {
                aborted.write(new byte[100_003], 0, 100_003);
                assertThat(Store.bodyFiles(directory)).hasSizeGreaterThanOrEqualTo(2);
            }
            Awaitility.await().until(() -> Store.bodyFiles(directory).size() == 1);
            space.delete(NAME, Condition.ANY);
            Awaitility.await().until(() -> Store.bodyFiles(directory).isEmpty());
        }
    }

    /** A store that was killed after several groups of one small body each, none of them in the index's tables. */
    private Path killed() throws IOException {
        try (StorageEngine engine = Store.open(directory)) {
            Space space = Store.space(engine);
            Index index = ((EmbeddedStorageEngine) engine).index();
            // the first group began a segment, after which the tables are written once
            Awaitility.await().until(() -> index.flushedPosition().sequence() > 0);
            for (int i = 0; i < COUNT; i++) {
                putIn(space, Name.of("entry" + i), randomBytes(i, 1_000), "", Condition.ANY);
            }
            assertThat(index.flushedPosition().sequence()).isEqualTo(1);
            return Store.copy(directory, elsewhere.resolve("killed"));
        }
    }

    private static void assertEntries(Path store, int count) {
        try (StorageEngine engine = Store.open(store)) {
            Space space = Store.space(engine);
            assertThat(space.scan(Name.EMPTY, Name.EMPTY, 100).entries()).hasSize(count);
            for (int i = 0; i < count; i++) {
                try (Reader reader = space.open(Name.of("entry" + i))) {
                    assertThat(EngineFixture.bytes(reader)).isEqualTo(randomBytes(i, 1_000));
                }
            }
            assertThat(engine.derivedRows().orElseThrow().differences()).isEmpty();
            assertThat(engine.examine().orElseThrow().damage()).isEmpty();
            putIn(space, Name.of("later" + System.nanoTime()), randomBytes(9, 1_000), "", Condition.ANY);
        }
    }

    private static int groupOf(byte[] segment, int entry) {
        int body = Store.find(segment, randomBytes(entry, 1_000));
        assertThat(body).isPositive();
        return body - body % GroupHeader.ALIGNMENT;
    }

    @Test
    void allGroupsAreReplayed() throws IOException {
        assertEntries(killed(), COUNT);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 67, 68, 500, 1_200})
    void aLogCutInItsLastGroupLosesThatGroupOnly(int kept) throws IOException {
        Path store = killed();
        Path segment = Store.segments(store).getFirst();
        byte[] bytes = Files.readAllBytes(segment);
        Files.write(segment, Arrays.copyOf(bytes, groupOf(bytes, COUNT - 1) + kept));
        assertEntries(store, COUNT - 1);
        try (StorageEngine engine = Store.open(store)) {
            assertThat(Store.space(engine)
                            .scan(Name.of("later"), Name.EMPTY, 10)
                            .entries())
                    .hasSize(1);
        }
    }

    @Test
    void aHoleInTheLastGroupIsATornTailToo() throws IOException {
        Path store = killed();
        Path segment = Store.segments(store).getFirst();
        byte[] bytes = Files.readAllBytes(segment);
        int group = groupOf(bytes, COUNT - 1);
        Arrays.fill(bytes, group + 200, group + 700, (byte) 0);
        Files.write(segment, bytes);
        assertEntries(store, COUNT - 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 30, 66, 300})
    void damageInTheMiddleOfTheLogIsRefusedAndNamed(int at) throws IOException {
        Path store = killed();
        Path segment = Store.segments(store).getFirst();
        int group = groupOf(Files.readAllBytes(segment), 2);
        Store.flip(segment, group + at);
        for (int attempt = 0; attempt < 2; attempt++) {
            assertFails(Kind.CORRUPT, () -> Store.open(store));
            assertThatThrownBy(() -> Store.open(store)).hasMessageContaining(" at " + group);
        }
        Store.flip(segment, group + at);
        assertEntries(store, COUNT);
    }

    @Test
    void whatOneWritesIntoABodyIsNoGroup() throws IOException {
        Path store = killed();
        Path segment = Store.segments(store).getFirst();
        byte[] bytes = Files.readAllBytes(segment);
        byte[] strangers = new byte[16];
        GroupHeader forged = new GroupHeader(strangers, 1_000, GroupEnd.START, 0, 0, 0);
        System.arraycopy(forged.encode(), 0, bytes, bytes.length - GroupHeader.ALIGNMENT, GroupHeader.LENGTH);
        Files.write(segment, bytes);
        assertEntries(store, COUNT);
    }
}
