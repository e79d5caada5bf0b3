package io.coffer.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessFiguresTest {
    @Test
    void aCommandMayHoldBlanksAndParentheses(@TempDir Path directory) throws IOException {
        Files.writeString(
                directory.resolve("stat"),
                "42 (a) (b c) S 1 42 42 0 -1 4194304 5000 0 3 0 150 25 7 9 20 0 30 0 100 4096 500 18446744073709551615\n");

        assertThat(new ProcessFigures(directory).processorMicros()).isEqualTo(1_750_000);
    }

    @Test
    void memoryIsReadByName(@TempDir Path directory) throws IOException {
        Files.writeString(
                directory.resolve("status"), "Name:\tjava\nVmPeak:\t 9000 kB\nVmHWM:\t  2048 kB\nVmRSS:\t  1024 kB\n");

        ProcessFigures figures = new ProcessFigures(directory);
        assertThat(figures.peakResidentKibibytes()).isEqualTo(2048);
        assertThat(figures.residentKibibytes()).isEqualTo(1024);
    }

    @Test
    void severalProcessesAreAddedUp(@TempDir Path directory) throws IOException {
        for (String process : List.of("1", "2")) {
            Files.createDirectory(directory.resolve(process));
            Files.writeString(directory.resolve(process).resolve("status"), "VmRSS:\t  " + process + "00 kB\n");
        }

        ProcessFigures both =
                new ProcessFigures(directory.resolve("1")).and(new ProcessFigures(directory.resolve("2")));
        assertThat(both.residentKibibytes()).isEqualTo(300);
    }
}
