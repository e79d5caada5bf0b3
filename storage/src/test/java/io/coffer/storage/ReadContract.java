package io.coffer.storage;

import static io.coffer.storage.EngineFixture.attributes;
import static io.coffer.storage.EngineFixture.bytes;
import static io.coffer.storage.EngineFixture.randomBytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pinned readers, ranges, and bodies of every size. */
public interface ReadContract extends EngineFixture {
    Name BODY = Name.of("body");

    @ParameterizedTest
    @ValueSource(ints = {50, 5_000, 300_000})
    default void aReaderStaysOnItsGeneration(int size) {
        Entry first = put(BODY, randomBytes(1, size), "first", Condition.ANY);
        try (Reader reader = space().open(BODY)) {
            put(BODY, randomBytes(2, size), "second", Condition.ANY);
            assertPinned(reader, first, size);
            Entry second = space().head(BODY).orElseThrow();
            space().update(BODY, attributes("third"), second.generation());
            assertPinned(reader, first, size);
            space().delete(BODY, Condition.ANY);
            assertPinned(reader, first, size);
            put(BODY, randomBytes(3, size), "fourth", Condition.ANY);
            assertPinned(reader, first, size);
        }
        assertThat(get(BODY)).isEqualTo(randomBytes(3, size));
    }

    private static void assertPinned(Reader reader, Entry entry, int size) {
        assertThat(reader.entry()).isEqualTo(entry);
        assertThat(bytes(reader)).isEqualTo(randomBytes(1, size));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_383, 16_384, 16_385, 65_535, 65_536, 65_537, 131_072, 200_001})
    default void bodiesOfEverySizeComeBackWhole(int size) {
        byte[] body = randomBytes(size, size);
        Entry entry = put(BODY, body, "sized", Condition.ANY);
        assertThat(entry.size()).isEqualTo(size);
        assertThat(get(BODY)).isEqualTo(body);
    }

    @Test
    default void aLargeBodyComesBackWhole() throws IOException {
        int parts = 20;
        int part = 1024 * 1024;
        try (Writer writer = space().begin((long) parts * part)) {
            for (int i = 0; i < parts; i++) {
                writer.write(randomBytes(i, part), 0, part);
            }
            space().commit(writer, BODY, Attributes.EMPTY, Condition.ANY);
        }
        try (Reader reader = space().open(BODY);
                InputStream stream = reader.range(0, (long) parts * part)) {
            for (int i = 0; i < parts; i++) {
                assertThat(Arrays.equals(stream.readNBytes(part), randomBytes(i, part)))
                        .as("part %d", i)
                        .isTrue();
            }
            assertThat(stream.read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {3_000, 200_000})
    default void rangesAreExactAtEveryBorder(int size) {
        byte[] body = randomBytes(9, size);
        put(BODY, body, "", Condition.ANY);
        int[] borders = {0, 1, 2_999, size / 2, 65_535, 65_536, 65_537, 131_072, size - 1, size};
        try (Reader reader = space().open(BODY)) {
            for (int from : borders) {
                for (int to : borders) {
                    if (from <= to && to <= size) {
                        assertThat(bytes(reader, from, to - from))
                                .as("%d to %d", from, to)
                                .isEqualTo(Arrays.copyOfRange(body, from, to));
                        assertThat(EngineFixture.transferred(reader, from, to - from))
                                .as("%d to %d, transferred", from, to)
                                .isEqualTo(Arrays.copyOfRange(body, from, to));
                    }
                }
            }
        }
    }

    @Test
    default void rangesOutsideTheBodyAreRefused() {
        put(BODY, new byte[100], "", Condition.ANY);
        try (Reader reader = space().open(BODY)) {
            long[][] illegal = {{-1, 1}, {0, -1}, {0, 101}, {100, 1}, {101, 0}, {1, Long.MAX_VALUE}, {Long.MAX_VALUE, 1}
            };
            for (long[] range : illegal) {
                assertThatIllegalArgumentException()
                        .as("%d, %d", range[0], range[1])
                        .isThrownBy(() -> reader.range(range[0], range[1]));
            }
        }
    }

    @Test
    default void aStreamReadsByteByByteToo() throws IOException {
        put(BODY, new byte[] {0, (byte) 0xff, 7}, "", Condition.ANY);
        try (Reader reader = space().open(BODY);
                InputStream stream = reader.range(0, 3)) {
            assertThat(stream.read()).isZero();
            assertThat(stream.read()).isEqualTo(255);
            assertThat(stream.read(new byte[4], 0, 0)).isZero();
            assertThat(stream.read()).isEqualTo(7);
            assertThat(stream.read()).isEqualTo(-1);
            assertThat(stream.read(new byte[4], 0, 4)).isEqualTo(-1);
        }
    }

    @Test
    default void oneReaderServesSeveralRangesAtOnce() throws IOException {
        byte[] body = randomBytes(3, 200_000);
        put(BODY, body, "", Condition.ANY);
        try (Reader reader = space().open(BODY);
                InputStream first = reader.range(0, 150_000);
                InputStream second = reader.range(50_000, 150_000)) {
            for (int done = 0; done < 150_000; done += 10_000) {
                assertThat(first.readNBytes(10_000)).isEqualTo(Arrays.copyOfRange(body, done, done + 10_000));
                assertThat(second.readNBytes(10_000)).isEqualTo(Arrays.copyOfRange(body, 50_000 + done, 60_000 + done));
            }
        }
    }

    @Test
    default void aClosedReaderReadsNoMore() {
        put(BODY, new byte[10], "", Condition.ANY);
        Reader reader = space().open(BODY);
        reader.close();
        reader.close();
        assertThatIllegalStateException().isThrownBy(() -> reader.range(0, 10));
    }
}
