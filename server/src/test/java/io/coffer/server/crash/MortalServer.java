package io.coffer.server.crash;

import io.coffer.protocol.signature.SigningCredentials;
import io.coffer.server.main.CofferServer;
import io.coffer.server.ring.Administration;
import io.coffer.server.ring.Client;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server in a process of its own, on the class path of the tests. It ends by {@code kill -9} only. */
final class MortalServer {
    private static final String ACCESS_KEY_ID = "LTAIcrash";
    private static final String SECRET = "crash-secret";
    private static final Pattern READY = Pattern.compile("ready (\\S+) administration (\\S+) in (\\d+) ms");
    private static final int KILLED = 128 + 9;

    private final Process process;
    private final URI endpoint;
    private final URI administration;
    private final long startMillis;

    private MortalServer(Process process, Matcher ready) {
        this.process = process;
        this.endpoint = URI.create(ready.group(1));
        this.administration = URI.create(ready.group(2));
        this.startMillis = Long.parseLong(ready.group(3));
    }

    /** Starts on the data and waits until it serves. */
    static MortalServer start(Path data, String... options) throws IOException {
        Process process = launch(data, options);
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            Matcher ready = READY.matcher(line);
            if (ready.find()) {
                Thread.ofVirtual().start(() -> output.lines().forEach(rest -> {}));
                return new MortalServer(process, ready);
            }
        }
        process.destroyForcibly();
        throw new AssertionError("the server did not start again, see " + log(data));
    }

    /** Starts a process that is not waited for: it is to be killed on its way. */
    static Process launch(Path data, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                CofferServer.class.getName(),
                "--data",
                data.toString(),
                "--listen",
                "127.0.0.1:0",
                "--admin-listen",
                "127.0.0.1:0"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("OSS_") || name.startsWith("COFFER_"));
        builder.environment().put("OSS_ACCESS_KEY_ID", ACCESS_KEY_ID);
        builder.environment().put("OSS_ACCESS_KEY_SECRET", SECRET);
        return builder.redirectError(ProcessBuilder.Redirect.appendTo(log(data).toFile()))
                .start();
    }

    private static Path log(Path data) {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    Client client() {
        return new Client(
                endpoint.getPort(),
                Optional.of(new SigningCredentials(
                        ACCESS_KEY_ID, SECRET.getBytes(StandardCharsets.UTF_8), Optional.empty())),
                Clock.systemUTC());
    }

    Administration administration() {
        return new Administration(administration, ACCESS_KEY_ID, SECRET, Optional.empty(), Clock.systemUTC());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What the server says its start took. */
    long startMillis() {
        return startMillis;
    }

    /** @throws AssertionError when it had ended by itself */
    void kill() throws InterruptedException {
        kill(process);
    }

    static void kill(Process process) throws InterruptedException {
        process.toHandle().destroyForcibly();
        int status = process.waitFor();
        if (status != KILLED) {
            throw new AssertionError("the server ended by itself, with status " + status);
        }
    }
}
