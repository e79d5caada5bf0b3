package io.coffer.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build of the console on a machine that lacks what it is made with. */
final class ConsoleBuildIT {
    private static final Path CONSOLE =
            Path.of(System.getProperty("coffer.console", "../console")).toAbsolutePath();

    @Test
    void withoutNodeTheConsoleIsLeftOutAndTheBuildSaysSo(@TempDir Path scratch) throws Exception {
        Path files = scratch.resolve("files");
        Files.createDirectories(files);
        Files.writeString(files.resolve("console.js"), "of an earlier build");
        Process build = build(scratch, files);
        String said = new String(build.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(build.waitFor()).as(said).isZero();
        assertThat(said).contains("WITHOUT the web console", "there is no Node.js on this machine");
        assertThat(files).doesNotExist();
        assertThat(scratch.resolve("stamp")).doesNotExist();
    }

    private static Process build(Path scratch, Path files) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                CONSOLE.resolve("BuildConsole.java").toString(),
                CONSOLE.toString(),
                files.toString(),
                scratch.resolve("stamp").toString());
        builder.environment().put("PATH", scratch.toString());
        return builder.redirectErrorStream(true).start();
    }
}
