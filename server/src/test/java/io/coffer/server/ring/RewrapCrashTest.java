package io.coffer.server.ring;

import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.protocol.signature.SigningCredentials;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A server that is killed while jobs encrypt in place, re-encrypt and rewrap, and clients write: nothing is lost, the
 * ledger is exact, the job goes on by itself, and nothing lies in clear at the end.
 */
@Tag("own-engine")
class RewrapCrashTest {
    /** The full length is 200, by {@code -Pfull}. */
    private static final int ROUNDS = Integer.getInteger("coffer.rewrap.crash.rounds", 5);

    private static final int OBJECTS = 60;
    private static final int PARTS = 4;
    private static final int STEPS_APART = 1_000_003;
    private static final String CANARY = "canary-8f1c0de5a77b4e21-in-clear";
    private static final Pattern READY = Pattern.compile("ready (\\S+) administration (\\S+) in \\d+ ms");

    @TempDir
    Path directory;

    private final Random random = new Random();

    /** The step that each object was last written in, acknowledged and under way. */
    private final int[] acknowledged = new int[OBJECTS];

    private final int[] underWay = new int[OBJECTS];
    private int interrupted;

    private record Server(Process process, Client owner, Administration administration) {
        void kill() throws InterruptedException {
            process.toHandle().destroyForcibly();
            assertThat(process.waitFor()).isEqualTo(128 + 9);
        }
    }

