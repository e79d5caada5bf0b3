package io.coffer.server.crash;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.keyuse.KeyLogQuery;
import io.coffer.server.keyuse.KeyLogVerification;
import io.coffer.server.ring.Answer;
import io.coffer.server.ring.Client;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server killed while many write and read: the key that each acknowledged write was encrypted with has its line in the
 * log, and the log is whole. The property {@code coffer.crash.keyuse.rounds} says how many kills.
 */
class KeyUseCrashTest {
    private static final int ROUNDS = Integer.getInteger("coffer.crash.keyuse.rounds", 3);
    private static final int WRITERS = 8;
    private static final int WRITES_BEFORE_A_KILL = 400;

    @TempDir
    Path directory;

    @Test
    void everyAcknowledgedWriteHasItsLine() throws Exception {
        Path data = directory.resolve("data");
        MortalServer server = MortalServer.start(data);
        server.client().create("bucket").putRule("bucket", "AES256");
        Set<String> written = ConcurrentHashMap.newKeySet();
        for (int round = 1; round <= ROUNDS; round++) {
            writeUntilKilled(server, written, round * WRITES_BEFORE_A_KILL);
            // brings over what was in the store alone
            server = MortalServer.start(data);
            Path log = data.resolve("key-log");
            assertThat(KeyLogVerification.verify(log, List.of()).breaks()).isEmpty();
            assertThat(logged(log)).containsAll(written);
        }
        server.kill();
    }

    private static void writeUntilKilled(MortalServer server, Set<String> written, int wanted) throws Exception {
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int writer = 0; writer < WRITERS; writer++) {
                String key = "key" + writer;
                writers.execute(() -> write(server.client(), key, written));
            }
            while (written.size() < wanted && server.isAlive()) {
                Thread.sleep(1);
            }
            server.kill();
        }
    }

    private static void write(Client client, String key, Set<String> written) {
        try {
            for (int at = 0; ; at++) {
                Answer put =
                        client.object(PUT, "bucket", key).body("text " + at).send();
                assertThat(put.status()).isEqualTo(200);
                written.add(put.header("x-oss-request-id").orElseThrow());
                if (at % 3 == 0) {
                    client.object(GET, "bucket", key).send();
                }
            }
        } catch (UncheckedIOException killed) {
            // what was not answered is not acknowledged
        }
    }

    private static Set<String> logged(Path log) throws IOException {
        Set<String> requests = new HashSet<>();
        KeyLogQuery.each(
                log, new KeyLogQuery(Map.of("operation", "generate")), line -> requests.add(line.text("requestId")));
        return requests;
    }
}
