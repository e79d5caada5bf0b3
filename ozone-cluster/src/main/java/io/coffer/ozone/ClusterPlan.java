package io.coffer.ozone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;

/**
 * How many servers there are and which ports they have, settled at the first start and kept: their addresses are part of what
 * they remember.
 */
final class ClusterPlan {
    /** Of servers of one kind. */
    private static final int MOST = 9;

    private static final int REPLICAS = 3;
    private static final String SERVICE = "coffer";
    private static final String DATANODES = "datanodes";
    private static final String MANAGERS = "managers";
    private static final String REPLICATION = "replication";
    private static final String LOOPBACK = "127.0.0.1";
    private static final List<String> SCM =
            List.of("scm.client", "scm.block", "scm.datanode", "scm.security", "scm.http", "scm.ratis", "scm.grpc");
    private static final List<String> MANAGER = List.of("rpc", "http", "ratis");
    private static final List<String> GATEWAY = List.of("oss", "admin");
    private static final List<String> DATANODE =
            List.of("ipc", "ratis", "admin", "server", "stream", "http", "client", "replication");

    private final Path directory;
    private final Properties ports = new Properties();

    private ClusterPlan(Path directory) {
        this.directory = directory;
    }

    /**
     * @param wanted how many servers of a kind there should be, by {@code datanodes} and {@code managers}, and how bodies are
     *     kept, by {@code replication}
     * @throws IOException also when the cluster is otherwise already
     */
    static ClusterPlan in(Path directory, Map<String, String> wanted) throws IOException {
        ClusterPlan plan = new ClusterPlan(directory);
        Path file = directory.resolve("ports");
        if (Files.exists(file)) {
            try (var reader = Files.newBufferedReader(file)) {
                plan.ports.load(reader);
            }
        }
        boolean fresh = plan.ports.isEmpty();
        plan.settleNumber(DATANODES, wanted, REPLICAS, fresh);
        plan.settleNumber(MANAGERS, wanted, 1, fresh);
        plan.settle(REPLICATION, wanted, "RATIS/THREE", fresh);
        Files.createDirectories(directory);
        plan.draw();
        try (var writer = Files.newBufferedWriter(file)) {
            plan.ports.store(writer, null);
        }
        return plan;
    }

    /** @param least also the number where none is wanted */
    private void settleNumber(String kind, Map<String, String> wanted, int least, boolean fresh) throws IOException {
        settle(kind, wanted, Integer.toString(least), fresh);
        if (number(kind) < least || number(kind) > MOST) {
            throw new IOException("--" + kind + " must be " + least + " to " + MOST);
        }
    }

    /** @param otherwise what counts where nothing is wanted, and for a cluster that was made before there was a choice */
    private void settle(String trait, Map<String, String> wanted, String otherwise, boolean fresh) throws IOException {
        String settled = ports.getProperty(trait, otherwise);
        String chosen = wanted.getOrDefault(trait, settled);
        if (!fresh && !chosen.equals(settled)) {
            throw new IOException("the cluster in " + directory + " was made with --" + trait + " " + settled);
        }
        ports.setProperty(trait, chosen);
    }

    private int number(String kind) {
        return Integer.parseInt(ports.getProperty(kind));
    }

