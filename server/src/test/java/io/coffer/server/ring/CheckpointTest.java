package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.server.ring.Administration.COFFER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.coffer.server.main.OfflineTools;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints leave the machine, and a store that was put back is recognised by them. */
@Tag("own-engine")
class CheckpointTest {
    private static final String[] NO_SETTINGS = {};

    @TempDir
    private Path directory;

    private Path data() {
        return directory.resolve("data");
    }

    private String[] fileDrop() throws IOException {
        Path drop = Files.createDirectories(directory.resolve("drop"));
        return new String[] {"checkpoints:\n  file-drop: " + drop};
    }

    private List<Path> dropped() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("drop"))) {
            return files.sorted().toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    private void session(Path data, String[] settings, String key) {
        try (Ring ring = Ring.on(data, settings)) {
            if (ring.owner().bucket(GET, "bucket").send().status() == 404) {
                ring.owner().create("bucket").putRule("bucket", "AES256");
            }
            assertThat(ring.owner().put("bucket", key, key).outcome()).isEqualTo("200");
        }
    }

    @Test
    void theLastCheckpointOfAProcessIsOfTheStoreAsItIsLeft() throws IOException {
        session(data(), fileDrop(), "one");
        String checkpoint = dropped().getLast().toString();
        OfflineTools.Result result = OfflineTools.verify(data(), "--checkpoint", checkpoint);
        assertThat(result.code()).as(result.out()).isZero();
        assertThat(result.json().path("anchor").asString()).startsWith("exactly as at sequence ");
        assertThat(result.json().path("anchoredSequence").asLong())
                .isEqualTo(result.json().path("sequence").asLong());
        assertThat(OfflineTools.keyLog("verify", data().resolve("key-log").toString(), "--checkpoint", checkpoint)
                        .code())
                .isZero();
    }

    @Test
    void aStoreThatWentOnIsNotOlder() throws IOException {
        session(data(), fileDrop(), "one");
        String checkpoint = dropped().getLast().toString();
        session(data(), NO_SETTINGS, "two");
        OfflineTools.Result result = OfflineTools.verify(data(), "--checkpoint", checkpoint);
        assertThat(result.code()).as(result.out()).isZero();
        assertThat(result.json().path("anchor").asString()).contains("is not detected");
    }

    @Test
    void aCopyFromBeforeIsNamed() throws IOException {
        session(data(), NO_SETTINGS, "one");
        Path backup = directory.resolve("backup");
        copy(data(), backup);
        copy(directory.resolve("data.root-key"), directory.resolve("backup.root-key"));
        session(data(), fileDrop(), "two");
        OfflineTools.Result result =
                OfflineTools.verify(backup, "--checkpoint", dropped().getLast().toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.findings()).contains("checkpoint /").anyMatch(finding -> finding.startsWith("key-log /"));
        assertThat(result.json().path("anchor").asString()).contains("older than the anchored sequence");
    }

    /** As if one record had been put back: as many changes, but other ones. */
    @Test
    void otherRecordsAtTheAnchoredSequenceAreFound() throws IOException {
        session(data(), NO_SETTINGS, "one");
        Path other = directory.resolve("other");
        copy(data(), other);
        copy(directory.resolve("data.root-key"), directory.resolve("other.root-key"));
        session(data(), fileDrop(), "two");
        session(other, NO_SETTINGS, "2");
        OfflineTools.Result result =
                OfflineTools.verify(other, "--checkpoint", dropped().getLast().toString());
        assertThat(result.json().path("anchoredSequence").asLong())
                .isEqualTo(result.json().path("sequence").asLong());
        assertThat(result.findings()).contains("checkpoint /");
        assertThat(result.json().path("anchor").asString()).contains("other records");
    }

    @Test
    void aCutOfTheKeyUseLogIsFoundByTheCheckpoint() throws IOException {
        session(data(), fileDrop(), "one");
        Path log;
        try (Stream<Path> files = Files.list(data().resolve("key-log"))) {
            log = files.findFirst().orElseThrow();
        }
        List<String> lines = Files.readAllLines(log);
        Files.write(log, lines.subList(0, lines.size() - 1));
        assertThat(OfflineTools.keyLog("verify", log.toString()).code()).isZero();
        OfflineTools.Result result = OfflineTools.keyLog(
                "verify", log.toString(), "--checkpoint", dropped().getLast().toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("TRUNCATED");
    }

    @Test
    void aForgedCheckpointIsRefused() throws IOException {
        session(data(), fileDrop(), "one");
        Path checkpoint = dropped().getLast();
        Files.writeString(
                checkpoint, Files.readString(checkpoint).replaceFirst("sequence\\\\\":[0-9]+", "sequence\\\\\":1"));
        assertThat(Files.readString(checkpoint)).contains("sequence\\\":1,");
        assertThat(OfflineTools.verify(data(), "--checkpoint", checkpoint.toString())
                        .code())
                .isEqualTo(2);
    }

    @Test
    void aCheckpointOfAnotherStoreIsNamed() throws IOException {
        session(data(), fileDrop(), "one");
        Path other = directory.resolve("other");
        session(other, NO_SETTINGS, "one");
        OfflineTools.Result result =
                OfflineTools.verify(other, "--checkpoint", dropped().getLast().toString());
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.json().path("anchor").asString()).contains("another store");
    }

    @Test
    void administrationTakesOneAndShowsTheKey() throws IOException {
        try (Ring ring = Ring.on(data(), fileDrop())) {
            Administration.Reply taken = ring.administration().succeed(COFFER, "TakeCheckpoint");
            Administration.Reply shown = ring.administration().succeed(COFFER, "DescribeCheckpoints");
            assertThat(taken.text("/Checkpoint/Signed")).contains(shown.text("/PublicKey"));
            assertThat(Files.readString(dropped().getLast()).strip()).isEqualTo(taken.text("/Checkpoint/Signed"));
            assertThat(shown.text("/Deliveries/Delivery/0/Target")).isEqualTo("file-drop");
            assertThat(shown.text("/Deliveries/Delivery/0/Failure")).isEmpty();
        }
        try (Ring memory = Ring.inMemory()) {
            assertThat(memory.administration().call(COFFER, "TakeCheckpoint").status())
                    .isEqualTo(501);
        }
    }

    @Test
    void aFailedDeliveryIsToldAndTriedAgain() throws IOException {
        Path drop = directory.resolve("drop");
        String settings = "checkpoints:\n  interval-seconds: 86400\n  file-drop: " + drop;
        try (Ring ring = Ring.on(data(), settings)) {
            ring.administration().succeed(COFFER, "TakeCheckpoint");
            assertThat(ring.administration().get("/-/ready").body())
                    .startsWith("ready\nwarning: checkpoints cannot be delivered by file-drop: ");
            Files.createDirectories(drop);
            ring.runCheckpoints();
            assertThat(ring.administration().get("/-/ready").body()).isEqualTo("ready\n");
            assertThat(dropped()).hasSize(1);
        }
    }

    @Test
    void syslogOverUdpAndTcpAndAWebhookGetIt() throws Exception {
        try (DatagramSocket udp = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            String signed = taken("syslog: udp://127.0.0.1:" + udp.getLocalPort());
            DatagramPacket packet = new DatagramPacket(new byte[10_000], 10_000);
            udp.receive(packet);
            assertThat(new String(packet.getData(), 0, packet.getLength(), UTF_8))
                    .startsWith("<109>1 ")
                    .contains(" coffer ")
                    .endsWith(" checkpoint - " + signed);
        }
        try (ServerSocket tcp = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> received = CompletableFuture.supplyAsync(() -> accept(tcp));
            String signed = taken("syslog: tcp://127.0.0.1:" + tcp.getLocalPort());
            String frame = received.get();
            int space = frame.indexOf(' ');
            assertThat(Integer.parseInt(frame.substring(0, space)))
                    .isEqualTo(frame.substring(space + 1).getBytes(UTF_8).length);
            assertThat(frame).endsWith(signed);
        }
        CompletableFuture<String> posted = new CompletableFuture<>();
        HttpServer webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/hook", exchange -> {
            posted.complete(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        webhook.start();
        try {
            String signed =
                    taken("webhook: http://127.0.0.1:" + webhook.getAddress().getPort() + "/hook");
            assertThat(posted.get()).isEqualTo(signed);
        } finally {
            webhook.stop(0);
        }
    }

    private String taken(String target) {
        try (Ring ring = Ring.on(data(), "checkpoints:\n  interval-seconds: 86400\n  " + target)) {
            return ring.administration().succeed(COFFER, "TakeCheckpoint").text("/Checkpoint/Signed");
        }
    }

    private static String accept(ServerSocket tcp) {
        try (Socket socket = tcp.accept()) {
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
