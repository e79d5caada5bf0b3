package io.coffer.server.ring;

import io.coffer.protocol.signature.SigningCredentials;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A cluster of processes, worked with as its user does: by {@code ./coffer dev-cluster}, and by kill. */
final class LaunchedCluster implements AutoCloseable {
    private static final String ID = "launched";
    private static final String SECRET = "launched-secret";
    private static final Pattern READY =
            Pattern.compile("ready http://127\\.0\\.0\\.1:(\\d+) http://127\\.0\\.0\\.1:(\\d+)");

    private final Path directory;
    private final Path home;
    private final List<Integer> ports = new ArrayList<>();

    LaunchedCluster(Path directory) {
        this(directory, Path.of(".."));
    }

    /** @param home the checkout whose programs run; several may work on one cluster in turn */
    LaunchedCluster(Path directory, Path home) {
        this.directory = directory;
        this.home = home.toAbsolutePath().normalize();
    }

    /** What a command printed, and its exit status. */
    record Outcome(int status, String output) {}

    Outcome run(String verb, String... more) throws Exception {
        Path launcher = home.resolve("coffer");
        List<String> command =
                new ArrayList<>(List.of(launcher.toString(), "dev-cluster", verb, "--data", directory.toString()));
        command.addAll(List.of(more));
        Path errors = directory.resolveSibling(directory.getFileName() + ".errors");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("OSS_ACCESS_KEY_ID", ID);
        builder.environment().put("OSS_ACCESS_KEY_SECRET", SECRET);
        Process process = builder.start();
        // to its end, which comes only when nothing that was started holds the stream
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), output + Files.readString(errors));
    }

    /** Starts what does not run. */
    void start(String... more) throws Exception {
        Outcome outcome = run("start", more);
        Matcher ready = READY.matcher(outcome.output());
        if (outcome.status() != 0 || !ready.find()) {
            throw new IllegalStateException("the cluster has not started: " + outcome);
        }
        ports.clear();
        ports.add(Integer.parseInt(ready.group(1)));
        ports.add(Integer.parseInt(ready.group(2)));
    }

    /** Stops what runs. */
    @Override
    public void close() throws Exception {
        Outcome outcome = run("stop");
        if (outcome.status() != 0) {
            throw new IllegalStateException("the cluster has not stopped: " + outcome);
        }
    }

    /** @param gateway 0 or 1 */
    Client client(int gateway) {
        return new Client(
                ports.get(gateway),
                Optional.of(new SigningCredentials(ID, SECRET.getBytes(StandardCharsets.UTF_8), Optional.empty())),
                Clock.systemUTC());
    }

    private ProcessHandle process(String name) throws IOException {
        String id = Files.readString(directory.resolve("run").resolve(name + ".pid"))
                .split(" ", 2)[0];
        return ProcessHandle.of(Long.parseLong(id)).orElseThrow();
    }

    /** As {@code kill -9} does, and waits until it is gone. */
    void kill(String name) throws Exception {
        ProcessHandle process = process(name);
        process.destroyForcibly();
        process.onExit().get();
    }

    /** As a service manager does, and waits until it has ended by itself. */
    void terminate(String name) throws Exception {
        ProcessHandle process = process(name);
        process.destroy();
        process.onExit().get(1, TimeUnit.MINUTES);
    }

    /** Of the processor, by the process since its start. */
    Duration used(String name) throws IOException {
        return process(name).info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The manager that leads, which says so itself. */
    Optional<String> leader(List<String> managers) throws Exception {
        Properties drawn = new Properties();
        try (var reader = Files.newBufferedReader(directory.resolve("ports"))) {
            drawn.load(reader);
        }
        try (HttpClient http = HttpClient.newHttpClient()) {
            for (String manager : managers) {
                HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                                + drawn.getProperty(manager + ".http")
                                + "/jmx?qry=Hadoop:service=OzoneManager,name=OMHAMetrics"))
                        .timeout(Duration.ofSeconds(10))
                        .build();
                if (answer(http, request).matches("(?s).*\"OzoneManagerHALeaderState\"\\s*:\\s*1\\b.*")) {
                    return Optional.of(manager);
                }
            }
        }
        return Optional.empty();
    }

    /** Nothing from one that is only starting. */
    private static String answer(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException silent) {
            return "";
        }
    }
}