    private static List<String> numbered(String name, int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> name + i).toList();
    }

    List<String> datanodes() {
        return numbered("datanode", number(DATANODES));
    }

    List<String> managers() {
        return number(MANAGERS) == 1 ? List.of("om") : numbered("om", number(MANAGERS));
    }

    List<String> gateways() {
        return numbered("gateway", 2);
    }

    private void draw() throws IOException {
        List<String> names = new ArrayList<>(SCM);
        managers().forEach(server -> MANAGER.forEach(port -> names.add(server + "." + port)));
        datanodes().forEach(server -> DATANODE.forEach(port -> names.add(server + "." + port)));
        gateways().forEach(server -> GATEWAY.forEach(port -> names.add(server + "." + port)));
        names.removeIf(ports::containsKey);
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (String name : names) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                held.add(socket);
                ports.setProperty(name, Integer.toString(socket.getLocalPort()));
            }
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    /** What a gateway's configuration says of the cluster. */
    Map<String, String> engineOptions() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put(
                "managers",
                String.join(
                        ",",
                        managers().stream()
                                .map(server -> address(server + ".rpc"))
                                .toList()));
        if (managers().size() > 1) {
            options.put("service-id", SERVICE);
        }
        options.put(REPLICATION, ports.getProperty(REPLICATION));
        return options;
    }

    String address(String port) {
        return LOOPBACK + ":" + ports.getProperty(port);
    }

    boolean isListening(String port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(ports.getProperty(port)))) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    private Map<String, String> common() {
        Map<String, String> site = new LinkedHashMap<>();
        site.put("ozone.scm.names", address("scm.datanode"));
        site.put("ozone.scm.client.address", address("scm.client"));
        site.put("ozone.scm.block.client.address", address("scm.block"));
        site.put("ozone.scm.datanode.address", address("scm.datanode"));
        site.put("ozone.scm.security.service.address", address("scm.security"));
        site.put("ozone.scm.security.service.port", ports.getProperty("scm.security"));
        site.put("ozone.replication", "3");
        site.put("ozone.scm.http-address", address("scm.http"));
        site.put("ozone.scm.ratis.port", ports.getProperty("scm.ratis"));
        site.put("ozone.scm.grpc.port", ports.getProperty("scm.grpc"));
        managers(site);
        site.put("ozone.om.s3.grpc.server_enabled", "false");
        for (String bind : List.of(
                "ozone.scm.client", "ozone.scm.block.client", "ozone.scm.datanode", "ozone.scm.security.service")) {
            site.put(bind + ".bind.host", LOOPBACK);
        }
        site.put("ozone.scm.http-bind-host", LOOPBACK);
        site.put("ozone.om.http-bind-host", LOOPBACK);
        site.put("hdds.datanode.http-bind-host", LOOPBACK);
        site.put("hdds.ratis.raft.grpc.server.host", LOOPBACK);
        site.put("hdds.scm.safemode.min.datanode", Integer.toString(REPLICAS));
        site.put("hdds.heartbeat.interval", "2s");
        // a server that is gone is noticed soon
        site.put("ozone.scm.heartbeat.thread.interval", "1s");
        site.put("ozone.scm.stale.node.interval", "30s");
        site.put("ozone.scm.dead.node.interval", "60s");
        site.put("ozone.om.ratis.minimum.timeout", "2s");
        site.put("ozone.scm.pipeline.creation.interval", "5s");
        site.put("ozone.om.open.key.expire.threshold", "1d");
        // each server claims room for containers of 5 GB and 20 GB more, or takes no writes
        site.put("ozone.scm.container.size", "1GB");
        site.put("hdds.datanode.volume.min.free.space", "1GB");
        site.put("hdds.datanode.volume.min.free.space.percent", "0");
        site.put("hdds.datanode.volume.min.free.space.hard.limit.percent", "0");
        return site;
    }

    private void managers(Map<String, String> site) {
        if (managers().size() == 1) {
            site.put("ozone.om.address", address("om.rpc"));
            site.put("ozone.om.http-address", address("om.http"));
            site.put("ozone.om.ratis.port", ports.getProperty("om.ratis"));
            return;
        }
        site.put("ozone.om.service.ids", SERVICE);
        site.put("ozone.om.nodes." + SERVICE, String.join(",", managers()));
        for (String server : managers()) {
            String suffix = "." + SERVICE + "." + server;
            site.put("ozone.om.address" + suffix, address(server + ".rpc"));
            site.put("ozone.om.http-address" + suffix, address(server + ".http"));
            site.put("ozone.om.http-bind-host" + suffix, LOOPBACK);
            site.put("ozone.om.ratis.port" + suffix, ports.getProperty(server + ".ratis"));
        }
    }

    /** Writes the configuration of one server and returns its folder. */
    Path configure(String server) throws IOException {
        Map<String, String> site = common();
        Path data = directory.resolve("data").resolve(server);
        site.put("ozone.metadata.dirs", data.resolve("metadata").toString());
        site.put("ozone.scm.db.dirs", data.resolve("db").toString());
        site.put("ozone.om.db.dirs", data.resolve("db").toString());
        if (managers().contains(server) && managers().size() > 1) {
            site.put("ozone.om.node.id", server);
        }
        if (server.startsWith("datanode")) {
            datanode(server, data, site);
        }
        Path folder = Files.createDirectories(directory.resolve("conf").resolve(server));
        Files.createDirectories(data);
        Files.writeString(folder.resolve("ozone-site.xml"), xml(site));
        Files.writeString(folder.resolve("log4j.properties"), """
                log4j.rootLogger=INFO, out
                log4j.appender.out=org.apache.log4j.ConsoleAppender
                log4j.appender.out.layout=org.apache.log4j.PatternLayout
                log4j.appender.out.layout.ConversionPattern=%d{ISO8601} %p %c{2}: %m%n
                log4j.logger.org.apache.ratis=WARN
                """);
        return folder;
    }

    private void datanode(String server, Path data, Map<String, String> site) {
        site.put("hdds.datanode.dir", data.resolve("chunks").toString());
        site.put(
                "hdds.container.ratis.datanode.storage.dir",
                data.resolve("ratis").toString());
        site.put("hdds.datanode.hostname", LOOPBACK);
        site.put("hdds.datanode.http-address", address(server + ".http"));
        site.put("hdds.datanode.client.address", address(server + ".client"));
        site.put("hdds.datanode.client.port", ports.getProperty(server + ".client"));
        site.put("hdds.datanode.client.bind.host", LOOPBACK);
        site.put("hdds.container.ipc.port", ports.getProperty(server + ".ipc"));
        site.put("hdds.container.ratis.ipc.port", ports.getProperty(server + ".ratis"));
        site.put("hdds.container.ratis.admin.port", ports.getProperty(server + ".admin"));
        site.put("hdds.container.ratis.server.port", ports.getProperty(server + ".server"));
        site.put("hdds.container.ratis.datastream.port", ports.getProperty(server + ".stream"));
        site.put("hdds.datanode.replication.port", ports.getProperty(server + ".replication"));
    }

    private static String xml(Map<String, String> site) {
        StringBuilder xml = new StringBuilder("<configuration>\n");
        site.forEach((name, value) -> xml.append("  <property><name>")
                .append(name)
                .append("</name><value>")
                .append(value.replace("&", "&amp;").replace("<", "&lt;"))
                .append("</value></property>\n"));
        return xml.append("</configuration>\n").toString();
    }
}
