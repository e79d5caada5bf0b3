package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyVersion.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** What every provider that destroys versions of keys keeps to. A provider's test is a subclass that says what it can do. */
abstract class KeyDestructionContract {
    static final WrapContext CONTEXT =
            new WrapContext(Extents.filled(16, 1), Extents.filled(16, 2), Extents.filled(16, 3));
    private static final String UNKNOWN_ID = "00000000-0000-4000-8000-000000000000";

    /** Where providers differ. */
    enum Capability {
        /** Versions are destroyed one by one, in whatever order. */
        ANY_ORDER,
        /** A version that was fenced may wrap again, and the newest may be fenced. */
        EVERY_STATE,
        /** It says something itself about what it destroyed. */
        STATEMENT
    }

    abstract boolean can(Capability capability);

    /** All three are of one provider. */
    abstract KeyDestruction destruction();

    abstract KeyManagement management();

    abstract KeyAdministration administration();

    /** A new key with one version. */
    abstract String create();

    static void assertRefused(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KeyManagementException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private DataKey generate(String keyId) {
        return management().generateDataKey(keyId, CONTEXT);
    }

    private void assertOpens(DataKey made) {
        assertThat(management().unwrap(made.wrapped(), CONTEXT).secret()).isEqualTo(made.secret());
    }

    private State state(String keyId, int version) {
        return administration().describe(keyId).versions().get(version - 1).state();
    }

    private void fence(String keyId, int version) {
        destruction().setVersionState(keyId, version, State.NO_NEW_WRAPS);
        destruction().setVersionState(keyId, version, State.FENCED);
        assertThat(state(keyId, version)).isEqualTo(State.FENCED);
    }

    private void destroy(String keyId, int version) {
        fence(keyId, version);
        destruction().requireDestructible(keyId, version);
        destruction().destroyVersion(keyId, version);
        assertThat(state(keyId, version)).isEqualTo(State.DESTROYED);
    }

    @Test
    void aFencedVersionOpensAndWrapsNoMore() {
        String keyId = create();
        DataKey made = generate(keyId);
        administration().rotate(keyId);

        fence(keyId, 1);
        fence(keyId, 1);

        assertOpens(made);
        assertThat(generate(keyId).wrapped().keyVersion()).isEqualTo(2);
        assertThat(management().rewrap(made.wrapped(), CONTEXT).keyVersion()).isEqualTo(2);
    }

    @Test
    void onlyAFencedVersionIsDestroyed() {
        String keyId = create();
        DataKey made = generate(keyId);
        administration().rotate(keyId);

        assertRefused(Kind.VERSION_STATE, () -> destruction().requireDestructible(keyId, 1));
        assertRefused(Kind.VERSION_STATE, () -> destruction().destroyVersion(keyId, 1));
        for (int absent : new int[] {0, 3, Integer.MAX_VALUE}) {
            assertRefused(Kind.KEY_NOT_FOUND, () -> destruction().requireDestructible(keyId, absent));
            assertRefused(Kind.KEY_NOT_FOUND, () -> destruction().destroyVersion(keyId, absent));
            assertRefused(Kind.KEY_NOT_FOUND, () -> destruction().setVersionState(keyId, absent, State.FENCED));
        }
        assertRefused(Kind.KEY_NOT_FOUND, () -> destruction().requireDestructible(UNKNOWN_ID, 1));
        assertRefused(Kind.KEY_NOT_FOUND, () -> destruction().destroyVersion(UNKNOWN_ID, 1));
        assertThatThrownBy(() -> destruction().setVersionState(keyId, 1, State.DESTROYED))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(destruction().destroyed()).isEmpty();
        assertOpens(made);
    }

    @Test
    void whatIsDestroyedStaysDestroyed() {
        String keyId = create();
        DataKey lost = generate(keyId);
        administration().rotate(keyId);
        DataKey kept = generate(keyId);

        destroy(keyId, 1);
        KeyMetadata told = administration().describe(keyId);

        assertRefused(Kind.DESTROYED, () -> management().unwrap(lost.wrapped(), CONTEXT));
        assertRefused(Kind.DESTROYED, () -> management().rewrap(lost.wrapped(), CONTEXT));
        assertOpens(kept);
        assertRefused(Kind.DESTROYED, () -> destruction().setVersionState(keyId, 1, State.FENCED));
        destruction().requireDestructible(keyId, 1);
        assertThat(destruction().destroyVersion(keyId, 1)).isEqualTo(told);
        assertThat(destruction().destroyed())
                .extracting(DestroyedVersion::keyId, DestroyedVersion::number, DestroyedVersion::wholeKey)
                .containsExactly(tuple(keyId, 1, false));
        assertThat(administration().rotate(keyId).newestVersion().number()).isEqualTo(3);
    }

    @Test
    void aVersionBetweenOthersIsDestroyedOrRefusedAndNeverTakesOthersAlong() {
        String keyId = create();
        DataKey first = generate(keyId);
        administration().rotate(keyId);
        DataKey second = generate(keyId);
        administration().rotate(keyId);
        DataKey third = generate(keyId);
        fence(keyId, 2);

        if (can(Capability.ANY_ORDER)) {
            destruction().destroyVersion(keyId, 2);
        } else {
            assertRefused(Kind.VERSION_STATE, () -> destruction().requireDestructible(keyId, 2));
            assertThatThrownBy(() -> destruction().destroyVersion(keyId, 2)).hasMessageContaining("from 1 to 1");
            assertOpens(second);
            assertOpens(first);
            destroy(keyId, 1);
            destroy(keyId, 2);
            assertRefused(Kind.DESTROYED, () -> management().unwrap(first.wrapped(), CONTEXT));
        }

        assertRefused(Kind.DESTROYED, () -> management().unwrap(second.wrapped(), CONTEXT));
        assertOpens(third);
    }

    @Test
    void theNewestVersionIsFencedAndUnfencedOrRefused() {
        String keyId = create();

        if (can(Capability.EVERY_STATE)) {
            fence(keyId, 1);
            assertRefused(Kind.VERSION_STATE, () -> generate(keyId));
            destruction().setVersionState(keyId, 1, State.ACTIVE);
        } else {
            assertRefused(Kind.VERSION_STATE, () -> destruction().setVersionState(keyId, 1, State.NO_NEW_WRAPS));
            assertRefused(Kind.UNSUPPORTED, () -> destruction().setVersionState(keyId, 1, State.ACTIVE));
        }

        assertOpens(generate(keyId));
    }

    @Test
    void replayDestroysAgainWhateverTheState() {
        String keyId = create();
        DataKey lost = generate(keyId);
        administration().rotate(keyId);
        DataKey kept = generate(keyId);
        List<DestroyedVersion> traces = List.of(trace(keyId, 1));

        assertThat(destruction().replay(traces)).isEqualTo(1);
        assertThat(destruction().replay(traces)).isZero();

        assertThat(state(keyId, 1)).isEqualTo(State.DESTROYED);
        assertRefused(Kind.DESTROYED, () -> management().unwrap(lost.wrapped(), CONTEXT));
        assertOpens(kept);
    }

    @Test
    void replayLeavesAnotherVersionOfTheSameNumberAlone() {
        String keyId = create();
        DataKey made = generate(keyId);
        administration().rotate(keyId);
        DestroyedVersion own = trace(keyId, 1);
        DestroyedVersion other = new DestroyedVersion(
                keyId,
                own.owner(),
                own.purpose(),
                1,
                UNKNOWN_ID,
                own.created().minus(Duration.ofDays(1)),
                own.destroyed(),
                false);

        try {
            assertThat(destruction().replay(List.of(other))).isZero();
        } catch (KeyManagementException told) {
            assertThat(told.kind()).isEqualTo(Kind.VERSION_STATE);
        }

        assertOpens(made);
    }

    private DestroyedVersion trace(String keyId, int number) {
        KeyMetadata key = administration().describe(keyId);
        KeyVersion version = key.versions().get(number - 1);
        return new DestroyedVersion(
                keyId, key.owner(), key.purpose(), number, version.id(), version.created(), Instant.EPOCH, false);
    }

    @Test
    void aServiceSaysWhatItDestroyed() {
        String keyId = create();
        administration().rotate(keyId);
        destroy(keyId, 1);

        Optional<ServiceStatement> statement = destruction().statement(keyId);

        assertThat(statement.isPresent()).isEqualTo(can(Capability.STATEMENT));
        statement.ifPresent(said -> assertThat(said.newest().said().toString())
                .contains("1442851413")
                .doesNotContain("1442851412"));
    }
}
