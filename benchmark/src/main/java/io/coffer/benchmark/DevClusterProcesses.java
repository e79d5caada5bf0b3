package io.coffer.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A cluster that {@code ./coffer dev-cluster} started: one manager, three datanodes, two gateways. */
final class DevClusterProcesses implements AutoCloseable {
    private static final Pattern READY =
            Pattern.compile("ready http://127\\.0\\.0\\.1:(\\d+) http://127\\.0\\.0\\.1:(\\d+)");
    private static final String GATEWAY = "gateway";

    private final Path launcher;
    private final Path directory;
    private final List<Integer> ports = new ArrayList<>();

    private DevClusterProcesses(Path launcher, Path directory) {
        this.launcher = launcher;
        this.directory = directory;
    }

    static DevClusterProcesses start(Path launcher, Path directory, LoadCredentials credentials) throws IOException {
        DevClusterProcesses cluster = new DevClusterProcesses(launcher, directory);
        Matcher ready = READY.matcher(cluster.run("start", credentials));
        if (!ready.find()) {
            throw new IOException("the cluster has not started");
        }
        cluster.ports.add(Integer.parseInt(ready.group(1)));
        cluster.ports.add(Integer.parseInt(ready.group(2)));
        return cluster;
    }

    /** What it printed, when it was successful. */
    private String run(String verb, LoadCredentials credentials) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(launcher.toString(), "dev-cluster", verb, "--data", directory.toString());
        builder.environment().put("OSS_ACCESS_KEY_ID", credentials.accessKeyId());
        builder.environment().put("OSS_ACCESS_KEY_SECRET", credentials.secretText());
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("dev-cluster " + verb + " failed");
        }
        return output;
    }

    /** @param gateway 0 or 1 */
    int port(int gateway) {
        return ports.get(gateway);
    }

    /** @param gateway 0 or 1 */
    long processId(int gateway) throws IOException {
        return processId(GATEWAY + (gateway + 1));
    }

    private long processId(String name) throws IOException {
        String line = Files.readString(directory.resolve("run").resolve(name + ".pid"));
        return Long.parseLong(line.split(" ", -1)[0]);
    }

    /** Of Ozone itself: its managers and datanodes. */
    List<ProcessFigures> servers() throws IOException {
        List<ProcessFigures> servers = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory.resolve("run"))) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString().replace(".pid", "");
                if (!name.startsWith(GATEWAY)) {
                    servers.add(new ProcessFigures(processId(name)));
                }
            }
        }
        return servers;
    }

    /** Of the first manager, such as {@code om.rpc}. */
    String address(String port) throws IOException {
        Properties drawn = new Properties();
        try (var reader = Files.newBufferedReader(directory.resolve("ports"))) {
            drawn.load(reader);
        }
        return "127.0.0.1:" + drawn.getProperty(port);
    }

    /** The settings that all of Ozone's servers share, and those of the manager. */
    String site() throws IOException {
        return Files.readString(directory.resolve("conf").resolve("om").resolve("ozone-site.xml"));
    }

    @Override
    public void close() {
        stop(launcher, directory);
    }

    /** Also one that is there in part only. */
    static void stop(Path launcher, Path directory) {
        try {
            if (Files.exists(directory.resolve("run"))) {
                new DevClusterProcesses(launcher, directory).run("stop", LoadCredentials.random());
            }
        } catch (IOException failure) {
            System.err.println("the cluster in " + directory + " may still run: " + failure.getMessage());
        }
    }
}
