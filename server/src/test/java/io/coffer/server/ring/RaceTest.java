package io.coffer.server.ring;

import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Callers that meet on one key: what is found afterwards is what one of them did, whole. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RaceTest {
    private static final int ROUNDS = 20;
    private static final int CALLERS = 4;

    private Ring ring;
    private Client owner;

    @BeforeAll
    void start() {
        ring = Ring.inMemory();
        owner = ring.owner().create("bucket");
        owner.putRule("bucket", "AES256");
    }

    @AfterAll
    void stop() {
        ring.close();
    }

    /** What a writer sends: the length and every byte tell who it was. */
    private static byte[] body(int writer) {
        byte[] body = new byte[70_000 + 10_000 * writer];
        new Random(writer).nextBytes(body);
        return body;
    }

    private Answer put(String key, int writer, boolean forbid) {
        return owner.object(PUT, "bucket", key)
                .header("x-oss-meta-writer", Integer.toString(writer))
                .header("x-oss-forbid-overwrite", Boolean.toString(forbid))
                .body(body(writer))
                .send();
    }

    private static <T> List<T> together(List<Callable<T>> calls) throws Exception {
        CyclicBarrier start = new CyclicBarrier(calls.size());
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> call : calls) {
                running.add(threads.submit(() -> {
                    start.await();
                    return call.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        }
    }

    private void assertFromOneWriter(Answer found) {
        assertThat(found.status()).isEqualTo(200);
        int writer = Integer.parseInt(found.header("x-oss-meta-writer").orElseThrow());
        assertThat(found.body()).isEqualTo(body(writer));
    }

    @Test
    void ofManyPutsOneIsLeft() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            List<Callable<Answer>> calls = new ArrayList<>();
            for (int writer = 0; writer < CALLERS; writer++) {
                int number = writer;
                calls.add(() -> put("puts", number, false));
                calls.add(() -> owner.get("bucket", "puts"));
            }
            for (Answer answer : together(calls)) {
                if (answer.header("x-oss-meta-writer").isPresent()) {
                    assertFromOneWriter(answer);
                } else {
                    assertThat(answer.status()).isIn(200, 404);
                }
            }
            assertFromOneWriter(owner.get("bucket", "puts"));
        }
    }

    @Test
    void aPutAndADeleteLeaveTheWholeOrNothing() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            List<Callable<Answer>> calls = List.of(
                    () -> put("deleted", 1, false),
                    () -> owner.delete("bucket", "deleted"),
                    () -> owner.get("bucket", "deleted"));
            together(calls);
            Answer found = owner.get("bucket", "deleted");
            if (found.status() != 404) {
                assertFromOneWriter(found);
            }
        }
    }

    @Test
    void whereOverwritingIsForbiddenOneWins() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String key = "once-" + round;
            List<Callable<Answer>> calls = new ArrayList<>();
            for (int writer = 0; writer < CALLERS; writer++) {
                int number = writer;
                calls.add(() -> put(key, number, true));
            }
            List<String> outcomes =
                    together(calls).stream().map(Answer::outcome).sorted().toList();
            assertThat(outcomes)
                    .containsExactly("200", "409 FileAlreadyExists", "409 FileAlreadyExists", "409 FileAlreadyExists");
            assertFromOneWriter(owner.get("bucket", key));
        }
    }

    @Test
    void ofManyWhoMakeABucketOneOwnsIt() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            String bucket = "contested-" + round;
            List<Callable<String>> calls = List.of(
                    () -> owner.bucket(PUT, bucket).send().outcome(),
                    () -> ring.other().bucket(PUT, bucket).send().outcome());
            assertThat(together(calls)).containsExactlyInAnyOrder("200", "409 BucketAlreadyExists");
        }
    }
}
