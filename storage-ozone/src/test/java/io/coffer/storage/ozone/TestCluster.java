package io.coffer.storage.ozone;

import io.coffer.ozone.ServerFlags;
import io.coffer.storage.BlobId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An Ozone cluster of one datanode in a process beside the tests, started when the first one needs it. It ends with this
 * process, whose end closes its input.
 */
public final class TestCluster {
    private static final Path MODULE =
            Path.of("../ozone-cluster/target").toAbsolutePath().normalize();
    private static final Path TARGET = Path.of("target").toAbsolutePath();
    private static final String READY = "ready ";
    private static final int ATTEMPTS = 3;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private static final class Holder {
        private static final TestCluster RUNNING = start();
    }

    private final Path directory;
    private final String manager;

    private TestCluster(Path directory, String manager) {
        this.directory = directory;
        this.manager = manager;
    }

    public static TestCluster running() {
        return Holder.RUNNING;
    }

    /** Options of the engine on a volume that nobody else uses. */
    public Map<String, String> freshVolume() {
        return Map.of("managers", manager, "volume", "v" + BlobId.random().hex(), "replication", "RATIS/ONE");
    }

    /** Where all of the cluster's files are. */
    public Path directory() {
        return directory;
    }

    private static TestCluster start() {
        Optional<TestCluster> started = Optional.empty();
        // its ports are drawn, so another drawing helps where one was taken
        for (int attempt = 0; attempt < ATTEMPTS && started.isEmpty(); attempt++) {
            started = tryToStart();
        }
        return started.orElseThrow(() -> new IllegalStateException("the cluster has not started, see " + TARGET));
    }

    private static Optional<TestCluster> tryToStart() {
        try {
            Path directory = Files.createTempDirectory(Files.createDirectories(TARGET), "cluster");
            Path log = directory.resolve("log");
            Process process = new ProcessBuilder(command(directory))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, directory)));
            while (process.isAlive()) {
                Optional<String> ready;
                try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
                    ready = lines.filter(line -> line.startsWith(READY)).findFirst();
                }
                if (ready.isPresent()) {
                    return Optional.of(new TestCluster(directory, ready.get().substring(READY.length())));
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
            Files.copy(log, TARGET.resolve(directory.getFileName() + ".log"));
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private static List<String> command(Path directory) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(java.toString(), "-Xmx1g", "-XX:TieredStopAtLevel=1"));
        command.addAll(ServerFlags.ALL);
        command.add("-Djava.io.tmpdir=" + directory);
        command.add("-cp");
        command.add(MODULE.resolve("classes") + ":" + Files.readString(MODULE.resolve("class-path")));
        command.addAll(List.of("io.coffer.ozone.MiniCluster", "1"));
        return command;
    }

    /** Killed, since nothing of it is needed any more. */
    private static void end(Process process, Path directory) {
        process.destroyForcibly();
        try {
            process.waitFor();
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException | InterruptedException harmless) {
            // what is left lies under target
        }
    }
}
