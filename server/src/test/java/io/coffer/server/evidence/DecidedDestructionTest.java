package io.coffer.server.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.encryption.DestroyedVersion;
import io.coffer.encryption.KeyDestruction;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyMetadata;
import io.coffer.encryption.KeyPurpose;
import io.coffer.encryption.KeyVersion.State;
import io.coffer.encryption.LocalKeyStore;
import io.coffer.encryption.RootKey;
import io.coffer.encryption.SecretBox;
import io.coffer.server.bucket.BucketStore;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.keyuse.KeyUseRecorder;
import io.coffer.server.keyuse.KeyUser;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.metadata.LedgerDerivation;
import io.coffer.server.metadata.RecordSeal;
import io.coffer.server.metadata.StoreDigest;
import io.coffer.server.object.WrapsInFlight;
import io.coffer.server.posture.Ledger;
import io.coffer.storage.Condition;
import io.coffer.storage.memory.MemoryStorageEngine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A destruction is decided for good before anything is destroyed, and ended after a crash at whatever place. */
class DecidedDestructionTest {
    private static final Instant MADE = Instant.parse("2026-05-01T00:00:00Z");
    private static final Clock THEN = Clock.fixed(MADE, ZoneOffset.UTC);
    private static final Clock NOW = Clock.fixed(MADE.plus(Duration.ofDays(8)), ZoneOffset.UTC);
    private static final String OWNER = "1000000000000001";

    private final RootKey root = RootKey.random();
    private final LedgerDerivation derivation = new LedgerDerivation(new StoreDigest(root.derive("store-digest/v1")));
    private final MemoryStorageEngine engine = new MemoryStorageEngine(derivation);
    private final ControlRecords records = new ControlRecords(engine, new RecordSeal(root.derive("records/v1")));
    private final SteppedClock clock = new SteppedClock();
    private final LocalKeyStore keys = LocalKeyStore.inMemory(clock);
    private final String keyId = keys.create(OWNER, KeyPurpose.CUSTOMER, "").keyId();

    /** Stands at one time, and then at another. */
    private static final class SteppedClock implements java.time.InstantSource {
        private volatile Clock now = THEN;

        @Override
        public Instant instant() {
            return now.instant();
        }
    }

    /** Ends as a process that is killed: before or after it has destroyed. */
    private record Killed(KeyDestruction real, boolean afterwards) implements KeyDestruction {
        private static KeyManagementException killed() {
            return new KeyManagementException(Kind.UNAVAILABLE, "killed");
        }

        @Override
        public KeyMetadata setVersionState(String keyId, int version, State state) {
            return real.setVersionState(keyId, version, state);
        }

        @Override
        public void requireDestructible(String keyId, int version) {
            real.requireDestructible(keyId, version);
        }

        @Override
        public void requireDestructible(String keyId) {
            real.requireDestructible(keyId);
        }

        @Override
        public KeyMetadata destroyVersion(String keyId, int version) {
            if (afterwards) {
                real.destroyVersion(keyId, version);
            }
            throw killed();
        }

        @Override
        public KeyMetadata destroy(String keyId) {
            if (afterwards) {
                real.destroy(keyId);
            }
            throw killed();
        }

        @Override
        public List<DestroyedVersion> destroyed() {
            return real.destroyed();
        }

        @Override
        public int replay(Collection<DestroyedVersion> destroyed) {
            return real.replay(destroyed);
        }
    }

    private KeyShredding shredding(LocalKeyStore store, KeyDestruction destruction) {
        Buckets buckets = new Buckets(new BucketStore(records, engine), NOW, 10);
        Ledger ledger = new Ledger(engine, derivation, buckets, store, Optional.empty(), NOW);
        CheckpointKey signer = new CheckpointKey(records, new SecretBox(root, "checkpoints/v1"));
        return new KeyShredding(
                new KeyShredding.Keys(store, destruction, store, new WrapsInFlight()),
                new DestructionBook(ledger, records, KeyUseRecorder.NONE, signer, "store"),
                Duration.ZERO,
                clock);
    }

    private KeyShredding shredding() {
        return shredding(keys, keys.destruction());
    }

    private List<Destruction> destructions() {
        return shredding().destructions(Set.of(OWNER));
    }

