package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyMetadata.KeyState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Two processes with one keystore. */
class SharedKeyStoreTest {
    private final RootKey root = RootKey.random();
    private final ContentInMemory content = new ContentInMemory();
    private final ManualClock clock = new ManualClock();
    private final AtomicLong nanos = new AtomicLong();
    private final LocalKeyStore one = LocalKeyStore.shared(content, root, clock, nanos::get);
    private final LocalKeyStore other = LocalKeyStore.shared(content, root, clock, nanos::get);

    private static String create(LocalKeyStore store) {
        return store.create("owner", KeyPurpose.CUSTOMER, KeyOrigin.COFFER, KeySettings.NONE)
                .keyId();
    }

    private String imported(Optional<Instant> expiry) {
        String key = one.create("owner", KeyPurpose.CUSTOMER, KeyOrigin.EXTERNAL, KeySettings.NONE)
                .keyId();
        one.imports().importMaterial(key, new byte[KeyImport.MATERIAL_LENGTH], expiry);
        return key;
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
    void deletedMaterialLeavesWhatIsShared() {
        String key = imported(Optional.empty());
        assertThat(other.describe(key).state()).isEqualTo(KeyState.ENABLED);
        other.imports().deleteMaterial(key);
        passBound();
        assertThat(one.describe(key).state()).isEqualTo(KeyState.PENDING_IMPORT);
    }

    @Test
    void expiredMaterialLeavesWhatIsShared() {
        String key = imported(Optional.of(clock.instant().plusSeconds(60)));
        clock.advance(Duration.ofMinutes(1));
        one.imports().deleteExpired();
        passBound();
        assertThat(other.describe(key).materialExpiry()).isEmpty();
        assertThat(other.describe(key).state()).isEqualTo(KeyState.PENDING_IMPORT);
    }

    /** What the former content held cannot be overwritten, so nothing is said to be destroyed. */
    @Test
    void destructionSaysThatAnOlderCopyMayBeLeft() {
        String key = create(one);
        one.destruction().setVersionState(key, 1, KeyVersion.State.FENCED);
        assertThatThrownBy(() -> one.destruction().destroyVersion(key, 1))
                .isInstanceOfSatisfying(
                        KeyManagementException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    @Test
    void anotherRootKeyDoesNotOpenIt() {
        assertThatThrownBy(() -> LocalKeyStore.shared(content, RootKey.random(), InstantSource.system()))
                .isInstanceOf(KeyFileException.class)
                .hasMessageContaining("shared keystore");
    }
}
