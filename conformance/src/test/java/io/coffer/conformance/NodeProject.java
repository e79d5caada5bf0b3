package io.coffer.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The JavaScript stories with what they depend on, installed from the lock file into the build's own folder.
 *
 * @param directory where they run
 * @param reasonToSkip what is missing, if they cannot run
 */
public record NodeProject(Path directory, Optional<String> reasonToSkip) {
    private static final List<String> FILES = List.of(
            "package.json",
            "package-lock.json",
            "lines.mjs",
            "client.mjs",
            "stories.mjs",
            "bucket.test.mjs",
            "object.test.mjs",
            "composed.test.mjs",
            "versions.test.mjs",
            "sessions.mjs");

    private static final Path SOURCE = Path.of(System.getProperty("coffer.conformance.node", "src/test/node"))
            .toAbsolutePath();

    static boolean hasNode() {
        return works(Path.of("."), "node", "--version");
    }

    public static NodeProject find() {
        Path directory = Path.of(System.getProperty("coffer.conformance.work", "target/conformance"), "node")
                .toAbsolutePath();
        Optional<String> reason = hasNode() ? install(SOURCE, directory) : Optional.of("node is not installed");
        reason.ifPresent(text -> System.out.println("stories of ali-oss skipped: " + text));
        return new NodeProject(directory, reason);
    }

    /** Runs every story of the scripts, one after the other; one line each, as {@code lines.mjs} writes it. */
    Stream<String> run(List<String> scripts, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(
                "node",
                "--test",
                "--test-concurrency=1",
                "--test-reporter=" + SOURCE.resolve("lines.mjs").toUri()));
        command.addAll(scripts);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().remove("NODE_OPTIONS");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            List<String> lines =
                    output.lines().filter(line -> line.contains("\t")).toList();
            if (lines.isEmpty()) {
                throw new IllegalStateException("node told no story: " + output);
            }
            return lines.stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Optional<String> install(Path source, Path directory) {
        try {
            Files.createDirectories(directory);
            boolean same = Files.exists(directory.resolve("package-lock.json"))
                    && Files.mismatch(source.resolve("package-lock.json"), directory.resolve("package-lock.json")) < 0;
            for (String file : FILES) {
                Files.write(directory.resolve(file), Files.readAllBytes(source.resolve(file)));
            }
            if (same && Files.isDirectory(directory.resolve("node_modules/ali-oss"))) {
                return Optional.empty();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return works(directory, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
                ? Optional.empty()
                : Optional.of("npm ci does not install ali-oss (no npm, or no network)");
    }

    private static boolean works(Path directory, String... command) {
        try {
            List<String> arguments = new ArrayList<>(List.of(command));
            Process process = new ProcessBuilder(arguments)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException missing) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
