package io.coffer.server.upkeep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.coffer.server.lease.Tenure;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UpkeepTest {
    private static final class Counting implements Chore {
        private final boolean everywhere;
        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger ended = new AtomicInteger();

        Counting(boolean everywhere) {
            this.everywhere = everywhere;
        }

        @Override
        public String name() {
            return "counting";
        }

        @Override
        public Duration interval() {
            return Duration.ofMillis(1);
        }

        @Override
        public boolean isEverywhere() {
            return everywhere;
        }

        @Override
        public void run(Tenure tenure) {
            begun.incrementAndGet();
            if (!everywhere) {
                tenure.require();
            }
            ended.incrementAndGet();
        }
    }

    private record Held(AtomicBoolean held) implements Tenure {
        @Override
        public boolean isHeld() {
            return held.get();
        }

        @Override
        public long term() {
            return 1;
        }
    }

    @Test
    void onlyTheOneThatKeepsHouseRunsWhatIsForAll() {
        AtomicBoolean held = new AtomicBoolean();
        Counting ofOne = new Counting(false);
        Counting ofEach = new Counting(true);
        try (Upkeep upkeep = new Upkeep(List.of(ofOne, ofEach), new Held(held))) {
            upkeep.start();
            await().until(() -> ofEach.ended.get() > 3);
            assertThat(ofOne.begun).hasValue(0);
            held.set(true);
            await().until(() -> ofOne.ended.get() > 3);
        }
    }

    @Test
    void aChoreWhoseServerDoesNotKeepHouseAnyMoreStopsAndComesAgain() {
        AtomicInteger asked = new AtomicInteger();
        // held whenever a run begins, and lost in the middle of every second one
        Tenure tenure = new Tenure() {
            @Override
            public boolean isHeld() {
                return asked.incrementAndGet() % 4 != 2;
            }

            @Override
            public long term() {
                return 1;
            }
        };
        Counting chore = new Counting(false);
        try (Upkeep upkeep = new Upkeep(List.of(chore), tenure)) {
            upkeep.start();
            await().until(() -> chore.ended.get() > 3);
        }
        assertThat(chore.begun.get()).isGreaterThan(chore.ended.get());
    }
}
