package io.coffer.server.observability;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.ring.MovableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RotatedFileTest {
    private final MovableClock clock = new MovableClock();
    private Path file;

    @BeforeEach
    void place(@TempDir Path directory) {
        file = directory.resolve("made").resolve("access.log");
    }

    private RotatedFile open(long bytes, Duration age, int ended) throws IOException {
        return new RotatedFile(file, new RotatedFile.Bounds(bytes, age, ended), clock);
    }

    private void write(RotatedFile log, String text) throws IOException {
        log.write(text.getBytes(UTF_8));
        clock.advance(Duration.ofSeconds(1));
    }

    /** Contents of what ended, the oldest first. */
    private List<String> ended() throws IOException {
        try (Stream<Path> siblings = Files.list(file.getParent())) {
            return siblings.filter(sibling -> !sibling.equals(file))
                    .sorted()
                    .map(RotatedFileTest::read)
                    .toList();
        }
    }

    private static String read(Path path) {
        try {
            return Files.readString(path);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    @Test
    void aFileEndsAtItsSizeAndOnlySoManyAreKept() throws IOException {
        try (RotatedFile log = open(10, Duration.ofHours(1), 2)) {
            for (String line : List.of("one\n", "two\n", "three\n", "four\n", "five\n", "six\n", "seven\n")) {
                write(log, line);
            }
        }
        assertThat(ended()).containsExactly("three\n", "four\nfive\n");
        assertThat(file).hasContent("six\nseven\n");
    }

    @Test
    void aFileEndsAtItsAge() throws IOException {
        try (RotatedFile log = open(1_000, Duration.ofHours(1), 5)) {
            write(log, "early\n");
            clock.advance(Duration.ofHours(1).minusSeconds(2));
            write(log, "in time\n");
            write(log, "late\n");
        }
        assertThat(ended()).containsExactly("early\nin time\n");
        assertThat(file).hasContent("late\n");
    }

    @Test
    void aWriteLongerThanAFileIsNotParted() throws IOException {
        try (RotatedFile log = open(4, Duration.ofHours(1), 5)) {
            write(log, "longer than four\n");
            write(log, "x\n");
        }
        assertThat(ended()).containsExactly("longer than four\n");
    }

    @Test
    void whatIsThereIsContinuedAndItsSizeCounts() throws IOException {
        try (RotatedFile log = open(10, Duration.ofDays(400), 5)) {
            write(log, "12345678\n");
        }
        try (RotatedFile log = open(10, Duration.ofDays(400), 5)) {
            write(log, "x");
            assertThat(file).hasContent("12345678\nx");
            write(log, "y\n");
        }
        assertThat(ended()).containsExactly("12345678\nx");
    }

    @Test
    void othersCannotReadItAndOtherFilesStay() throws IOException {
        try (RotatedFile log = open(1, Duration.ofHours(1), 0)) {
            Files.writeString(file.resolveSibling("access.log.notes"), "mine");
            write(log, "a\n");
            write(log, "b\n");
        }
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
        assertThat(ended()).containsExactly("mine");
    }

    @Test
    void aFileThatWasTakenAwayDoesNotEndTheLog() throws IOException {
        try (RotatedFile log = open(1, Duration.ofHours(1), 3)) {
            write(log, "a\n");
            Files.delete(file);
            write(log, "b\n");
        }
        assertThat(file).hasContent("b\n");
    }
}
