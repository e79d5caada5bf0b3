package io.coffer.encryption.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.encryption.DataKey;
import io.coffer.encryption.KeptKey;
import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.LoopbackService;
import io.coffer.encryption.WrapContext;
import io.coffer.encryption.WrappedKey;
import io.coffer.encryption.provider.TransitKeyManagement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A key service that is slow, silent, busy or gone harms those who need it, in bounded time, and no others. */
class GuardedKeyManagementTest {
    private static final WrapContext CONTEXT = new WrapContext(new byte[16], new byte[16], new byte[16]);
    private static final WrappedKey WRAPPED = new WrappedKey("key", 1, new byte[] {1, 2, 3});
    private static final Duration SOON = Duration.ofSeconds(2);
    /** of the breaker */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration NEVER = Duration.ofMinutes(10);

    private final AtomicLong nanos = new AtomicLong();
    private final List<AutoCloseable> toClose = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : toClose.reversed()) {
            each.close();
        }
    }

    /** A key service in this process that counts what it is asked. */
    private static class Service implements KeyManagement {
        final AtomicInteger calls = new AtomicInteger();
        final List<DataKey> opened = new ArrayList<>();
        volatile Supplier<Optional<Kind>> refusal = Optional::empty;

        @Override
        public DataKey generateDataKey(String keyId, WrapContext context) {
            return unwrap(WRAPPED, context);
        }

        @Override
        public synchronized DataKey unwrap(WrappedKey wrapped, WrapContext context) {
            calls.incrementAndGet();
            refusal.get().ifPresent(kind -> {
                throw new KeyManagementException(kind, "as told");
            });
            DataKey key = new DataKey(
                    new byte[] {
                        1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8
                    },
                    wrapped);
            opened.add(key);
            return key;
        }

        @Override
        public WrappedKey rewrap(WrappedKey wrapped, WrapContext context) {
            return unwrap(wrapped, context).wrapped();
        }

        @Override
        public WrappedKey wrap(DataKey dataKey, String keyId, WrapContext context) {
            return unwrap(dataKey.wrapped(), context).wrapped();
        }
    }

    private CachedUnwraps chain(KeyManagement service, Duration deadline, int atOnce, Duration keep, int keepAtMost) {
        CachedUnwraps chain = GuardedKeyManagement.before(
                service, new GuardedKeyManagement.Limits(atOnce, deadline, 3, PAUSE, keep, keepAtMost), nanos::get);
        toClose.add(chain);
        return chain;
    }

    private CachedUnwraps chain(KeyManagement service) {
        return chain(service, NEVER, 8, Duration.ofSeconds(5), 100);
    }

    private KeyManagement over(LoopbackService service) {
        TransitKeyManagement transit =
                new TransitKeyManagement(service.uri("/v1/transit/"), () -> "token", Optional.empty(), NEVER);
        toClose.add(service);
        toClose.add(transit);
        return transit;
    }

    private void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static void assertRefused(Kind kind, Supplier<?> call) {
        assertThatThrownBy(call::get)
                .isInstanceOfSatisfying(
                        KeyManagementException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void aSilentServiceIsGivenUpAtTheDeadlineAndItsPlacesBecomeFree() {
        CountDownLatch end = new CountDownLatch(1);
        LoopbackService silent = new LoopbackService(request -> {
            await(end);
            return new LoopbackService.Answer(500, "{}");
        });
        toClose.add(end::countDown);
        KeyManagement chain = chain(over(silent), SOON, 1, Duration.ZERO, 1);

        assertRefusedAndOneArrives(chain, silent);
        // the only place was given back, or no other call would ever arrive
        assertRefusedAndOneArrives(chain, silent);
    }

    /** On a busy machine a call may be given up before it has come as far as to arrive. */
    private void assertRefusedAndOneArrives(KeyManagement chain, LoopbackService silent) {
        int before = silent.arrived();
        for (int call = 0; call < 10 && silent.arrived() == before; call++) {
            advance(PAUSE);
            assertRefused(Kind.UNAVAILABLE, () -> chain.unwrap(WRAPPED, CONTEXT));
        }
        assertThat(silent.arrived()).isGreaterThan(before);
    }

    @Test
    void aSlowServiceIsWaitedForWithinTheDeadline() {
        Service service = new Service();
        service.refusal = () -> {
            sleep(50);
            return Optional.empty();
        };

        chain(service).unwrap(WRAPPED, CONTEXT).close();

        assertThat(service.calls).hasValue(1);
    }

    @Test
    void aKeyThatComesTooLateIsWiped() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch delivered = new CountDownLatch(1);
        Service service = new Service();
        KeyManagement late = new Service() {
            @Override
            public DataKey unwrap(WrappedKey wrapped, WrapContext context) {
                awaitWhateverComes(release);
                DataKey key = service.unwrap(wrapped, context);
                delivered.countDown();
                return key;
            }
        };

        assertRefused(
                Kind.UNAVAILABLE,
                () -> chain(late, SOON, 8, Duration.ofSeconds(5), 100).unwrap(WRAPPED, CONTEXT));
        release.countDown();
        delivered.await();

        DataKey key = service.opened.getFirst();
        while (!isWiped(key)) {
            sleep(1);
        }
    }

    @Test
    void aBusyServiceOpensTheBreakerAndIsLeftAloneForAWhile() {
        LoopbackService busy = new LoopbackService(request -> new LoopbackService.Answer(429, "{\"errors\":[]}"));
        KeyManagement chain = chain(over(busy));

        for (int i = 0; i < 10; i++) {
            assertRefused(Kind.UNAVAILABLE, () -> chain.generateDataKey("key", CONTEXT));
        }

        assertThat(busy.arrived()).isEqualTo(3);
    }

    @Test
    void aServiceThatIsGoneIsUnavailable() {
        LoopbackService gone = new LoopbackService(request -> new LoopbackService.Answer(200, "{}"));
        KeyManagement chain = chain(over(gone));
        gone.close();

        assertRefused(Kind.UNAVAILABLE, () -> chain.generateDataKey("key", CONTEXT));
    }

    @Test
    void anAnswerWithoutEndOrSenseIsUnavailable() {
        LoopbackService odd = new LoopbackService(request -> new LoopbackService.Answer(200, "x".repeat(100_000)));
        KeyManagement transit = over(odd);

        assertRefused(Kind.UNAVAILABLE, () -> transit.generateDataKey("key", CONTEXT));
        odd.behave(request -> new LoopbackService.Answer(200, "no json"));
        assertRefused(Kind.UNAVAILABLE, () -> transit.generateDataKey("key", CONTEXT));
        odd.behave(request -> new LoopbackService.Answer(302, ""));
        assertRefused(Kind.UNAVAILABLE, () -> transit.generateDataKey("key", CONTEXT));
    }

    @Test
    void aBreakerLetsOneCallSeeAndClosesWhenItSucceeds() {
        Service service = new Service();
        KeyManagement chain = chain(service);
        service.refusal = () -> Optional.of(Kind.UNAVAILABLE);
        for (int i = 0; i < 3; i++) {
            assertRefused(Kind.UNAVAILABLE, () -> chain.generateDataKey("key", CONTEXT));
        }
        assertRefused(Kind.UNAVAILABLE, () -> chain.generateDataKey("key", CONTEXT));
        assertThat(service.calls).hasValue(3);

        advance(Duration.ofSeconds(1));
        assertRefused(Kind.UNAVAILABLE, () -> chain.generateDataKey("key", CONTEXT));
        assertRefused(Kind.UNAVAILABLE, () -> chain.generateDataKey("key", CONTEXT));
        assertThat(service.calls).as("one to see, and another pause").hasValue(4);

        advance(Duration.ofSeconds(1));
        service.refusal = Optional::empty;
        chain.generateDataKey("key", CONTEXT).close();
        chain.generateDataKey("key", CONTEXT).close();
        assertThat(service.calls).hasValue(6);
    }

    @Test
    void refusalsOfOneKeyDoNotOpenTheBreakerForOthers() {
        Service service = new Service();
        KeyManagement chain = chain(service);
        for (Kind kind : Kind.values()) {
            if (kind != Kind.UNAVAILABLE) {
                service.refusal = () -> Optional.of(kind);
                assertRefused(kind, () -> chain.generateDataKey("disabled", CONTEXT));
            }
        }
        service.refusal = Optional::empty;
        chain.generateDataKey("key", CONTEXT).close();
    }

    @Test
    void noMoreCallsAtOnceThanTheLimit() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Service service = new Service() {
            @Override
            public DataKey unwrap(WrappedKey wrapped, WrapContext context) {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                sleep(2);
                now.decrementAndGet();
                return super.unwrap(wrapped, context);
            }
        };
        KeyManagement chain = chain(service, NEVER, 4, Duration.ZERO, 1);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> calls = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                calls.add(threads.submit(() -> chain.generateDataKey("key", CONTEXT)));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        }
        assertThat(most.get()).isBetween(1, 4);
    }

    @Test
    void opensOnceWithinTheTimeAndAgainAfterIt() {
        Service service = new Service();
        CachedUnwraps chain = chain(service);
        for (int i = 0; i < 5; i++) {
            chain.unwrap(WRAPPED, CONTEXT).close();
        }
        assertThat(service.calls).hasValue(1);
        assertThat(chain.counts()).isEqualTo(new CachedUnwraps.Counts(4, 1, 0, 1));

        advance(Duration.ofSeconds(5));
        chain.unwrap(WRAPPED, CONTEXT).close();
        assertThat(service.calls).hasValue(2);
    }

    @Test
    void keepsNothingOfARefusal() {
        Service service = new Service();
        CachedUnwraps chain = chain(service);
        service.refusal = () -> Optional.of(Kind.KEY_DISABLED);
        assertRefused(Kind.KEY_DISABLED, () -> chain.unwrap(WRAPPED, CONTEXT));
        service.refusal = Optional::empty;
        chain.unwrap(WRAPPED, CONTEXT).close();
        assertThat(service.calls).hasValue(2);
    }

    @Test
    void anotherContextKeyVersionOrCiphertextIsAnotherPlace() {
        Service service = new Service();
        CachedUnwraps chain = chain(service);
        byte[] other = new byte[16];
        other[3] = 1;
        chain.unwrap(WRAPPED, CONTEXT);
        chain.unwrap(WRAPPED, new WrapContext(new byte[16], new byte[16], other));
        chain.unwrap(new WrappedKey("key2", 1, WRAPPED.ciphertext()), CONTEXT);
        chain.unwrap(new WrappedKey("key", 2, WRAPPED.ciphertext()), CONTEXT);
        chain.unwrap(new WrappedKey("key", 1, new byte[] {1, 2, 4}), CONTEXT);
        assertThat(service.calls).hasValue(5);
    }

    @Test
    void whatIsForgottenIsAskedForAgainAtOnce() {
        Service service = new Service();
        CachedUnwraps chain = chain(service);
        WrappedKey other = new WrappedKey("other", 1, new byte[] {7});
        chain.unwrap(WRAPPED, CONTEXT).close();
        chain.unwrap(other, CONTEXT).close();

        service.refusal = () -> Optional.of(Kind.KEY_DISABLED);
        chain.forget("key");

        assertRefused(Kind.KEY_DISABLED, () -> chain.unwrap(WRAPPED, CONTEXT));
        chain.unwrap(other, CONTEXT).close();
    }

    @Test
    void anAnswerThatWasUnderWayWhenItsKeyWasForgottenIsNotKept() {
        List<CachedUnwraps> chains = new ArrayList<>();
        Service service = new Service() {
            @Override
            public DataKey unwrap(WrappedKey wrapped, WrapContext context) {
                DataKey key = super.unwrap(wrapped, context);
                chains.getFirst().forget("key");
                return key;
            }
        };
        CachedUnwraps chain = chain(service);
        chains.add(chain);

        chain.unwrap(WRAPPED, CONTEXT).close();

        assertThat(chain.counts().kept()).isZero();
    }

    @Test
    void keepsNoMoreThanItsNumber() {
        Service service = new Service();
        CachedUnwraps chain = chain(service, NEVER, 8, Duration.ofHours(1), 10);
        for (int i = 0; i < 50; i++) {
            chain.unwrap(new WrappedKey("key", 1, new byte[] {(byte) i}), CONTEXT)
                    .close();
        }
        assertThat(chain.counts()).isEqualTo(new CachedUnwraps.Counts(0, 50, 40, 10));
    }

    @Test
    void wipesWhatItKeptWithoutBeingAsked() {
        CachedUnwraps chain = chain(new Service(), NEVER, 8, Duration.ofMillis(20), 10);
        chain.unwrap(WRAPPED, CONTEXT).close();
        advance(Duration.ofSeconds(1));
        while (chain.counts().kept() > 0) {
            sleep(1);
        }
        assertThat(chain.counts().dropped()).isEqualTo(1);
    }

    @Test
    void closingOneOfTwoLeavesTheOther() {
        CachedUnwraps chain = chain(new Service());
        DataKey one = chain.unwrap(WRAPPED, CONTEXT);
        DataKey other = chain.unwrap(WRAPPED, CONTEXT);
        one.close();
        assertThat(isWiped(other)).isFalse();
        assertThat(isWiped(one)).isTrue();
    }

    private static boolean isWiped(DataKey key) {
        try {
            KeptKey.of(key).close();
            return false;
        } catch (IllegalStateException closed) {
            return true;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** As a call that cannot be interrupted. */
    private static void awaitWhateverComes(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException interrupted) {
                // waits on
            }
        }
    }

    private static void sleep(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
