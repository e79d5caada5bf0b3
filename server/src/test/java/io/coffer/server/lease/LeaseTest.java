package io.coffer.server.lease;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.metadata.RecordSeal;
import io.coffer.storage.StorageException;
import io.coffer.storage.memory.MemoryStorageEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers with clocks of their own, which tests move. */
class LeaseTest {
    private static final Duration DURATION = Duration.ofSeconds(30);
    private static final Duration TRUSTED = Duration.ofSeconds(27);

    private final MemoryStorageEngine engine = new MemoryStorageEngine();

    private final class Server {
        private long now = new Random().nextLong();
        private final Lease lease = new Lease(
                new ControlRecords(engine, new RecordSeal(new byte[32])), "lease/keeper", DURATION, () -> now);

        Server after(Duration passed) {
            now += passed.toNanos();
            return this;
        }

        boolean attends() {
            lease.attend();
            return lease.isHeld();
        }
    }

    private final Server one = new Server();
    private final Server other = new Server();

    @AfterEach
    void close() {
        engine.close();
    }

    private void pass(Duration time) {
        one.after(time);
        other.after(time);
    }

    @Test
    void theFirstOneHoldsItAndRenewsIt() {
        assertThat(one.lease.isHeld()).isFalse();
        assertThat(one.attends()).isTrue();
        long term = one.lease.term();
        for (int renewal = 0; renewal < 20; renewal++) {
            pass(Duration.ofSeconds(10));
            assertThat(one.attends()).isTrue();
            assertThat(other.attends()).isFalse();
        }
        assertThat(one.lease.term()).isEqualTo(term);
    }

    @Test
    void aHolderTrustsItNoLongerThanItsTimeLessTheMargin() {
        one.attends();
        one.after(TRUSTED.minusNanos(1));
        assertThat(one.lease.isHeld()).isTrue();
        one.after(Duration.ofNanos(1));
        assertThat(one.lease.isHeld()).isFalse();
        assertThatThrownBy(one.lease::require).isInstanceOf(TenureEndedException.class);
    }

    @Test
    void anotherOneWaitsTheWholeTimeByItsOwnClock() {
        one.attends();
        assertThat(other.attends()).isFalse();
        assertThat(other.after(DURATION.minusNanos(1)).attends()).isFalse();
        assertThat(other.after(Duration.ofNanos(1)).attends()).isTrue();
        // the first one's clock has not moved, and only now it learns of it
        assertThat(one.attends()).isFalse();
        assertThat(one.after(DURATION.minusNanos(1)).attends()).isFalse();
        assertThat(one.attends()).isFalse();
    }

    @Test
    void aRenewalBeginsTheWaitAgain() {
        one.attends();
        other.attends();
        pass(Duration.ofSeconds(20));
        assertThat(one.attends()).isTrue();
        assertThat(other.after(Duration.ofSeconds(20)).attends()).isFalse();
        assertThat(other.after(DURATION.minusNanos(1)).attends()).isFalse();
        assertThat(other.after(Duration.ofNanos(1)).attends()).isTrue();
    }

    @Test
    void whatWasGivenBackIsTakenAtOnce() {
        one.attends();
        other.attends();
        one.lease.release();
        assertThat(one.lease.isHeld()).isFalse();
        assertThat(other.attends()).isTrue();
    }

    @Test
    void oneThatCouldNotRenewInTimeHasANewTermWhenNobodyTookIt() {
        one.attends();
        long term = one.lease.term();
        assertThat(one.after(DURATION).attends()).isTrue();
        assertThat(one.lease.term()).isEqualTo(term + 1);
    }

    @Test
    void aStoreThatDoesNotAnswerLetsItRunOut() {
        one.attends();
        engine.close();
        one.after(Duration.ofSeconds(20));
        assertThatThrownBy(one.lease::attend).isInstanceOf(StorageException.class);
        assertThat(one.lease.isHeld()).isTrue();
        one.after(Duration.ofSeconds(7));
        assertThat(one.lease.isHeld()).isFalse();
    }

    /** Time passes at the same pace for all; each attends when chance has it, or dies. */
    @Test
    void thereIsNeverMoreThanOneHolder() {
        Random random = new Random(7);
        List<Server> servers = new ArrayList<>(List.of(one, other, new Server(), new Server()));
        int terms = 0;
        for (int step = 0; step < 20_000; step++) {
            Duration passed = Duration.ofMillis(random.nextInt(2_000));
            servers.forEach(server -> server.after(passed));
            Server server = servers.get(random.nextInt(servers.size()));
            long before = server.lease.term();
            server.attends();
            terms += server.lease.term() > before ? 1 : 0;
            assertThat(servers.stream().filter(any -> any.lease.isHeld())).hasSizeLessThanOrEqualTo(1);
            if (random.nextInt(500) == 0) {
                servers.set(random.nextInt(servers.size()), new Server());
            }
        }
        assertThat(terms).isGreaterThan(10);
    }
}
