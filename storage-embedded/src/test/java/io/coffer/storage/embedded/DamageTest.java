package io.coffer.storage.embedded;

import static io.coffer.storage.EngineFixture.assertFails;
import static io.coffer.storage.EngineFixture.putIn;
import static io.coffer.storage.EngineFixture.randomBytes;
import static io.coffer.storage.embedded.Store.NAME;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.storage.Condition;
import io.coffer.storage.EngineFixture;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Reader;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damage of what is stored is found before a wrong byte is delivered, and named. */
class DamageTest {
    private static final int SIZE = 200_000;
    private static final byte[] BODY = randomBytes(1, SIZE);

    @TempDir
    Path directory;

    private Path storedFile() throws IOException {
        try (StorageEngine engine = Store.open(directory)) {
            putIn(Store.space(engine), NAME, BODY, "", Condition.ANY);
        }
        List<Path> files = Store.bodyFiles(directory);
        assertThat(files).hasSize(1);
        return files.getFirst();
    }

    private void assertCorrupt(long offset, long length) {
        try (StorageEngine engine = Store.open(directory);
                Reader reader = Store.space(engine).open(NAME)) {
            assertFails(Kind.CORRUPT, () -> EngineFixture.bytes(reader, offset, length));
            assertFails(Kind.CORRUPT, () -> EngineFixture.transferred(reader, offset, length));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "65535, 0", "65536, 0", "65539, 0", "65540, 1", "131079, 1", "131080, 2", "200014, 3"})
    void oneFlippedBitSpoilsItsBlockAndNoOther(int position, int block) throws IOException {
        Path file = storedFile();
        assertThat(Files.size(file)).isEqualTo(SIZE + 4 * 4);
        Store.flip(file, position);
        try (StorageEngine engine = Store.open(directory);
                Reader reader = Store.space(engine).open(NAME)) {
            int from = block * 65_536;
            assertFails(Kind.CORRUPT, () -> EngineFixture.bytes(reader));
            assertFails(Kind.CORRUPT, () -> EngineFixture.bytes(reader, from + 1_000, 1));
            assertFails(Kind.CORRUPT, () -> EngineFixture.transferred(reader, from + 1_000, 1));
            assertThat(EngineFixture.transferred(reader, 0, from)).isEqualTo(Arrays.copyOf(BODY, from));
            assertThat(EngineFixture.bytes(reader, 0, from)).isEqualTo(Arrays.copyOf(BODY, from));
            int next = Math.min(SIZE, from + 65_536);
            assertThat(EngineFixture.bytes(reader, next, SIZE - next)).isEqualTo(Arrays.copyOfRange(BODY, next, SIZE));
        }
    }

    @Test
    void theBytesBeforeADamagedBlockAreRightAndNothingFollows() throws IOException {
        Store.flip(storedFile(), 2 * 65_540 + 5);
        try (StorageEngine engine = Store.open(directory);
                Reader reader = Store.space(engine).open(NAME);
                InputStream stream = reader.range(100, SIZE - 100)) {
            assertThat(stream.readNBytes(2 * 65_536 - 100)).isEqualTo(Arrays.copyOfRange(BODY, 100, 2 * 65_536));
            assertFails(Kind.CORRUPT, stream::read);
            assertFails(Kind.CORRUPT, stream::read);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_540, 100_000, 200_015})
    void aFileCutShortIsCorrupt(int length) throws IOException {
        Path file = storedFile();
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
        assertCorrupt(0, SIZE);
        assertCorrupt(0, 1);
    }

    @Test
    void aFileGrownLongerIsCorrupt() throws IOException {
        Path file = storedFile();
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), SIZE + 17));
        assertCorrupt(0, SIZE);
    }

    @Test
    void blocksInTheWrongOrderAreCorrupt() throws IOException {
        Path file = storedFile();
        byte[] bytes = Files.readAllBytes(file);
        byte[] swapped = bytes.clone();
        System.arraycopy(bytes, 0, swapped, 65_540, 65_540);
        System.arraycopy(bytes, 65_540, swapped, 0, 65_540);
        Files.write(file, swapped);
        assertCorrupt(0, 1);
        assertCorrupt(70_000, 1);
    }

    @Test
    void anotherBodysFileIsCorrupt() throws IOException {
        Path file = storedFile();
        try (StorageEngine engine = Store.open(directory)) {
            Entry other = putIn(Store.space(engine), Name.of("other"), BODY, "", Condition.ANY);
            Path source = directory
                    .resolve("blobs")
                    .resolve(other.blob().hex().substring(0, 2))
                    .resolve(other.blob().hex());
            Files.copy(source, file, StandardCopyOption.REPLACE_EXISTING);
        }
        assertCorrupt(0, 1);
    }

    @Test
    void aMissingFileIsCorrupt() throws IOException {
        Files.delete(storedFile());
        try (StorageEngine engine = Store.open(directory)) {
            assertFails(Kind.CORRUPT, () -> Store.space(engine).open(NAME));
        }
    }

    private Entry storedInLog() {
        try (StorageEngine engine = Store.open(directory)) {
            return putIn(Store.space(engine), NAME, Arrays.copyOf(BODY, 10_000), "", Condition.ANY);
        }
    }

    @Test
    void aFlippedBitInTheLogIsCorrupt() throws IOException {
        storedInLog();
        Store.flipIn(Store.segments(directory), Arrays.copyOfRange(BODY, 5_000, 5_016));
        assertCorrupt(0, 1);
        assertCorrupt(9_000, 1);
    }

    @Test
    void aSegmentCutShortIsCorrupt() throws IOException {
        storedInLog();
        Path segment = Store.segments(directory).getFirst();
        Files.write(segment, Arrays.copyOf(Files.readAllBytes(segment), 9_000));
        assertCorrupt(0, 1);
    }

    @Test
    void aMissingSegmentIsCorrupt() throws IOException {
        storedInLog();
        Files.delete(Store.segments(directory).getFirst());
        assertFails(Kind.CORRUPT, () -> Store.open(directory));
    }

    @Test
    void aFlippedBitInAnIndexTableIsCorrupt() throws IOException {
        byte[] attributes = "a-text-that-is-found-again".getBytes(StandardCharsets.US_ASCII);
        try (StorageEngine engine = Store.open(directory)) {
            putIn(
                    Store.space(engine),
                    NAME,
                    new byte[1],
                    new String(attributes, StandardCharsets.US_ASCII),
                    Condition.ANY);
        }
        Store.flipIn(Store.indexFiles(directory, ".sst"), attributes);
        assertFails(Kind.CORRUPT, () -> {
            try (StorageEngine engine = Store.open(directory)) {
                Store.space(engine).head(NAME);
            }
        });
    }
}
