package io.coffer.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * With {@code -Dcoffer.conformance.storage=ozone} the servers under test keep their stores in volumes of one Ozone cluster, which
 * {@code ./coffer dev-cluster} runs while there are tests.
 */
final class OzoneVolumes {
    private static final Path ROOT = Path.of(System.getProperty("coffer.root", ".."));
    private static final AtomicInteger VOLUMES = new AtomicInteger();

    private OzoneVolumes() {}

    static boolean areWanted() {
        return System.getProperty("coffer.conformance.storage", "embedded").equals("ozone");
    }

    /** Flags for the JVM of a server. */
    static String engines() {
        return "-Dcoffer.engines=" + ROOT.resolve("storage-ozone/target/coffer").normalize();
    }

    /** Flags for a server: a volume that no other one has. */
    static List<String> configuration(Path directory) throws IOException {
        Path file = directory.resolve("storage.yaml");
        Files.writeString(file, """
                storage:
                  engine: ozone
                  options:
                    managers: "%s"
                    volume: "conformance-%d"
                """.formatted(Cluster.MANAGER, VOLUMES.incrementAndGet()));
        return List.of("--config", file.toString());
    }

    /** Started when a server first asks for it. */
    private static final class Cluster {
        private static final Path DIRECTORY = ServerProcess.newDirectory().resolve("cluster");
        static final String MANAGER = start();

        private Cluster() {}

        private static String start() {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> command("stop")));
            command("start");
            Properties ports = new Properties();
            try (var reader = Files.newBufferedReader(DIRECTORY.resolve("ports"))) {
                ports.load(reader);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            return "127.0.0.1:" + ports.getProperty("om.rpc");
        }

        private static void command(String verb) {
            ProcessBuilder builder = new ProcessBuilder(
                            ROOT.resolve("coffer").toString(), "dev-cluster", verb, "--data", DIRECTORY.toString())
                    .redirectErrorStream(true);
            builder.environment().put("OSS_ACCESS_KEY_ID", "cluster");
            builder.environment().put("OSS_ACCESS_KEY_SECRET", "cluster-secret");
            try {
                Process process = builder.start();
                String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0) {
                    throw new IllegalStateException("dev-cluster " + verb + " failed: " + said);
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }
}
