package io.coffer.benchmark;

import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * All servers of a comparison, which run at the same time and take turns. One that cannot be started is named and left
 * out. Most peers are used without signatures: S3Mock checks none, S3Proxy is told to check none, nginx has none.
 */
final class Peers implements AutoCloseable {
    private static final String BUCKET = "load-peers";
    private static final String HEAP = "-Xmx1g";

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final List<LoadTarget> targets = new ArrayList<>();
    private final List<LoadTarget> coffer = new ArrayList<>();
    private final Path directory;
    private final PrintStream out;

    private interface Start {
        PeerProcess start() throws IOException;
    }

    Peers(Path directory, PrintStream out) {
        this.directory = directory;
        this.out = out;
    }

    /** What is stored in Coffer's bucket without a rule, for everybody and without a signature. */
    LoadTarget anonymous() throws IOException {
        LoadTarget plain = targets.getFirst();
        try (OssConnection connection = new OssConnection(plain.port())) {
            connection.exchange(plain.bucket(
                    Method.PUT,
                    "acl",
                    Headers.builder().add("x-oss-acl", "public-read").build()));
        }
        return new LoadTarget(
                "Coffer, anonymous", plain.port(), plain.figures(), plain.bucket(), Optional.empty(), false);
    }

    /** In the order in which they take their first turn. */
    List<LoadTarget> targets() {
        return List.copyOf(targets);
    }

    /** The targets of Coffer itself. */
    List<LoadTarget> coffer() {
        return List.copyOf(coffer);
    }

    void startCoffer(Path launcher) throws IOException {
        LoadCredentials credentials = LoadCredentials.random();
        CofferProcess server = CofferProcess.start(launcher, directory.resolve("coffer"), credentials);
        running.push(server);
        LoadClient client = new LoadClient(server, credentials);
        for (Encryption encryption : List.of(Encryption.OFF, Encryption.AES256)) {
            client.createBucket(encryption);
            coffer.add(new LoadTarget(
                    encryption == Encryption.OFF ? "Coffer" : "Coffer, " + encryption,
                    server.port(),
                    server.figures(),
                    encryption.bucket(),
                    Optional.of(LoadSigner.oss(credentials.signer())),
                    true));
        }
        targets.addAll(coffer);
    }

    /** @param classPaths directory of the files {@code NAME.classpath} */
    void startOthers(Path classPaths) {
        start("S3Mock", true, () -> s3Mock(classPath(classPaths, "s3mock")));
        start("S3Proxy", true, () -> s3Proxy(classPath(classPaths, "s3proxy")));
        start("nginx", false, this::nginx);
        startCeph();
    }

    private void start(String name, boolean isObjectStore, Start start) {
        try {
            PeerProcess peer = start.start();
            running.push(peer);
            LoadTarget target =
                    new LoadTarget(name, peer.port(), peer.figures(), BUCKET, Optional.empty(), isObjectStore);
            if (isObjectStore) {
                try (OssConnection connection = new OssConnection(peer.port())) {
                    connection.exchange(target.bucket(Method.PUT, ""));
                }
            }
            targets.add(target);
        } catch (IOException absent) {
            out.printf("%n%s is left out: %s.%n", name, absent.getMessage());
        }
    }

    private void startCeph() {
        try {
            CephGateway ceph = new CephGateway(Files.createDirectories(directory.resolve("ceph")));
            running.push(ceph);
            targets.add(ceph.target(BUCKET));
        } catch (IOException absent) {
            out.printf("%nCeph's gateway is left out: %s.%n", absent.getMessage());
        }
    }

    private static String classPath(Path directory, String name) throws IOException {
        Path file = directory.resolve(name + ".classpath");
        if (!Files.isRegularFile(file)) {
            throw new IOException("its jars were not resolved");
        }
        return Files.readString(file).strip();
    }

    private PeerProcess s3Mock(String classPath) throws IOException {
        Path home = Files.createDirectories(directory.resolve("s3mock"));
        int port = PeerProcess.freePort();
        return PeerProcess.start(
                "s3mock",
                home,
                port,
                java(
                        classPath,
                        List.of(
                                "-Dcom.adobe.testing.s3mock.store.root=" + home.resolve("data"),
                                "-Dserver.port=0",
                                "-Dhttp.port=" + port,
                                "-Dserver.tomcat.max-keep-alive-requests=-1",
                                "-Dlogging.level.root=ERROR"),
                        "com.adobe.testing.s3mock.S3MockApplication",
                        List.of()));
    }

    private PeerProcess s3Proxy(String classPath) throws IOException {
        Path home = Files.createDirectories(directory.resolve("s3proxy"));
        Path data = Files.createDirectories(home.resolve("data"));
        int port = PeerProcess.freePort();
        Path settings = home.resolve("s3proxy.properties");
        Files.writeString(settings, """
                s3proxy.endpoint=http://127.0.0.1:%d
                s3proxy.authorization=none
                jclouds.provider=filesystem
                jclouds.filesystem.basedir=%s
                """.formatted(port, data));
        return PeerProcess.start(
                "s3proxy",
                home,
                port,
                java(
                        classPath,
                        List.of("-Dlogback.configurationFile=" + quietLogback(home)),
                        "org.gaul.s3proxy.Main",
                        List.of("--properties", settings.toString())));
    }

    /** Its own setting stands in its distribution, not in its jar; without one it logs every request. */
    static Path quietLogback(Path home) throws IOException {
        return Files.writeString(
                home.resolve("logback.xml"), "<configuration><root level=\"ERROR\"/></configuration>\n");
    }

    private static List<String> java(String classPath, List<String> flags, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(HEAP);
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        return command;
    }

    private PeerProcess nginx() throws IOException {
        Path program = Programs.require("nginx");
        Path home = Files.createDirectories(directory.resolve("nginx"));
        Files.createDirectories(home.resolve("data"));
        Files.createDirectories(home.resolve("temp"));
        int port = PeerProcess.freePort();
        Path settings = home.resolve("nginx.conf");
        Files.writeString(settings, nginxSettings(home, port));
        return PeerProcess.start(
                "nginx",
                home,
                port,
                List.of(program.toString(), "-p", home.toString(), "-c", settings.toString(), "-e", "error.log"));
    }

    /** One worker, so that its processor time is told by one process. */
    private static String nginxSettings(Path home, int port) {
        return """
                daemon off;
                master_process off;
                pid %1$s/nginx.pid;
                error_log %1$s/error.log;
                events { worker_connections 2048; }
                http {
                  access_log off;
                  sendfile on;
                  tcp_nodelay on;
                  keepalive_requests 1000000000;
                  client_max_body_size 0;
                  client_body_temp_path %1$s/temp;
                  proxy_temp_path %1$s/temp; fastcgi_temp_path %1$s/temp;
                  uwsgi_temp_path %1$s/temp; scgi_temp_path %1$s/temp;
                  server {
                    listen 127.0.0.1:%2$d backlog=1024;
                    root %1$s/data;
                    dav_methods PUT DELETE;
                    create_full_put_path on;
                  }
                }
                """.formatted(home, port);
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception failure) {
                out.printf("%na server did not stop in order: %s%n", failure.getMessage());
            }
        }
    }
}
