package io.coffer.server.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.WrappedKey;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class WrapsInFlightTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final WrappedKey FIRST = new WrappedKey("key", 1, new byte[1]);
    private static final WrappedKey SECOND = new WrappedKey("key", 2, new byte[1]);

    private final WrapsInFlight flights = new WrapsInFlight();

    @Test
    void otherKeysAndVersionsAreNotWaitedFor() throws Exception {
        try (WrapsInFlight.Flight other = flights.begin("other");
                WrapsInFlight.Flight second = flights.begin("key").under(SECOND)) {
            flights.drain("key", 1, LONG);
            other.requireOpen();
            second.requireOpen();
        }
    }

    @Test
    void aKeyThatIsNotMadeYetIsWaitedFor() throws Exception {
        WrapsInFlight.Flight unknown = flights.begin("key");
        CountDownLatch drained = draining(LONG);
        assertThat(drained.await(50, TimeUnit.MILLISECONDS)).isFalse();
        unknown.under(SECOND);
        assertThat(drained.await(30, TimeUnit.SECONDS)).isTrue();
        unknown.requireOpen();
    }

    @Test
    void whatTakesLongerThanTheLeaseIsRefused() throws Exception {
        try (WrapsInFlight.Flight late = flights.begin("key").under(FIRST)) {
            flights.drain("key", 1, Duration.ofMillis(20));
            assertRefused(late::requireOpen);
        }
    }

    @Test
    void aCommitThatHasBegunIsWaitedForBeyondTheLease() throws Exception {
        WrapsInFlight.Flight landing = flights.begin("key").under(FIRST);
        landing.requireOpen();
        CountDownLatch drained = draining(Duration.ZERO);
        assertThat(drained.await(50, TimeUnit.MILLISECONDS)).isFalse();
        landing.close();
        assertThat(drained.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatBeginsLaterDoesNotComeUnderTheVersion() throws Exception {
        WrapsInFlight.Flight before = flights.begin("key").under(SECOND);
        flights.drain("key", 1, LONG);
        try (WrapsInFlight.Flight later = flights.begin("key").under(FIRST);
                WrapsInFlight.Flight newest = flights.begin("key").under(SECOND)) {
            assertRefused(later::requireOpen);
            newest.requireOpen();
            before.requireOpen();
        }
        flights.requireUnfenced(SECOND);
        assertRefused(() -> flights.requireUnfenced(FIRST));
    }

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KeyManagementException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(KeyManagementException.Kind.VERSION_STATE));
    }

    private CountDownLatch draining(Duration lease) {
        CountDownLatch drained = new CountDownLatch(1);
        Thread.ofVirtual().start(() -> {
            try {
                flights.drain("key", 1, lease);
                drained.countDown();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        });
        return drained;
    }
}
