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

/** Opening: formats, the log's end, orphans. */
class RecoveryTest {
    private static final int COUNT = 5;

    @TempDir
    Path directory;

    @Test
    void aNewerFormatIsRefusedWithItsNumber() throws IOException {
        Store.open(directory).close();
        Files.writeString(directory.resolve("format"), "coffer-embedded 2\n");
        assertFails(Kind.UNAVAILABLE, () -> Store.open(directory));
        assertThatThrownBy(() -> Store.open(directory)).hasMessageContaining("format 2");
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
    void bodiesLieInlineUpToTheLimitOnly() throws IOException {
        try (StorageEngine engine = Store.open(directory, Durability.DISK, Map.of("inline-limit", "100"))) {
            putIn(Store.space(engine), Name.of("inline"), randomBytes(1, 100), "", Condition.ANY);
            assertThat(Store.bodyFiles(directory)).isEmpty();
            putIn(Store.space(engine), Name.of("file"), randomBytes(2, 101), "", Condition.ANY);
            assertThat(Store.bodyFiles(directory)).hasSize(1);
        }
        byte[] log = Files.readAllBytes(Store.indexFiles(directory, ".log").getLast());
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

    private Path logOfSeveralGroups() throws IOException {
        try (StorageEngine engine = Store.open(directory)) {
            Space space = Store.space(engine);
            for (int i = 0; i < COUNT; i++) {
                putIn(space, Name.of("entry" + i), randomBytes(i, 1_000), "", Condition.ANY);
            }
        }
        return Store.indexFiles(directory, ".log").getLast();
    }

    private void assertEntries(int count) {
        try (StorageEngine engine = Store.open(directory)) {
            Space space = Store.space(engine);
            assertThat(space.scan(Name.EMPTY, Name.EMPTY, 100).entries()).hasSize(count);
            for (int i = 0; i < count; i++) {
                try (Reader reader = space.open(Name.of("entry" + i))) {
                    assertThat(EngineFixture.bytes(reader)).isEqualTo(randomBytes(i, 1_000));
                }
            }
        }
    }

    @Test
    void aLogCutInItsLastGroupLosesThatGroupOnly() throws IOException {
        Path log = logOfSeveralGroups();
        byte[] bytes = Files.readAllBytes(log);
        Files.write(log, Arrays.copyOf(bytes, bytes.length - 500));
        assertEntries(COUNT - 1);
    }

    @Test
    void aHoleInTheLastGroupIsATornTailToo() throws IOException {
        Path log = logOfSeveralGroups();
        byte[] bytes = Files.readAllBytes(log);
        Arrays.fill(bytes, bytes.length - 600, bytes.length - 100, (byte) 0);
        Files.write(log, bytes);
        assertEntries(COUNT - 1);
    }

    @Test
    void damageInTheMiddleOfTheLogIsRefused() throws IOException {
        logOfSeveralGroups();
        Store.flipInIndex(directory, ".log", Arrays.copyOfRange(randomBytes(2, 1_000), 400, 416));
        for (int attempt = 0; attempt < 2; attempt++) {
            assertFails(Kind.CORRUPT, () -> Store.open(directory));
        }
    }
}