    private Server start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.coffer.server.main.CofferServer",
                "--data",
                directory.resolve("data").toString(),
                "--listen",
                "127.0.0.1:0",
                "--admin-listen",
                "127.0.0.1:0");
        builder.environment().put("OSS_ACCESS_KEY_ID", "LTAIowner");
        builder.environment().put("OSS_ACCESS_KEY_SECRET", "owner-secret");
        // slow enough that a kill comes in the middle of a job
        builder.environment().put("COFFER_REWRAP_OBJECTS_PER_SECOND", Integer.toString(OBJECTS));
        builder.redirectError(directory.resolve("server.log").toFile());
        Process process = builder.start();
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        Matcher ready = READY.matcher(Optional.ofNullable(output.readLine()).orElse(""));
        assertThat(ready.matches())
                .as(Files.readString(directory.resolve("server.log")))
                .isTrue();
        Thread.ofVirtual().start(() -> output.lines().forEach(line -> {}));
        SigningCredentials credentials =
                new SigningCredentials("LTAIowner", "owner-secret".getBytes(StandardCharsets.UTF_8), Optional.empty());
        return new Server(
                process,
                new Client(URI.create(ready.group(1)).getPort(), Optional.of(credentials), Clock.systemUTC()),
                new Administration(
                        URI.create(ready.group(2)), "LTAIowner", "owner-secret", Optional.empty(), Clock.systemUTC()));
    }

    private static byte[] body(int object, int step) {
        byte[] body = Rewrapping.bytes(40 + (object * 977 + step * 13) % 60_000, object * STEPS_APART + step);
        byte[] canary = CANARY.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(canary, 0, body, 0, canary.length);
        return body;
    }

    private static String key(int object) {
        return "object-" + object;
    }

    @Test
    void killedAgainAndAgainItComesToItsEnd() throws Exception {
        Server server = start();
        server.owner().create("bucket");
        for (int object = 0; object < OBJECTS; object++) {
            write(server, object, 0);
        }
        String key =
                server.administration().succeed(Administration.KMS, "CreateKey").text("/KeyMetadata/KeyId");
        for (int round = 0; round < ROUNDS; round++) {
            goal(server, key, round);
            Administration.Reply started =
                    server.administration().call(Administration.COFFER, "StartRewrap", "BucketName", "bucket");
            assertThat(started.outcome()).isIn("200", "409 RewrapInProgress");
            writeUntilKilled(server);
            server = start();
            assertNothingLost(server);
        }
        assertThat(interrupted).as("jobs that were killed").isPositive();
        end(server);
    }

    private static void goal(Server server, String key, int round) {
        Answer answer = switch (round % 4) {
            case 0 -> server.owner().putRule("bucket", "AES256");
            case 1 -> server.owner().putRule("bucket", "SM4");
            case 2 -> server.owner().putKmsRule("bucket", key);
            default -> server.owner().putRule("bucket", "KMS");
        };
        assertThat(answer.outcome()).isEqualTo("200");
    }

    private void writeUntilKilled(Server server) throws Exception {
        AtomicBoolean killed = new AtomicBoolean();
        try (ExecutorService client = Executors.newSingleThreadExecutor()) {
            Future<?> writing = client.submit(() -> {
                while (!killed.get()) {
                    int object = random.nextInt(OBJECTS);
                    try {
                        write(server, object, Math.max(acknowledged[object], underWay[object]) + 1);
                    } catch (UncheckedIOException cut) {
                        return;
                    }
                }
            });
            Thread.sleep(random.nextInt(800));
            killed.set(true);
            interrupted += jobs(server).contains("Running") ? 1 : 0;
            server.kill();
            writing.get(1, TimeUnit.MINUTES);
        }
    }

    /** Every fifth object is one of parts. */
    private void write(Server server, int object, int step) {
        underWay[object] = step;
        if (object % 5 == 0) {
            upload(server, object, step);
        } else {
            requireDone(server.owner()
                    .object(PUT, "bucket", key(object))
                    .header("x-oss-meta-step", CANARY + step)
                    .body(body(object, step))
                    .send());
        }
        acknowledged[object] = step;
    }

    private static void requireDone(Answer answer) {
        if (answer.status() != 200) {
            throw new UncheckedIOException(new IOException("not done: " + answer.outcome()));
        }
    }

    private static void upload(Server server, int object, int step) {
        String id = server.owner()
                .object(POST, "bucket", key(object))
                .with("uploads")
                .send()
                .element("UploadId")
                .orElseThrow(() -> new UncheckedIOException(new IOException("no upload")));
        for (int number = 1; number <= PARTS; number++) {
            requireDone(server.owner()
                    .object(PUT, "bucket", key(object))
                    .with("partNumber", Integer.toString(number))
                    .with("uploadId", id)
                    .body(part(object, step, number))
                    .send());
        }
        requireDone(server.owner()
                .object(POST, "bucket", key(object))
                .with("uploadId", id)
                .header("x-oss-complete-all", "yes")
                .send());
    }

    private static byte[] part(int object, int step, int number) {
        byte[] part = Rewrapping.bytes(number < PARTS ? 102_400 : 100, object * STEPS_APART + step * PARTS + number);
        byte[] canary = CANARY.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(canary, 0, part, 0, canary.length);
        return part;
    }

    private static byte[] expected(int object, int step) {
        if (object % 5 != 0) {
            return body(object, step);
        }
        byte[] whole = new byte[(PARTS - 1) * 102_400 + 100];
        for (int number = 1; number <= PARTS; number++) {
            byte[] part = part(object, step, number);
            System.arraycopy(part, 0, whole, (number - 1) * 102_400, part.length);
        }
        return whole;
    }

    private void assertNothingLost(Server server) {
        for (int object = 0; object < OBJECTS; object++) {
            byte[] found = server.owner().get("bucket", key(object)).body();
            boolean last = Arrays.equals(found, expected(object, acknowledged[object]));
            boolean next = Arrays.equals(found, expected(object, underWay[object]));
            assertThat(last || next)
                    .as("object %d, %d bytes", object, found.length)
                    .isTrue();
            if (!last) {
                acknowledged[object] = underWay[object];
            }
        }
        JsonNode check = server.administration()
                .succeed(Administration.COFFER, "VerifyLedger")
                .body();
        assertThat(check.path("IsExact").asBoolean()).as("%s", check).isTrue();
    }

    private void end(Server server) throws Exception {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(jobs(server)).doesNotContain("Running", "Reclaiming"));
        assertThat(jobs(server)).as("they went on by themselves").isNotEmpty().containsOnly("Finished");
        String id = server.administration()
                .succeed(Administration.COFFER, "StartRewrap", "BucketName", "bucket")
                .text("/RewrapId");
        JsonNode report = Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> server.administration()
                                .succeed(Administration.COFFER, "GetRewrap", "BucketName", "bucket", "RewrapId", id)
                                .body(),
                        job -> job.has("IsComplete"));
        assertThat(report.path("IsComplete").asBoolean()).as("%s", report).isTrue();
        assertNothingLost(server);
        assertNoCanary();
        server.kill();
        assertNoCanary();
    }

    private static List<String> jobs(Server server) {
        return server.administration()
                .succeed(Administration.COFFER, "ListRewraps", "BucketName", "bucket")
                .body()
                .at("/Rewraps/Rewrap")
                .valueStream()
                .map(job -> job.path("Status").asString())
                .toList();
    }

    private void assertNoCanary() throws IOException {
        assertThat(FilesInUse.with(directory.resolve("data"), CANARY)).isEmpty();
    }
}
