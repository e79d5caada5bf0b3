package io.coffer.server.crash;

import static io.coffer.server.ring.Administration.COFFER;
import static io.coffer.server.ring.Administration.KMS;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.ring.Administration;
import io.coffer.server.ring.Client;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A server that is killed while a key is rotated, what it protects is rewrapped, and its older versions are fenced and
 * destroyed, and while clients write: nothing that was acknowledged is lost, each destroyed version has its certificate
 * after the next start, and the ledger stays exact.
 */
class ShreddingCrashTest {
    private static final int ROUNDS = Integer.getInteger("coffer.shredding.crash.rounds", 4);
    private static final long SEED = Long.getLong("coffer.crash.seed", System.nanoTime());
    private static final int OBJECTS = 20;
    private static final int LONGEST_MILLIS = 1200;
    private static final int MILLIS_BETWEEN_LOOKS = 10;
    private static final String BUCKET = "shredded";

    private final Random random = new Random(SEED);
    private final Map<Integer, Integer> acknowledged = new ConcurrentHashMap<>();
    private final Map<Integer, Integer> underWay = new ConcurrentHashMap<>();
    private final AtomicInteger destroyed = new AtomicInteger();

    @TempDir
    Path directory;

    @Test
    void nothingIsLostButWhatWasDestroyed() throws Exception {
        System.out.println("seed " + SEED);
        Path data = directory.resolve("data");
        MortalServer server = MortalServer.start(data);
        String key = server.administration().succeed(KMS, "CreateKey").text("/KeyMetadata/KeyId");
        server.client().create(BUCKET).putKmsRule(BUCKET, key);
        for (int object = 0; object < OBJECTS; object++) {
            write(server.client(), object, 1);
        }
        shred(server.administration(), key);
        for (int round = 0; round < ROUNDS; round++) {
            workUntilKilled(server, key);
            LedgerCheck.ofStore(data);
            server = MortalServer.start(data);
            assertNothingLost(server.client());
            assertCertified(server.administration());
        }
        server.kill();
        assertThat(destroyed.get()).as("versions destroyed").isPositive();
    }

    private void workUntilKilled(MortalServer server, String key) throws Exception {
        try (ExecutorService working = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> writer = working.submit(() -> untilCut(() -> {
                int object = random.nextInt(OBJECTS);
                write(server.client(), object, Math.max(acknowledged.get(object), underWay.get(object)) + 1);
            }));
            Future<?> shredder = working.submit(() -> untilCut(() -> shred(server.administration(), key)));
            Thread.sleep(random.nextInt(LONGEST_MILLIS));
            server.kill();
            writer.get();
            shredder.get();
        }
    }

    private static void untilCut(Runnable work) {
        try {
            while (true) {
                work.run();
            }
        } catch (UncheckedIOException cut) {
            // the server was killed
        }
    }

    private void write(Client client, int object, int step) {
        underWay.put(object, step);
        assertThat(client.put(BUCKET, name(object), content(object, step)).outcome())
                .isEqualTo("200");
        acknowledged.put(object, step);
    }

    private static String name(int object) {
        return "object-" + object;
    }

    private static String content(int object, int step) {
        return ("object " + object + " step " + step + " ").repeat(1 + object * 7);
    }

    /** One new version, everything under it, and the end of those before that protect nothing any more. */
    private void shred(Administration administration, String key) {
        administration.succeed(KMS, "CreateKeyVersion", "KeyId", key);
        rewrap(administration);
        int newest = administration
                .succeed(KMS, "ListKeyVersions", "KeyId", key, "PageSize", "1")
                .body()
                .path("TotalCount")
                .asInt();
        for (int version = Math.max(1, newest - 2); version < newest; version++) {
            String number = Integer.toString(version);
            Administration.Reply fenced =
                    administration.succeed(COFFER, "FenceKeyVersion", "KeyId", key, "KeyVersion", number);
            if (fenced.text("/Takes").equals("0") && fenced.text("/State").equals("FENCED")) {
                administration.succeed(COFFER, "DestroyKeyVersion", "KeyId", key, "KeyVersion", number, "Takes", "0");
                destroyed.incrementAndGet();
            }
        }
    }

    private static void rewrap(Administration administration) {
        Administration.Reply started = administration.call(COFFER, "StartRewrap", "BucketName", BUCKET);
        assertThat(started.outcome()).isIn("200", "409 RewrapInProgress");
        while (isRunning(administration)) {
            try {
                Thread.sleep(MILLIS_BETWEEN_LOOKS);
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        }
    }

    private static boolean isRunning(Administration administration) {
        return administration
                .succeed(COFFER, "ListRewraps", "BucketName", BUCKET)
                .body()
                .at("/Rewraps/Rewrap")
                .valueStream()
                .anyMatch(job -> Set.of("Running", "Reclaiming")
                        .contains(job.path("Status").asString()));
    }

    private void assertNothingLost(Client client) {
        for (int object = 0; object < OBJECTS; object++) {
            String found = client.get(BUCKET, name(object)).text();
            assertThat(found).isIn(content(object, acknowledged.get(object)), content(object, underWay.get(object)));
            if (found.equals(content(object, underWay.get(object)))) {
                acknowledged.put(object, underWay.get(object));
            }
        }
    }

    private static void assertCertified(Administration administration) {
        Set<String> certified = administration
                .succeed(COFFER, "ListKeyDestructions")
                .body()
                .at("/Destructions/Destruction")
                .valueStream()
                .filter(one -> one.has("Certificate") && one.has("Destroyed"))
                .map(one -> one.path("KeyVersionId").asString())
                .collect(Collectors.toSet());
        JsonNode all = administration.succeed(COFFER, "ListKeyDestructions").body();
        assertThat(certified)
                .as("%s", all)
                .hasSize(all.at("/Destructions/Destruction").size());
        JsonNode check = administration.succeed(COFFER, "VerifyLedger").body();
        assertThat(check.path("IsExact").asBoolean()).as("%s", check).isTrue();
    }
}
