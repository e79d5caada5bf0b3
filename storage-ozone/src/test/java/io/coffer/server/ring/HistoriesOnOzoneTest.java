package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.history.Linearization;
import io.coffer.storage.ozone.OzoneRingStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Callers at two gateways who race on the same objects: what they were told fits one order of their calls for each object.
 * {@code coffer.history.calls} is how many calls each makes.
 */
class HistoriesOnOzoneTest {
    private static final int CALLS_EACH = Integer.getInteger("coffer.history.calls", 60);
    private static final int CALLERS = 4;
    private static final int OBJECTS = 3;

    /** So many calls of each go to one object before the next takes its place: the search stays short. */
    private static final int CALLS_TO_ONE = 30;

    @TempDir
    private static Path directory;

    private static Gateways gateways;

    @BeforeAll
    static void start() {
        gateways = Gateways.start(new OzoneRingStorage().settings(), directory);
        Client owner = gateways.one().owner();
        owner.create("plain").putRule("plain", "AES256");
        owner.create("versions").putRule("versions", "SM4");
        owner.bucket(PUT, "versions")
                .with("versioning")
                .body("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
                .send();
    }

    @AfterAll
    static void stop() {
        gateways.close();
    }

    @FunctionalInterface
    private interface Move {
        void make(ObjectHistory object, Client client, Random random, String tag);
    }

    @Test
    void withoutVersionsEveryHistoryHasAnOrder() throws Exception {
        race("plain", false, (object, client, random, tag) -> {
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> object.put(client, tag, false);
                case 3, 4 -> object.put(client, tag, true);
                case 5, 6 -> object.delete(client, tag);
                case 7 -> object.complete(client, tag, random.nextBoolean());
                case 8 -> object.head(client);
                case 9 -> object.list(client);
                default -> object.get(client);
            }
        });
    }

    @Test
    void withVersionsEveryHistoryHasAnOrder() throws Exception {
        race("versions", true, (object, client, random, tag) -> {
            List<String> ids = object.ids();
            int move = random.nextInt(ids.isEmpty() ? 8 : 13);
            switch (move) {
                case 0, 1, 2 -> object.put(client, tag, false);
                case 3 -> object.put(client, tag, true);
                case 4 -> object.delete(client, tag);
                case 5 -> object.complete(client, tag, false);
                case 6 -> object.head(client);
                case 7 -> object.get(client);
                case 8 -> object.list(client);
                case 9, 10 -> object.deleteVersion(client, ids.get(random.nextInt(ids.size())));
                default -> object.getVersion(client, ids.get(random.nextInt(ids.size())));
            }
        });
    }

    private static void race(String bucket, boolean versioned, Move move) throws Exception {
        long seed = System.nanoTime();
        int rounds = Math.max(1, CALLS_EACH / (CALLS_TO_ONE * OBJECTS));
        int calls = Math.min(CALLS_EACH, CALLS_TO_ONE * OBJECTS);
        int written = 0;
        for (int round = 0; round < rounds; round++) {
            List<ObjectHistory> objects = new ArrayList<>();
            for (int object = 0; object < OBJECTS; object++) {
                objects.add(new ObjectHistory(bucket, "object-" + round + "-" + object, versioned));
            }
            race(objects, seed + round, calls, move);
            for (ObjectHistory object : objects) {
                written += object.events().size();
                assertThat(Linearization.fault(ObjectHistory.NOTHING, object.events()))
                        .as("seed %d, round %d", seed, round)
                        .isEmpty();
            }
        }
        System.out.printf("%s: %d calls of %d callers at two gateways have an order%n", bucket, written, CALLERS);
    }

    private static void race(List<ObjectHistory> objects, long seed, int calls, Move move) throws Exception {
        List<Future<?>> running = new ArrayList<>();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int caller = 0; caller < CALLERS; caller++) {
                String name = "c" + caller;
                Random random = new Random(seed + caller);
                Client client = gateways.both().get(caller % 2).owner();
                running.add(callers.submit(() -> {
                    for (int call = 0; call < calls; call++) {
                        move.make(objects.get(random.nextInt(OBJECTS)), client, random, name + "-" + call);
                    }
                }));
            }
        }
        for (Future<?> ended : running) {
            ended.get();
        }
    }

    @Test
    void whatIsAcknowledgedAtOneIsReadAndListedAtTheOther() {
        Client one = gateways.one().owner();
        Client other = gateways.other().owner();
        for (int number = 0; number < 10; number++) {
            Client writer = number % 2 == 0 ? one : other;
            Client reader = number % 2 == 0 ? other : one;
            String key = "seen-" + number;
            assertThat(writer.put("plain", key, key).outcome()).isEqualTo("200");
            assertThat(reader.get("plain", key).text()).isEqualTo(key);
            assertThat(listed(reader, key)).isEqualTo(key);
            assertThat(writer.delete("plain", key).outcome()).isEqualTo("204");
            assertThat(reader.head("plain", key).status()).isEqualTo(404);
            assertThat(listed(reader, key)).isEmpty();
        }
    }

    private static String listed(Client client, String key) {
        return client.bucket(GET, "plain")
                .with("prefix", key)
                .send()
                .element("Key")
                .orElse("");
    }
}