    private void assertCertified(boolean wholeKey, Instant destroyed) {
        assertThat(destructions()).isNotEmpty().allSatisfy(one -> {
            assertThat(one.wholeKey()).isEqualTo(wholeKey);
            assertThat(one.destroyed()).contains(destroyed);
            assertThat(one.certificate().orElseThrow().certificate())
                    .contains("\"class\":\"FileOverwritten\"", "\"wholeKey\":" + wholeKey);
        });
    }

    private void dueForDeletion() {
        keys.rotate(keyId);
        keys.scheduleDeletion(keyId, 7);
        clock.now = NOW;
    }

    @Test
    void aKeyPastItsDateIsEndedAfterACrashBeforeItsDestruction() {
        dueForDeletion();
        KeyShredding killed = shredding(keys, new Killed(keys.destruction(), false));
        assertThatThrownBy(() -> killed.destroyKey(keyId, KeyUser.SERVER)).hasMessage("killed");
        assertThat(destructions()).hasSize(2).allSatisfy(one -> {
            assertThat(one.destroyed()).isEmpty();
            assertThat(one.sequence()).isPresent();
        });
        assertThat(keys.destruction().destroyed()).isEmpty();

        shredding().settle();

        assertThat(keys.destruction().destroyed()).hasSize(2);
        assertCertified(true, NOW.instant());
    }

    @Test
    void andAfterACrashBehindIt() {
        dueForDeletion();
        KeyShredding killed = shredding(keys, new Killed(keys.destruction(), true));
        assertThatThrownBy(() -> killed.destroyKey(keyId, KeyUser.SERVER)).hasMessage("killed");
        clock.now = Clock.offset(NOW, Duration.ofDays(1));

        shredding().settle();

        assertCertified(true, NOW.instant());
    }

    @Test
    void aVersionIsEndedAsWell() {
        keys.rotate(keyId);
        KeyShredding killed = shredding(keys, new Killed(keys.destruction(), false));
        assertThat(killed.fence(keyId, 1).use().entries()).isZero();
        assertThatThrownBy(() -> killed.destroy(keyId, 1, 0, KeyUser.SERVER)).hasMessage("killed");
        clock.now = NOW;

        shredding().settle();

        assertCertified(false, NOW.instant());
        assertThat(shredding().destroy(keyId, 1, 0, KeyUser.SERVER))
                .isEqualTo(destructions().getFirst());
    }

    @Test
    void anOlderKeystoreThatKnowsTheKeyAliveOrNotAtAllIsNoHindrance() {
        dueForDeletion();
        KeyShredding killed = shredding(keys, new Killed(keys.destruction(), false));
        assertThatThrownBy(() -> killed.destroyKey(keyId, KeyUser.SERVER)).hasMessage("killed");
        LocalKeyStore older = LocalKeyStore.inMemory(clock);

        shredding(older, older.destruction()).settle();

        assertThat(older.destruction().destroyed()).hasSize(2);
        assertCertified(true, NOW.instant());
    }

    @Test
    void whatCannotBeDestroyedIsNotDecided() {
        assertThatThrownBy(() -> shredding().destroyKey(keyId, KeyUser.SERVER))
                .isInstanceOfSatisfying(
                        KeyManagementException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(Kind.VERSION_STATE));
        assertThat(destructions()).isEmpty();
    }

    @Test
    void aRecordFromBeforeThereWereStatementsIsRead() {
        records.put(
                "destruction/" + keyId + "/1",
                Map.of(
                        "keyId",
                        keyId,
                        "owner",
                        OWNER,
                        "purpose",
                        "CUSTOMER",
                        "number",
                        1,
                        "versionId",
                        "7c9bd0a4-9a0d-4b5e-a4a4-0d8f3a1b2c3d",
                        "created",
                        MADE,
                        "wholeKey",
                        false,
                        "taken",
                        List.of(),
                        "decided",
                        MADE,
                        "destroyed",
                        MADE),
                Condition.ANY);

        assertThat(destructions()).singleElement().satisfies(read -> {
            assertThat(read.statement()).isEmpty();
            assertThat(read.destroyed()).contains(MADE);
        });
    }
}
