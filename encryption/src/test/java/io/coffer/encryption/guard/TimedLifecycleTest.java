package io.coffer.encryption.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.provider.KeyLifecycle;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is asked about the life of a key ends, be the service silent. */
class TimedLifecycleTest {
    private final CountDownLatch never = new CountDownLatch(1);

    /** Answers nothing, until it is interrupted. */
    private final KeyLifecycle silent = (KeyLifecycle) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {KeyLifecycle.class}, (proxy, method, arguments) -> {
                never.await();
                throw new IllegalStateException("never");
            });

    static Stream<Arguments> calls() {
        return Stream.<Consumer<KeyLifecycle>>of(
                        keys -> assertThat(keys.status("key")).isNull(),
                        keys -> keys.enable("key"),
                        keys -> keys.disable("key"),
                        keys -> keys.rotate("key"),
                        keys -> keys.scheduleDeletion("key", 7),
                        keys -> keys.cancelDeletion("key"),
                        keys -> assertThat(keys.standing("key", Instant.EPOCH)).isNull(),
                        keys -> keys.fence("key", 1),
                        keys -> keys.requireDestructible("key", 1),
                        keys -> keys.destroy("key", 1),
                        keys -> assertThat(keys.destroyAgain("key", List.of())).isZero())
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("calls")
    void isUnavailableAtTheDeadline(Consumer<KeyLifecycle> call) {
        KeyLifecycle timed = new TimedLifecycle(silent, Duration.ofMillis(1));

        assertThatThrownBy(() -> call.accept(timed))
                .isInstanceOfSatisfying(
                        KeyManagementException.class,
                        late -> assertThat(late.kind()).isEqualTo(Kind.UNAVAILABLE));
    }
}
