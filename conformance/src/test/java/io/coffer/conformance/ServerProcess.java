package io.coffer.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A server started as a user starts it, in a directory of its own, on ports that the system chooses. */
public final class ServerProcess implements AutoCloseable {
    private static final String MAIN = "io.coffer.server.main.CofferServer";
    private static final Pattern READY = Pattern.compile("ready (\\S+) administration (\\S+) in (\\d+) ms");
    private static final long LONGEST_STOP_SECONDS = 30;

    private final Process process;
    private final Path directory;
    private final URI endpoint;
    private final URI administration;
    private final String accessKeyId = "conformance" + random(4);
    private final String accessKeySecret = random(16);

    private ServerProcess(Path directory, List<String> options) throws IOException {
        this.directory = directory;
        ProcessBuilder builder = new ProcessBuilder(command(directory, options));
        builder.redirectError(directory.resolve("server.log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("OSS_") || name.startsWith("COFFER_"));
        builder.environment().put("OSS_ACCESS_KEY_ID", accessKeyId);
        builder.environment().put("OSS_ACCESS_KEY_SECRET", accessKeySecret);
        process = builder.start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Matcher ready = READY.matcher(Optional.ofNullable(output.readLine()).orElse(""));
        if (!ready.matches()) {
            process.destroyForcibly();
            throw new IllegalStateException("the server did not start, see " + directory.resolve("server.log"));
        }
        endpoint = URI.create(ready.group(1));
        administration = URI.create(ready.group(2));
        Thread.ofVirtual().start(() -> output.lines().forEach(line -> {}));
    }

    /** Starts a server and waits for its ready line. */
    public static ServerProcess start(String... options) {
        try {
            return new ServerProcess(newDirectory(), List.of(options));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Target target(Contract contract, Optional<Certificate> certificate) {
        return new Target(endpoint, "cn-hangzhou", accessKeyId, accessKeySecret, contract, certificate, true);
    }

    public URI administration() {
        return administration;
    }

    /** Sends SIGTERM and returns the exit status. */
    public int stop() {
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the server did not stop in " + LONGEST_STOP_SECONDS + " s");
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        return process.exitValue();
    }

    /** Stops the server and removes its data; the log stays. */
    @Override
    public void close() {
        int status = stop();
        remove(directory.resolve("data"));
        if (status != 0) {
            throw new IllegalStateException("the server ended with status " + status + ", see " + directory);
        }
    }

    static Path newDirectory() {
        try {
            Path work = Path.of(System.getProperty("coffer.conformance.work", "target/conformance"));
            Files.createDirectories(work);
            return Files.createTempDirectory(work, "server-").toAbsolutePath();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<String> command(Path directory, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                OzoneVolumes.engines(),
                "-Xmx512m",
                "-cp",
                classPath(),
                MAIN,
                "--data",
                directory.resolve("data").toString(),
                "--listen",
                "127.0.0.1:0",
                "--admin-listen",
                "127.0.0.1:0"));
        if (OzoneVolumes.areWanted()) {
            command.addAll(OzoneVolumes.configuration(directory));
        }
        command.addAll(options);
        return command;
    }

    private static String classPath() {
        Path library = Path.of(System.getProperty("coffer.server.lib", "../server/target/coffer/lib"));
        if (!Files.isDirectory(library)) {
            throw new IllegalStateException("no server in " + library + ": package the server first");
        }
        return library + "/*";
    }

    private static String random(int bytes) {
        byte[] value = new byte[bytes];
        new SecureRandom().nextBytes(value);
        return HexFormat.of().formatHex(value);
    }

    /** Removes a directory with what is in it; what its links lead to stays. */
    public static void remove(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
