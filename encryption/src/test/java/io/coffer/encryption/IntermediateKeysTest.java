package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.encryption.KeyManagementException.Kind;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What intermediate keys add to the contract, which {@link GuardedIntermediateKeysTest} runs over them. */
class IntermediateKeysTest {
    private static final byte[] STORE = Extents.filled(16, 1);

    private final LocalKeyStore theirs = LocalKeyStore.inMemory();
    private final CountedKeyManagement service = new CountedKeyManagement(theirs);
    private final AtomicLong nanos = new AtomicLong();
    private final IntermediateKeys keys = new IntermediateKeys(service, true, 1000, nanos::get);
    private final String keyId = theirs.create("1", KeyPurpose.CUSTOMER, "").keyId();

    private static WrapContext blob(int bucket, int blob) {
        return new WrapContext(STORE, Extents.filled(16, bucket), Extents.filled(16, blob));
    }

    @Test
    void oneForABucketAndKeyAndAnotherForEachOther() {
        String otherKey = theirs.create("1", KeyPurpose.CUSTOMER, "").keyId();
        for (int i = 0; i < 10; i++) {
            keys.generateDataKey(keyId, blob(1, i)).close();
        }
        assertThat(service.generated).hasValue(1);
        keys.generateDataKey(keyId, blob(2, 1)).close();
        keys.generateDataKey(otherKey, blob(1, 1)).close();
        assertThat(service.generated).hasValue(3);
    }

    @Test
    void everyDataKeyIsAnother() {
        DataKey one = keys.generateDataKey(keyId, blob(1, 1));
        DataKey other = keys.generateDataKey(keyId, blob(1, 1));
        assertThat(one.secret()).isNotEqualTo(other.secret());
        assertThat(keys.unwrap(one.wrapped(), blob(1, 1)).secret()).isEqualTo(one.secret());
    }

    @Test
    void endsAfterAnHour() {
        keys.generateDataKey(keyId, blob(1, 1)).close();
        nanos.addAndGet(IntermediateKeys.MAX_AGE.toNanos() - 1);
        keys.generateDataKey(keyId, blob(1, 1)).close();
        assertThat(service.generated).hasValue(1);
        nanos.addAndGet(1);
        keys.generateDataKey(keyId, blob(1, 1)).close();
        assertThat(service.generated).hasValue(2);
    }

    @Test
    void endsAfterItsUses() {
        assertThat(IntermediateKeys.MAX_USES).isEqualTo(1_048_576);
        IntermediateKeys soonUsedUp = new IntermediateKeys(service, true, 10, nanos::get);
        for (int i = 0; i < 10; i++) {
            soonUsedUp.generateDataKey(keyId, blob(1, i)).close();
        }
        assertThat(service.generated).hasValue(1);
        soonUsedUp.generateDataKey(keyId, blob(1, 1)).close();
        assertThat(service.generated).hasValue(2);
    }

    @Test
    void neverWrapsWhatHasAContextOfItsOwn() {
        WrapContext own = new WrapContext(
                STORE, Extents.filled(16, 1), Extents.filled(16, 1), new TreeMap<>(Map.of("purpose", "archive")));
        for (int i = 0; i < 3; i++) {
            DataKey made = keys.generateDataKey(keyId, own);
            assertThat(made.wrapped().ciphertext()[0]).isEqualTo(IntermediateWrap.DIRECT);
            assertThat(keys.unwrap(made.wrapped(), own).secret()).isEqualTo(made.secret());
        }
        assertThat(service.generated).hasValue(3);
    }

    @Test
    void theStateOfTheKeyCountsForEachWrite() {
        keys.generateDataKey(keyId, blob(1, 1)).close();
        theirs.disable(keyId);
        assertThatThrownBy(() -> keys.generateDataKey(keyId, blob(1, 2)))
                .isInstanceOfSatisfying(
                        KeyManagementException.class, e -> assertThat(e.kind()).isEqualTo(Kind.KEY_DISABLED));
    }

    @Test
    void anIntermediateKeyThatWasAskedForBeforeTheKeyWasForgottenIsNotKept() {
        AtomicReference<Runnable> meanwhile = new AtomicReference<>(() -> {});
        IntermediateKeys chain = new IntermediateKeys(
                new CountedKeyManagement(theirs) {
                    @Override
                    public DataKey generateDataKey(String id, WrapContext context) {
                        DataKey made = super.generateDataKey(id, context);
                        meanwhile.get().run();
                        return made;
                    }
                },
                true,
                1000,
                nanos::get);
        meanwhile.set(() -> {
            theirs.rotate(keyId);
            chain.forget(keyId);
        });
        assertThat(chain.generateDataKey(keyId, blob(1, 1)).wrapped().keyVersion())
                .isEqualTo(1);
        meanwhile.set(() -> {});

        assertThat(chain.generateDataKey(keyId, blob(1, 2)).wrapped().keyVersion())
                .isEqualTo(2);
    }

    @Test
    void bothWaysAreReadWhicheverIsWritten() {
        IntermediateKeys off = new IntermediateKeys(service, false, 1000, nanos::get);
        DataKey one = keys.generateDataKey(keyId, blob(1, 1));
        DataKey other = off.generateDataKey(keyId, blob(1, 1));
        assertThat(off.unwrap(one.wrapped(), blob(1, 1)).secret()).isEqualTo(one.secret());
        assertThat(keys.unwrap(other.wrapped(), blob(1, 1)).secret()).isEqualTo(other.secret());
        assertThat(one.wrapped().ciphertext()[0]).isEqualTo(IntermediateWrap.UNDER_INTERMEDIATE);
        assertThat(other.wrapped().ciphertext()[0]).isEqualTo(IntermediateWrap.DIRECT);
    }

    @Test
    void aRewrapMovesTheIntermediateKeyAlone() {
        DataKey made = keys.generateDataKey(keyId, blob(1, 1));
        theirs.rotate(keyId);

        WrappedKey rewrapped = keys.rewrap(made.wrapped(), blob(1, 1));

        assertThat(rewrapped.keyVersion()).isEqualTo(2);
        assertThat(service.rewrapped).hasValue(1);
        assertThat(keys.unwrap(rewrapped, blob(1, 1)).secret()).isEqualTo(made.secret());
    }
}
