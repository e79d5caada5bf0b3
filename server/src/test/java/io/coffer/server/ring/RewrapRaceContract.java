package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Clients overwrite, delete, tag, append, upload and read without a pause while jobs change keys and ciphers under them:
 * every one of their calls ends as if there were no job.
 */
abstract class RewrapRaceContract {
    private static final int STEPS = 60;
    private static final int JOBS = 10;

    private Ring ring;
    private Rewrapping rewrapping;

    abstract Ring open();

    @BeforeEach
    void start() {
        ring = open();
        rewrapping = new Rewrapping(ring);
    }

    @AfterEach
    void stop() {
        ring.close();
    }

    /** What one client does with keys of its own. */
    private interface Client {
        void step(int number, Random random);
    }

    @Test
    void nobodySeesTheJobs() throws Exception {
        ring.owner().create("race");
        String one = rewrapping.newKey();
        String other = rewrapping.newKey();
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            List<Future<?>> clients = new ArrayList<>();
            for (Client client : List.of(new Overwriter(), new Tagger(), new Appender(), new Uploader())) {
                clients.add(threads.submit(() -> {
                    Random random = new Random(client.hashCode());
                    for (int number = 0; number < STEPS || !over.get(); number++) {
                        client.step(number, random);
                    }
                }));
            }
            Future<?> jobs = threads.submit(() -> {
                try {
                    jobs(one, other);
                } finally {
                    over.set(true);
                }
            });
            jobs.get();
            for (Future<?> client : clients) {
                client.get();
            }
        }
        rewrapping.complete("race", "KeyId", other);
        assertThat(rewrapping.use(one).path("ProtectsNothing").asBoolean()).isTrue();
        ring.keys().disable(one);
        assertThat(ring.owner().get("race", "overwritten").status()).isIn(200, 404);
        assertThat(ring.owner().get("race", "log").status()).isEqualTo(200);
    }

    private void jobs(String one, String other) {
        for (int job = 0; job < JOBS; job++) {
            switch (job % 5) {
                case 0 -> ring.owner().putKmsRule("race", one);
                case 1 -> ring.owner().putRule("race", "SM4");
                case 2 -> ring.owner().putKmsRule("race", other);
                case 3 -> ring.keys().rotate(other);
                default -> ring.owner().putRule("race", "AES256");
            }
            assertThat(rewrapping.run("race").path("Status").asString()).isEqualTo("Finished");
            rewrapping.requireExact();
        }
    }

    private final class Overwriter implements Client {
        @Override
        public void step(int number, Random random) {
            byte[] body = Rewrapping.bytes(random.nextInt(100_000), number);
            assertThat(ring.owner().put("race", "overwritten", body).outcome()).isEqualTo("200");
            assertThat(ring.owner().get("race", "overwritten").body()).isEqualTo(body);
            if (number % 3 == 0) {
                assertThat(ring.owner().delete("race", "overwritten").outcome()).isEqualTo("204");
                assertThat(ring.owner().get("race", "overwritten").outcome()).isEqualTo("404 NoSuchKey");
            }
        }
    }

    private final class Tagger implements Client {
        private final byte[] body = Rewrapping.bytes(70_000, 5);

        Tagger() {
            ring.owner().put("race", "tagged", body);
        }

        @Override
        public void step(int number, Random random) {
            assertThat(ring.owner()
                            .object(PUT, "race", "tagged")
                            .with("tagging")
                            .body("<Tagging><TagSet><Tag><Key>n</Key><Value>" + number
                                    + "</Value></Tag></TagSet></Tagging>")
                            .send()
                            .outcome())
                    .isEqualTo("200");
            String acl = number % 2 == 0 ? "private" : "public-read";
            assertThat(ring.owner()
                            .object(PUT, "race", "tagged")
                            .with("acl")
                            .header("x-oss-object-acl", acl)
                            .send()
                            .outcome())
                    .isEqualTo("200");
            assertThat(ring.owner()
                            .object(GET, "race", "tagged")
                            .with("tagging")
                            .send()
                            .element("Value"))
                    .contains(Integer.toString(number));
            assertThat(ring.owner()
                            .object(GET, "race", "tagged")
                            .with("acl")
                            .send()
                            .element("Grant"))
                    .contains(acl);
            assertThat(ring.owner().get("race", "tagged").body()).isEqualTo(body);
        }
    }

    private final class Appender implements Client {
        private final StringBuilder text = new StringBuilder();

        @Override
        public void step(int number, Random random) {
            String line = number + " ".repeat(random.nextInt(200)) + "\n";
            Answer answer = rewrapping.append("race", "log", text.length(), line);
            assertThat(answer.outcome()).as("append %d", number).isEqualTo("200");
            text.append(line);
            assertThat(answer.header("x-oss-next-append-position")).contains(Integer.toString(text.length()));
            if (number % 5 == 0) {
                assertThat(ring.owner().get("race", "log").body())
                        .isEqualTo(text.toString().getBytes(UTF_8));
            }
        }
    }

    private final class Uploader implements Client {
        private Optional<byte[]> before = Optional.empty();

        @Override
        public void step(int number, Random random) {
            String upload = rewrapping.begin("race", "uploaded");
            byte[] first = Rewrapping.bytes(102_400, 2 * number);
            byte[] second = Rewrapping.bytes(50, 2 * number + 1);
            assertThat(rewrapping.part("race", "uploaded", upload, 1, first).outcome())
                    .isEqualTo("200");
            before.ifPresent(body ->
                    assertThat(ring.owner().get("race", "uploaded").body()).isEqualTo(body));
            assertThat(rewrapping.part("race", "uploaded", upload, 2, second).outcome())
                    .isEqualTo("200");
            if (number % 4 == 3) {
                assertThat(ring.owner()
                                .object(DELETE, "race", "uploaded")
                                .with("uploadId", upload)
                                .send()
                                .outcome())
                        .isEqualTo("204");
                return;
            }
            assertThat(rewrapping.completeUpload("race", "uploaded", upload).outcome())
                    .isEqualTo("200");
            byte[] whole = java.util.Arrays.copyOf(first, first.length + second.length);
            System.arraycopy(second, 0, whole, first.length, second.length);
            before = Optional.of(whole);
            assertThat(ring.owner().get("race", "uploaded").body()).isEqualTo(whole);
        }
    }
}
