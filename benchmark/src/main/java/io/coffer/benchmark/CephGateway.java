package io.coffer.benchmark;

import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Ceph's S3 gateway over the smallest cluster there is: one monitor, one store (BlueStore in a file), one copy. It
 * verifies a signature on each request and has what it acknowledges in a synchronised log, as Coffer has.
 */
final class CephGateway implements AutoCloseable {
    private static final long LONGEST_COMMAND_SECONDS = 120;
    private static final String MONITOR = "a";
    private static final String STORE = "0";
    /** It takes four, one after the other. */
    private static final int STORE_PORTS = 16;

    private final Deque<PeerProcess> running = new ArrayDeque<>();
    private final LoadCredentials credentials = LoadCredentials.random();
    private final Path directory;
    private final Path settings;
    private final PeerProcess gateway;

    /** Starts everything in a directory of its own, which goes with the run. */
    CephGateway(Path directory) throws IOException {
        this.directory = directory;
        this.settings = directory.resolve("ceph.conf");
        try {
            this.gateway = start();
        } catch (IOException failure) {
            close();
            throw failure;
        }
    }

    private PeerProcess start() throws IOException {
        for (String part : List.of("mon", "osd", "rgw", "run")) {
            Files.createDirectories(directory.resolve(part));
        }
        int monitorPort = PeerProcess.freePort();
        int storePort = PeerProcess.freePort();
        int port = PeerProcess.freePort();
        UUID cluster = UUID.randomUUID();
        Files.writeString(settings, settings(cluster, monitorPort, storePort, port));
        String keyring = directory.resolve("keyring").toString();
        run("ceph-authtool", "--create-keyring", keyring, "--gen-key", "-n", "mon.", "--cap", "mon", "allow *");
        run("ceph-authtool", keyring, "--gen-key", "-n", "client.admin", "--cap", "mon", "allow *");
        String map = directory.resolve("monmap").toString();
        run(
                "monmaptool",
                "--create",
                "--addv",
                MONITOR,
                "[v2:127.0.0.1:" + monitorPort + "]",
                "--fsid",
                cluster.toString(),
                map);
        run("ceph-mon", "--mkfs", "-i", MONITOR, "--monmap", map, "--keyring", keyring);
        serve("mon", monitorPort, "ceph-mon", "-i", MONITOR);
        String store = UUID.randomUUID().toString();
        run("ceph", "osd", "new", store);
        run("ceph-osd", "-i", STORE, "--mkfs", "--osd-uuid", store);
        serve("osd", storePort, "ceph-osd", "-i", STORE);
        run(
                "radosgw-admin",
                "user",
                "create",
                "--uid=load",
                "--display-name=load",
                "--access-key=" + credentials.accessKeyId(),
                "--secret-key=" + credentials.secretText());
        return serve("rgw", port, "radosgw", "-n", "client.admin");
    }

    /**
     * The parts do not authenticate to each other. Placement groups are few, since there is one store for all. Without
     * {@code tcp_nodelay}, which is off by default, each small answer waits 40 ms for a delayed acknowledgement.
     */
    private String settings(UUID cluster, int monitorPort, int storePort, int port) {
        return """
                [global]
                fsid = %1$s
                mon host = v2:127.0.0.1:%2$d
                mon initial members = a
                auth cluster required = none
                auth service required = none
                auth client required = none
                ms mon client mode = crc secure
                keyring = %6$s/keyring
                run dir = %6$s/run
                admin socket = %6$s/run/$name.$pid.asok
                log file = %6$s/$name.log
                pid file =
                mon data = %6$s/mon
                osd data = %6$s/osd
                public network = 127.0.0.0/8
                cluster network = 127.0.0.0/8
                osd objectstore = bluestore
                bluestore block size = 64424509440
                osd pool default size = 1
                osd pool default min size = 1
                osd pool default pg num = 8
                osd crush chooseleaf type = 0
                mon allow pool size one = true
                [osd]
                ms bind port min = %4$d
                ms bind port max = %5$d
                [client.admin]
                rgw frontends = beast endpoint=127.0.0.1:%3$d tcp_nodelay=1
                rgw data = %6$s/rgw
                debug rgw = 0
                """.formatted(cluster, monitorPort, port, storePort, storePort + STORE_PORTS, directory);
    }

    private PeerProcess serve(String name, int port, String program, String... arguments) throws IOException {
        PeerProcess process =
                PeerProcess.start(name, directory, port, command(Programs.require(program), List.of("-f"), arguments));
        running.push(process);
        return process;
    }

    private List<String> command(Path program, List<String> more, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(program.toString());
        command.addAll(more);
        command.addAll(List.of(arguments));
        if (!program.endsWith("ceph-authtool") && !program.endsWith("monmaptool")) {
            command.addAll(List.of("-c", settings.toString()));
        }
        return command;
    }

    private void run(String name, String... arguments) throws IOException {
        Path program = Programs.require(name);
        Process process = new ProcessBuilder(command(program, List.of(), arguments))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("commands.log").toFile())
                .start();
        try {
            if (!process.waitFor(LONGEST_COMMAND_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(name + " did not end");
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
        if (process.exitValue() != 0) {
            throw new IOException(name + " ended with status " + process.exitValue());
        }
    }

    /** With a bucket of that name. The processor time is that of all three processes. */
    LoadTarget target(String bucket) throws IOException {
        ProcessFigures figures = running.stream()
                .map(PeerProcess::figures)
                .reduce(ProcessFigures::and)
                .orElseThrow();
        LoadTarget target = new LoadTarget(
                "Ceph's gateway",
                gateway.port(),
                figures,
                bucket,
                Optional.of(new AwsSigner(credentials.accessKeyId(), credentials.secretText())),
                true,
                Headers.NONE);
        try (OssConnection connection = new OssConnection(gateway.port())) {
            connection.exchange(target.bucket(Method.PUT, ""));
        }
        return target;
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            running.pop().close();
        }
    }
}
