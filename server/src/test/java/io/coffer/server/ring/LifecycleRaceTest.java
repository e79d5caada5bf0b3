package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written while its predecessor is about to expire is never lost, and never made cold. */
class LifecycleRaceTest {
    private static final int ROUNDS = 40;

    @ParameterizedTest
    @ValueSource(strings = {"Never", "Enabled", "Suspended"})
    void aFreshObjectSurvivesTheEndOfTheOldOne(String versioning) throws Exception {
        race(versioning, "<Expiration><Days>1</Days></Expiration>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Never", "Suspended"})
    void aFreshObjectKeepsItsClass(String versioning) throws Exception {
        race(versioning, "<Transition><Days>1</Days><StorageClass>Archive</StorageClass></Transition>");
    }

    private static void race(String versioning, String action) throws Exception {
        try (Ring ring = Ring.inMemory();
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Client owner = ring.owner().create("race");
            if (!versioning.equals("Never")) {
                owner.bucket(PUT, "race")
                        .with("versioning")
                        .body("<VersioningConfiguration><Status>" + versioning + "</Status></VersioningConfiguration>")
                        .send();
            }
            owner.bucket(PUT, "race")
                    .with("lifecycle")
                    .body("<LifecycleConfiguration><Rule><ID>r</ID><Prefix/><Status>Enabled</Status>" + action
                            + "</Rule></LifecycleConfiguration>")
                    .send();
            for (int round = 0; round < ROUNDS; round++) {
                owner.put("race", "a", "old " + round);
                ring.clock().advance(Duration.ofDays(3));
                CyclicBarrier start = new CyclicBarrier(2);
                Future<?> chore = threads.submit(() -> {
                    start.await();
                    ring.runChore("lifecycle");
                    return null;
                });
                String fresh = "new " + round;
                start.await();
                assertThat(owner.put("race", "a", fresh).outcome()).isEqualTo("200");
                chore.get();
                Answer found = owner.object(GET, "race", "a").send();
                assertThat(found.text()).isEqualTo(fresh);
                assertThat(found.header("x-oss-storage-class")).contains("Standard");
            }
        }
    }
}
