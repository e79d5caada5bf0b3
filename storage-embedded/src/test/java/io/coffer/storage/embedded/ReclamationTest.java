package io.coffer.storage.embedded;

import static io.coffer.storage.EngineFixture.putIn;
import static io.coffer.storage.EngineFixture.randomBytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.storage.Condition;
import io.coffer.storage.EngineFixture;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Reader;
import io.coffer.storage.Reclamation;
import io.coffer.storage.Space;
import io.coffer.storage.StorageEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes themselves are gone: the raw files are searched for them. */
class ReclamationTest {
    private static final byte[] SMALL = randomBytes(1, 900);
    private static final byte[] LARGE = randomBytes(2, 200_000);
    private static final String ATTRIBUTES = "canary-of-the-attributes";
    private static final Name REPLACED = Name.of("canary-of-a-replaced-entry");
    private static final Name DELETED = Name.of("canary-of-a-deleted-entry");
    /** the last of all, so that an index table ends with it */
    private static final Name LAST = Name.of("~canary-of-the-last-entry");

    @TempDir
    Path directory;

    private Map<String, byte[]> canaries() {
        Map<String, byte[]> canaries = new TreeMap<>();
        canaries.put("small body", Arrays.copyOfRange(SMALL, 400, 432));
        canaries.put("large body", Arrays.copyOfRange(LARGE, 150_000, 150_032));
        canaries.put("attributes", ATTRIBUTES.getBytes(StandardCharsets.US_ASCII));
        canaries.put("name", DELETED.bytes());
        canaries.put("last name", LAST.bytes());
        // the derivation of these tests has the name in hex in its rows
        canaries.put("row", DELETED.toString().getBytes(StandardCharsets.US_ASCII));
        return canaries;
    }

    private List<String> found() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : Store.filesBelow(directory)) {
            byte[] bytes = contentIfThere(file);
            canaries().forEach((what, canary) -> {
                if (Store.find(bytes, canary) >= 0) {
                    found.add(what + " in " + directory.relativize(file));
                }
            });
        }
        return found;
    }

    /** Freed files go in the background. */
    private static byte[] contentIfThere(Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new byte[0];
        }
    }

    private static void fill(Space space) {
        for (int i = 0; i < 50; i++) {
            putIn(space, Name.of("kept" + i), randomBytes(100 + i, 2_000), "kept", Condition.ANY);
        }
        putIn(space, REPLACED, SMALL, ATTRIBUTES, Condition.ANY);
        putIn(space, DELETED, LARGE, ATTRIBUTES, Condition.ANY);
        Entry last = putIn(space, LAST, LARGE, "", Condition.ANY);
        space.update(LAST, EngineFixture.attributes(ATTRIBUTES), last.generation());
    }

    private static void replaceAndDelete(Space space) {
        putIn(space, REPLACED, randomBytes(3, 900), "new", Condition.ANY);
        space.delete(DELETED, Condition.ANY);
        space.delete(LAST, Condition.ANY);
    }

    private static void assertKept(Space space) {
        for (int i = 0; i < 50; i++) {
            try (Reader reader = space.open(Name.of("kept" + i))) {
                assertThat(EngineFixture.bytes(reader)).isEqualTo(randomBytes(100 + i, 2_000));
            }
        }
        assertThat(space.head(REPLACED).orElseThrow().attributes()).isEqualTo(EngineFixture.attributes("new"));
    }

    @Test
    void whatWasReplacedOrDeletedIsInNoFile() throws IOException {
        try (StorageEngine engine = Store.open(directory)) {
            Space space = Store.space(engine);
            Reclamation reclamation = engine.reclamation().orElseThrow();
            fill(space);
            int entry = 9 + LAST.bytes().length + 34;
            int row = 1 + "space/".length() + 2 * LAST.bytes().length;
            assertThat(reclamation.residue()).isEqualTo(entry + row);
            replaceAndDelete(space);
            assertThat(found()).isNotEmpty();
            assertThat(reclamation.residue()).isGreaterThan(SMALL.length);

            reclamation.reclaim();

            assertThat(found()).isEmpty();
            assertThat(reclamation.residue()).isZero();
            assertKept(space);
        }
        assertThat(found()).isEmpty();
    }

    @Test
    void itIsCountedAndReclaimedByLaterProcessesToo() throws IOException {
        try (StorageEngine engine = Store.open(directory)) {
            fill(Store.space(engine));
        }
        try (StorageEngine engine = Store.open(directory)) {
            replaceAndDelete(Store.space(engine));
        }
        assertThat(found()).isNotEmpty();
        try (StorageEngine engine = Store.open(directory)) {
            Reclamation reclamation = engine.reclamation().orElseThrow();
            assertThat(reclamation.residue()).isGreaterThan(SMALL.length);
            reclamation.reclaim();
            assertThat(found()).isEmpty();
            assertThat(reclamation.residue()).isZero();
            assertKept(Store.space(engine));
        }
        try (StorageEngine engine = Store.open(directory)) {
            assertThat(engine.reclamation().orElseThrow().residue()).isZero();
            assertThat(engine.derivedRows().orElseThrow().differences()).isEmpty();
            assertThat(engine.examine().orElseThrow().damage()).isEmpty();
        }
    }

    @Test
    void aBodyThatIsStillReadIsCountedUntilItIsClosed() {
        try (StorageEngine engine = Store.open(directory)) {
            Space space = Store.space(engine);
            Reclamation reclamation = engine.reclamation().orElseThrow();
            putIn(space, DELETED, LARGE, "", Condition.ANY);
            Reader reader = space.open(DELETED);
            space.delete(DELETED, Condition.ANY);
            reclamation.reclaim();
            assertThat(reclamation.residue()).isEqualTo(LARGE.length + 4 * 4);
            assertThat(EngineFixture.bytes(reader)).isEqualTo(LARGE);
            reader.close();
            reader.close();
            assertThat(reclamation.residue()).isZero();
        }
    }
}
