package io.coffer.server.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many bodies at once, with and without lanes. The lanes here are plain code, so that every Java takes this way. */
class Md5EngineTest {
    private static final int LANES = 8;

    /** Counts the messages that went through together. */
    private static final class PlainLanes implements Lanes {
        private final AtomicInteger most;

        PlainLanes(AtomicInteger most) {
            this.most = most;
        }

        @Override
        public int count() {
            return LANES;
        }

        @Override
        public void compress(int[][] states, byte[][] messages, int[] offsets, int used, int blocks) {
            most.accumulateAndGet(used, Math::max);
            for (int lane = 0; lane < used; lane++) {
                Md5State.compress(states[lane], messages[lane], offsets[lane], offsets[lane] + blocks * Md5State.BLOCK);
            }
        }
    }

    private static BesideMd5Engine engine(Supplier<Lanes> lanes) {
        BesideMd5Engine engine = new BesideMd5Engine(2, new LaneCalibration(Optional.of(lanes)));
        engine.use(lanes);
        return engine;
    }

    private static byte[] digest(Md5Engine engine, byte[] message, boolean told, Random random) {
        try (BodyMd5 md5 = engine.begin(told ? message.length : -1)) {
            int at = 0;
            while (at < message.length) {
                byte[] buffer = md5.buffer();
                int most = Math.min(buffer.length, message.length - at);
                int count = random.nextInt(3) == 0 ? 1 + random.nextInt(most) : most;
                System.arraycopy(message, at, buffer, 0, count);
                md5.update(count);
                at += count;
            }
            return md5.digest();
        }
    }

    private static byte[] message(Random random) {
        byte[] message = new byte[random.nextInt(4) == 0 ? random.nextInt(200) : random.nextInt(1_000_000)];
        random.nextBytes(message);
        return message;
    }

    private static void giveUp(Md5Engine engine, Random random) {
        try (BodyMd5 md5 = engine.begin(-1)) {
            for (int piece = random.nextInt(6); piece > 0; piece--) {
                md5.update(md5.buffer().length);
            }
        }
    }

    private static void digestMany(Md5Engine engine, int threads) throws Exception {
        List<Future<Boolean>> right = new ArrayList<>();
        try (ExecutorService uploads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < threads; thread++) {
                Random random = new Random(thread);
                right.add(uploads.submit(() -> {
                    for (int round = 0; round < 10; round++) {
                        giveUp(engine, random);
                        byte[] message = message(random);
                        assertThat(digest(engine, message, random.nextBoolean(), random))
                                .isEqualTo(InPlaceMd5.jdk().digest(message));
                    }
                    return true;
                }));
            }
        }
        for (Future<Boolean> each : right) {
            assertThat(each.get()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 24})
    void manyBodiesInLanesSomeGivenUp(int threads) throws Exception {
        AtomicInteger most = new AtomicInteger();
        try (BesideMd5Engine engine = engine(() -> new PlainLanes(most))) {
            digestMany(engine, threads);

            assertThat(engine.isIdle()).isTrue();
        }
        assertThat(most.get()).isLessThanOrEqualTo(LANES);
    }

    @Test
    void manyBodiesWithoutLanes() throws Exception {
        try (BesideMd5Engine engine = new BesideMd5Engine(2, new LaneCalibration(Optional.empty()))) {
            digestMany(engine, 6);
        }
    }

    @Test
    void manyBodiesInPlace() throws Exception {
        try (Md5Engine engine = Md5Engine.inPlace()) {
            digestMany(engine, 6);
        }
    }

    @Test
    void manyBodiesWithWhatThisJavaHas() throws Exception {
        try (Md5Engine engine = Md5Engine.beside()) {
            digestMany(engine, 6);
        }
    }

    @Test
    void bodiesGoOnInLanesWhenOthersJoinAndAloneWhenTheyLeave() {
        AtomicInteger most = new AtomicInteger();
        byte[] message = new byte[Md5Engine.BUFFER * 6];
        new Random(7).nextBytes(message);
        try (BesideMd5Engine engine = engine(() -> new PlainLanes(most))) {
            List<BodyMd5> bodies = new ArrayList<>();
            for (int body = 0; body < 6; body++) {
                bodies.add(engine.begin(-1));
                feed(bodies.getLast(), message, 0, 1);
                // a body that a slow worker still has alone would not be in the lanes with the others
                Awaitility.await().until(engine::isAtRest);
            }
            for (BodyMd5 body : bodies) {
                feed(body, message, 1, 4);
            }
            // lanes begin when somebody waits
            assertThat(bodies.getLast().digest())
                    .isEqualTo(InPlaceMd5.jdk().digest(Arrays.copyOf(message, 4 * Md5Engine.BUFFER)));
            bodies.subList(2, 6).forEach(BodyMd5::close);
            for (BodyMd5 body : bodies.subList(0, 2)) {
                feed(body, message, 4, 6);
                assertThat(body.digest()).isEqualTo(InPlaceMd5.jdk().digest(message));
                body.close();
            }
            assertThat(engine.isIdle()).isTrue();
        }
        assertThat(most.get()).isEqualTo(5);
    }

    private static void feed(BodyMd5 body, byte[] message, int from, int to) {
        for (int piece = from; piece < to; piece++) {
            byte[] buffer = body.buffer();
            System.arraycopy(message, piece * Md5Engine.BUFFER, buffer, 0, Md5Engine.BUFFER);
            body.update(Md5Engine.BUFFER);
        }
    }

    @Test
    void aFailureOfTheLanesIsToldToEveryBodyInThem() {
        Lanes broken = new Lanes() {
            @Override
            public int count() {
                return LANES;
            }

            @Override
            public void compress(int[][] states, byte[][] messages, int[] offsets, int used, int blocks) {
                throw new IllegalStateException("broken");
            }
        };
        try (BesideMd5Engine engine = engine(() -> broken)) {
            List<BodyMd5> bodies = new ArrayList<>();
            for (int body = 0; body < LaneCalibration.MESSAGES + 1; body++) {
                bodies.add(engine.begin(-1));
            }
            bodies.forEach(body -> feed(body, new byte[Md5Engine.BUFFER], 0, 1));
            for (BodyMd5 body : bodies.subList(1, bodies.size())) {
                assertThatThrownBy(body::digest).hasRootCauseMessage("broken");
            }
            assertThat(bodies.getFirst().digest()).hasSize(16);
            bodies.forEach(BodyMd5::close);
            assertThat(engine.isIdle()).isTrue();
        }
    }
}
