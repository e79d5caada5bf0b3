package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyMetadata.KeyState;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Two processes with one keystore. */
class SharedKeyStoreTest {
    /** Compare-and-set in memory, which can be out of reach. */
    private static final class Content implements SharedContent {
        private Optional<Versioned> kept = Optional.empty();
        private boolean reachable = true;

        @Override
        public synchronized Optional<Versioned> read() {
            requireReachable();
            return kept;
        }

        @Override
        public synchronized OptionalLong replace(byte[] content, OptionalLong generation) {
            requireReachable();
            OptionalLong now =
                    kept.map(one -> OptionalLong.of(one.generation())).orElse(OptionalLong.empty());
            if (!now.equals(generation)) {
                return OptionalLong.empty();
            }
            kept = Optional.of(new Versioned(content, now.orElse(0) + 1));
            return OptionalLong.of(now.orElse(0) + 1);
        }

        private void requireReachable() {
            if (!reachable) {
                throw new KeyManagementException(Kind.UNAVAILABLE, "out of reach");
            }
        }

        synchronized void reachable(boolean now) {
            reachable = now;
        }
    }

    private final RootKey root = RootKey.random();
    private final Content content = new Content();
    private final AtomicLong nanos = new AtomicLong();
    private final LocalKeyStore one = LocalKeyStore.shared(content, root, InstantSource.system(), nanos::get);
    private final LocalKeyStore other = LocalKeyStore.shared(content, root, InstantSource.system(), nanos::get);

    private static String create(LocalKeyStore store) {
        return store.create("owner", KeyPurpose.CUSTOMER, KeyOrigin.COFFER, KeySettings.NONE)
                .keyId();
    }

    private void passBound() {
        nanos.addAndGet(SharedKeyRing.MOST_AGE.toNanos());
    }

    @Test
    void aNewKeyIsKnownAtOnceWhereItIsNamed() {
        String key = create(one);
        assertThat(other.describe(key).state()).isEqualTo(KeyState.ENABLED);
    }

    @Test
    void aDisabledKeyIsRefusedWithinTheBoundAndTold() {
        String key = create(one);
        other.describe(key);
        List<String> told = new ArrayList<>();
        other.onChange(told::add);
        one.disable(key);
        passBound();
        assertThat(other.describe(key).state()).isEqualTo(KeyState.DISABLED);
        assertThat(told).containsExactly(key);
    }

    @Test
    void changesOfBothAreKept() throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<String>> made = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                LocalKeyStore store = i % 2 == 0 ? one : other;
                made.add(threads.submit(() -> create(store)));
            }
            for (Future<String> key : made) {
                assertThat(one.describe(key.get()).keyId())
                        .isEqualTo(other.describe(key.get()).keyId());
            }
        }
    }

    @Test
    void aStateThatCannotBeConfirmedIsNotUsed() {
        String key = create(one);
        content.reachable(false);
        assertThat(one.describe(key).state()).isEqualTo(KeyState.ENABLED);
        passBound();
        assertThatThrownBy(() -> one.describe(key))
                .isInstanceOfSatisfying(
                        KeyManagementException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
        content.reachable(true);
        assertThat(one.describe(key).state()).isEqualTo(KeyState.ENABLED);
    }

    @Test
    void anotherRootKeyDoesNotOpenIt() {
        assertThatThrownBy(() -> LocalKeyStore.shared(content, RootKey.random(), InstantSource.system()))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("shared keystore");
    }
}
