package io.coffer.benchmark;

import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.signature.RequestSigner;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** One Ozone cluster and those who work on it: its own client, Coffer's gateways, and its own S3 gateway. */
final class OzonePeers implements AutoCloseable {
    private static final String S3_GATEWAY = "s3gateway";
    private static final String S3_BUCKET = "load-peers";

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final List<Contender> contenders = new ArrayList<>();
    private final LoadCredentials credentials = LoadCredentials.random();
    private final PeerOptions options;
    private final Path directory;
    private final DevClusterProcesses cluster;

    OzonePeers(PeerOptions options, Path directory, PrintStream out) throws IOException {
        this.options = options;
        this.directory = directory;
        this.cluster = DevClusterProcesses.start(options.launcher(), clusterIn(directory), credentials);
        running.push(cluster);
        try {
            NativeClientProcess own = NativeClientProcess.start(
                    options.launcher().resolveSibling("storage-ozone/target/coffer/ozone"),
                    cluster.address("om.rpc"),
                    directory);
            running.push(own);
            contenders.add(own);
            for (Encryption encryption : List.of(Encryption.OFF, Encryption.AES256)) {
                createBucket(encryption);
                contenders.add(new PeerClient(gateway(0, encryption, credentials.signer())));
            }
        } catch (IOException | RuntimeException failure) {
            close();
            throw failure;
        }
        try {
            contenders.add(startS3Gateway());
        } catch (IOException absent) {
            out.printf("%nOzone's S3 gateway is left out: %s.%n", absent.getMessage());
        }
    }

    static Path clusterIn(Path directory) {
        return directory.resolve("cluster");
    }

    /** The first one is Ozone's own client. */
    List<Contender> contenders() {
        return List.copyOf(contenders);
    }

    DevClusterProcesses cluster() {
        return cluster;
    }

    private LoadTarget gateway(int number, Encryption encryption, RequestSigner signer) throws IOException {
        return new LoadTarget(
                encryption == Encryption.OFF ? "Coffer" : PeerTable.ENCRYPTED,
                cluster.port(number),
                new ProcessFigures(cluster.processId(number)),
                encryption.bucket(),
                Optional.of(LoadSigner.oss(signer)),
                true);
    }

    /** Both gateways, by their encrypted bucket. */
    List<LoadTarget> gateways() throws IOException {
        return gateways(credentials.signer());
    }

    /** The same, with a secret that is not theirs. */
    List<LoadTarget> refusingGateways() throws IOException {
        return gateways(LoadCredentials.random().signer());
    }

    private List<LoadTarget> gateways(RequestSigner signer) throws IOException {
        return List.of(gateway(0, Encryption.AES256, signer), gateway(1, Encryption.AES256, signer));
    }

    private void createBucket(Encryption encryption) throws IOException {
        LoadTarget target = gateway(0, encryption, credentials.signer());
        try (OssConnection connection = new OssConnection(target.port())) {
            connection.exchange(target.bucket(Method.PUT, ""));
            if (encryption.rule().isPresent()) {
                byte[] rule = encryption.rule().get().getBytes(StandardCharsets.UTF_8);
                connection.exchange(target.bucket(Method.PUT, "encryption", rule.length), rule);
            }
        }
    }

    private Contender startS3Gateway() throws IOException {
        Path jars = options.classPaths().resolve("ozone-s3gateway.classpath");
        if (!Files.isRegularFile(jars)) {
            throw new IOException("its jars were not resolved");
        }
        int port = PeerProcess.freePort();
        Path home = Files.createDirectories(directory.resolve(S3_GATEWAY));
        configure(home, port);
        PeerProcess process = PeerProcess.start(
                S3_GATEWAY,
                home,
                port,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "--add-opens=java.base/java.nio=ALL-UNNAMED",
                        "-Xmx512m",
                        "-cp",
                        home + ":" + Files.readString(jars).strip(),
                        "org.apache.hadoop.ozone.s3.Gateway"));
        running.push(process);
        LoadTarget target = new LoadTarget(
                "Ozone's S3 gateway", port, process.figures(), S3_BUCKET, Optional.empty(), true, awsSignature());
        try (OssConnection connection = new OssConnection(port)) {
            connection.exchange(target.bucket(Method.PUT, ""));
        }
        return new PeerClient(target);
    }

    private void configure(Path home, int port) throws IOException {
        String more = property("ozone.s3g.http-address", "127.0.0.1:" + port)
                + property("ozone.s3g.http-bind-host", "127.0.0.1")
                + property("ozone.s3g.webadmin.http-address", "127.0.0.1:" + PeerProcess.freePort())
                + property("ozone.s3g.webadmin.http-bind-host", "127.0.0.1")
                + property("ozone.metadata.dirs", home.resolve("metadata").toString())
                + property("ozone.http.basedir", home.resolve("http").toString());
        Files.writeString(
                home.resolve("ozone-site.xml"), cluster.site().replace("</configuration>", more + "</configuration>"));
        Files.writeString(home.resolve("log4j.properties"), """
                log4j.rootLogger=WARN, out
                log4j.appender.out=org.apache.log4j.ConsoleAppender
                log4j.appender.out.layout=org.apache.log4j.PatternLayout
                log4j.appender.out.layout.ConversionPattern=%d{ISO8601} %p %c{2}: %m%n
                """);
    }

    private static String property(String name, String value) {
        return "<property><name>" + name + "</name><value>" + value + "</value></property>\n";
    }

    /** Well-formed and not a signature of anything: a cluster without Kerberos has no secrets to check it with. */
    private static Headers awsSignature() {
        String time = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                .withZone(ZoneOffset.UTC)
                .format(Instant.now());
        return Headers.builder()
                .add("x-amz-date", time)
                .add("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
                .add(
                        "authorization",
                        "AWS4-HMAC-SHA256 Credential=load-driver/" + time.substring(0, 8)
                                + "/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature="
                                + "0".repeat(64))
                .build();
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception failure) {
                System.err.println("a process did not stop in order: " + failure.getMessage());
            }
        }
    }
}
