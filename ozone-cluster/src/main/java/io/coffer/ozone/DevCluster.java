package io.coffer.ozone;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code ./coffer dev-cluster}: an Ozone cluster and two gateways on this machine, each a process of its own, all files in one
 * directory. Ends with 0 when done, 1 when it could not be, 2 for a wrong call, and 3 when a status finds a process missing.
 */
public final class DevCluster {
    private static final String USAGE = """
            usage: coffer dev-cluster start|stop|status --data DIR [--datanodes N] [--managers N] [--replication R]
            """;
    private static final long START_SECONDS = 240;
    private static final long STOP_SECONDS = 20;
    private static final long LOOK_MILLIS = 250;
    private static final Pattern READY = Pattern.compile("(?m)^ready (\\S+) administration \\S+ .*$");
    private static final String SAFE_MODE_LEFT = "SCM exiting safe mode";
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,2}");
    private static final Map<String, Pattern> OPTIONS = Map.of(
            "--datanodes", NUMBER, "--managers", NUMBER, "--replication", Pattern.compile("(RATIS|EC)/[A-Za-z0-9-]+"));
    private static final List<String> CREDENTIALS = List.of("OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET");

    private final Path directory;
    private final ClusterPlan plan;
    private final Path home;

    private DevCluster(Path directory, Map<String, String> wanted, Path home) throws IOException {
        this.directory = directory;
        this.plan = ClusterPlan.in(directory, wanted);
        this.home = home;
    }

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length < 3 || arguments.length % 2 == 0 || !arguments[1].equals("--data")) {
            System.err.print(USAGE);
            System.exit(2);
        }
        Map<String, String> wanted = new HashMap<>();
        for (int i = 3; i < arguments.length; i += 2) {
            Pattern values = OPTIONS.get(arguments[i]);
            if (values == null || !values.matcher(arguments[i + 1]).matches()) {
                System.err.print(USAGE);
                System.exit(2);
            }
            wanted.put(arguments[i].substring(2), arguments[i + 1]);
        }
        try {
            System.exit(run(
                    arguments[0],
                    Path.of(arguments[2]).toAbsolutePath().normalize(),
                    wanted,
                    Path.of(System.getProperty("coffer.home"))));
        } catch (IOException failure) {
            System.err.println("coffer dev-cluster: " + failure.getMessage());
            System.exit(1);
        }
    }

    private static int run(String verb, Path directory, Map<String, String> wanted, Path home)
            throws IOException, InterruptedException {
        if (!verb.equals("start") && !Files.isDirectory(directory)) {
            throw new IOException("there is no cluster in " + directory);
        }
        Files.createDirectories(directory);
        try (FileChannel channel = FileChannel.open(
                        directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                throw new IOException("another command works on " + directory);
            }
            DevCluster cluster = new DevCluster(directory, wanted, home);
            return switch (verb) {
                case "start" -> cluster.start();
                case "stop" -> cluster.stop();
                case "status" -> cluster.status();
                default -> {
                    System.err.print(USAGE);
                    yield 2;
                }
            };
        }
    }

    private ClusterProcess process(String name) {
        return new ClusterProcess(directory, name);
    }

    /** In the order of their start. */
    private List<String> names() {
        List<String> names = new ArrayList<>(List.of("scm"));
        names.addAll(plan.datanodes());
        names.addAll(plan.managers());
        names.addAll(plan.gateways());
        return names;
    }

    /** Starts what does not run. */
    private int start() throws IOException, InterruptedException {
        List<String> missing = new ArrayList<>();
        for (String name : names()) {
            if (process(name).running().isEmpty()) {
                missing.add(name);
            }
        }
        Map<String, String> credentials = credentials();
        try {
            startOzone(missing);
            StringBuilder ready = new StringBuilder("ready");
            for (String gateway : plan.gateways()) {
                ready.append(' ').append(missing.contains(gateway) ? startGateway(gateway, credentials) : url(gateway));
            }
            System.out.println(ready);
            return 0;
        } catch (IOException | InterruptedException failure) {
            stop(missing);
            throw failure;
        }
    }

    private String url(String gateway) {
        return "http://" + plan.address(gateway + ".oss");
    }

    private static Map<String, String> credentials() throws IOException {
        Map<String, String> credentials = new HashMap<>();
        for (String name : CREDENTIALS) {
            String value = System.getenv(name);
            if (value == null || value.isEmpty()) {
                throw new IOException("the root access key is taken from " + String.join(" and ", CREDENTIALS));
            }
            credentials.put(name, value);
        }
        return credentials;
    }

    private void startOzone(List<String> missing) throws IOException, InterruptedException {
        String scm = "org.apache.hadoop.hdds.scm.server.StorageContainerManagerStarter";
        String om = "org.apache.hadoop.ozone.om.OzoneManagerStarter";
        initialize("scm", scm);
        ClusterProcess manager = process("scm");
        long from = manager.logLength();
        if (missing.contains("scm")) {
            startServer("scm", scm);
        }
        for (String datanode : plan.datanodes()) {
            if (missing.contains(datanode)) {
                startServer(datanode, "org.apache.hadoop.ozone.HddsDatanodeService");
            }
        }
        for (String server : plan.managers()) {
            if (missing.contains(server)) {
                initialize(server, om);
                startServer(server, om);
            }
        }
        if (missing.contains("scm")) {
            await(manager, () -> manager.written(from).contains(SAFE_MODE_LEFT) ? Optional.of("") : Optional.empty());
        }
        for (String server : missing) {
            if (plan.managers().contains(server)) {
                awaitListening(server, server + ".rpc");
            } else if (plan.datanodes().contains(server)) {
                awaitListening(server, server + ".ipc");
            }
        }
    }

    /** Until then a cluster with one server more away may have no majority. */
    private void awaitListening(String server, String port) throws IOException, InterruptedException {
        await(process(server), () -> plan.isListening(port) ? Optional.of("") : Optional.empty());
    }

    /** Once; asks the other server, so it is tried until that one answers. */
    private void initialize(String server, String starter) throws IOException, InterruptedException {
        Path done = directory.resolve("data").resolve(server).resolve("initialized");
        if (Files.exists(done)) {
            return;
        }
        process(server + "-init").run(command(server, List.of("-XX:TieredStopAtLevel=1"), starter, "--init"));
        Files.createFile(done);
    }

    private void startServer(String server, String starter) throws IOException {
        process(server).start(command(server, List.of(), starter), Map.of());
    }

    private List<String> command(String server, List<String> flags, String starter, String... arguments)
            throws IOException {
        Path folder = plan.configure(server);
        Path target = home.resolve("ozone-cluster/target");
        List<String> command = new ArrayList<>(List.of(java(), "-Xmx512m", "-XX:+UseSerialGC"));
        command.addAll(flags);
        command.addAll(ServerFlags.ALL);
        command.add(
                "-Dlog4j.configuration=" + folder.resolve("log4j.properties").toUri());
        command.add("-cp");
        command.add(folder + ":" + target.resolve("classes") + ":"
                + Files.readString(target.resolve("class-path")).strip());
        command.add(starter);
        command.addAll(List.of(arguments));
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private String startGateway(String name, Map<String, String> credentials) throws IOException, InterruptedException {
        ClusterProcess gateway = process(name);
        Path configuration = directory.resolve("conf").resolve(name + ".yaml");
        StringBuilder yaml = new StringBuilder("storage:\n  engine: ozone\n  options:\n");
        plan.engineOptions().forEach((option, value) -> yaml.append("    " + option + ": \"" + value + "\"\n"));
        Files.writeString(configuration, yaml);
        long from = gateway.logLength();
        gateway.start(gatewayCommand(name, configuration), credentials);
        return await(gateway, () -> {
            Matcher ready = READY.matcher(gateway.written(from));
            return ready.find() ? Optional.of(ready.group(1)) : Optional.empty();
        });
    }

    private List<String> gatewayCommand(String name, Path configuration) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                java(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "--add-modules",
                "jdk.incubator.vector",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:-HeapDumpOnOutOfMemoryError",
                "-XX:+ExitOnOutOfMemoryError",
                "-Xmx512m",
                "-Dcoffer.engines=" + home.resolve("storage-ozone/target/coffer"),
                "-cp",
                jars(home.resolve("server/target/coffer/lib")),
                "io.coffer.server.main.CofferServer"));
        command.addAll(List.of("--config", configuration.toString()));
        command.addAll(List.of("--data", directory.resolve("data").resolve(name).toString()));
        command.addAll(List.of("--root-key", directory.resolve("root-key").toString()));
        command.addAll(List.of("--listen", plan.address(name + ".oss")));
        command.addAll(List.of("--admin-listen", plan.address(name + ".admin")));
        return command;
    }

    private static String jars(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return String.join(
                    ":",
                    files.map(Path::toString)
                            .filter(file -> file.endsWith(".jar"))
                            .sorted()
                            .toList());
        }
    }

    /** Looks for something in a log. */
    @FunctionalInterface
    private interface Look {
        Optional<String> found() throws IOException;
    }

    private static String await(ClusterProcess process, Look look) throws IOException, InterruptedException {
        long end = System.nanoTime() + START_SECONDS * 1_000_000_000;
        while (System.nanoTime() - end < 0) {
            Optional<String> found = look.found();
            if (found.isPresent()) {
                return found.get();
            }
            if (process.running().isEmpty()) {
                throw new IOException(process.name() + " has ended, see " + process.log());
            }
            Thread.sleep(LOOK_MILLIS);
        }
        throw new IOException(process.name() + " is not ready after " + START_SECONDS + " s, see " + process.log());
    }

    private int stop() throws IOException {
        stop(names());
        return 0;
    }

    private void stop(List<String> servers) throws IOException {
        for (String name : servers.reversed()) {
            process(name).stop(STOP_SECONDS);
        }
    }

    private int status() throws IOException {
        boolean all = true;
        for (String name : names()) {
            Optional<ProcessHandle> running = process(name).running();
            System.out.println(name + " "
                    + running.map(handle -> "running " + handle.pid()).orElse("stopped"));
            all &= running.isPresent();
        }
        return all ? 0 : 3;
    }
}
