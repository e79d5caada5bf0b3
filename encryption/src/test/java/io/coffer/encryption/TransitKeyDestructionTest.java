package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyVersion.State;
import io.coffer.encryption.provider.ExternalKeyDestruction;
import io.coffer.encryption.provider.ExternalKeys;
import io.coffer.encryption.provider.TransitKeyManagement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Versions of keys in a Transit engine, before the documented shapes of its API. */
class TransitKeyDestructionTest extends KeyDestructionContract {
    private final ManualClock clock = new ManualClock();
    private final LocalKeyStore theirs = LocalKeyStore.inMemory(clock);
    private final TransitShapes shapes = new TransitShapes(theirs);
    private final LoopbackService service = new LoopbackService(shapes::answer);
    private final TransitKeyManagement transit = new TransitKeyManagement(
            service.uri("/v1/transit/"), () -> TransitShapes.TOKEN, Optional.empty(), Duration.ofSeconds(5));
    private final List<String> made = Stream.generate(
                    () -> theirs.create("1", KeyPurpose.CUSTOMER, "").keyId())
            .limit(3)
            .toList();
    private final ExternalKeys keys = new ExternalKeys(made.get(0), made.get(1), List.of(), transit, transit::forget);
    private final ExternalKeyDestruction destruction = new ExternalKeyDestruction(keys, transit, clock);
    private int given;

    @AfterEach
    void close() {
        transit.close();
        service.close();
    }

    @Override
    boolean can(Capability capability) {
        return capability == Capability.STATEMENT;
    }

    @Override
    KeyDestruction destruction() {
        return destruction;
    }

    @Override
    KeyManagement management() {
        return transit;
    }

    @Override
    KeyAdministration administration() {
        return keys;
    }

    @Override
    String create() {
        return made.get(given++);
    }

    @Test
    void aKeyThatIsNotListedIsLeftAlone() {
        String unlisted = made.get(2);
        theirs.rotate(unlisted);

        assertRefused(Kind.KEY_NOT_FOUND, () -> destruction.setVersionState(unlisted, 1, State.FENCED));
        assertRefused(Kind.KEY_NOT_FOUND, () -> destruction.destroyVersion(unlisted, 1));
        assertThat(destruction.replay(List.of(trace(unlisted, 1)))).isZero();
        assertThat(service.arrived()).isZero();
    }

    @Test
    void aKeyIsNotDestroyedAsAWhole() {
        assertRefused(Kind.UNSUPPORTED, () -> destruction.requireDestructible(made.get(0)));
        assertRefused(Kind.UNSUPPORTED, () -> destruction.destroy(made.get(0)));
    }

    @Test
    void anEngineThatTookTheCallAndDidNothingHasNotDestroyed() {
        String keyId = create();
        keys.rotate(keyId);
        destruction.setVersionState(keyId, 1, State.FENCED);
        service.behave(request ->
                request.path().endsWith("/trim") ? new LoopbackService.Answer(204, "") : shapes.answer(request));

        assertRefused(Kind.UNAVAILABLE, () -> destruction.destroyVersion(keyId, 1));
        service.behave(shapes::answer);
        assertThat(destruction.destroyed()).isEmpty();
        destruction.destroyVersion(keyId, 1);
        assertThat(destruction.destroyed()).hasSize(1);
    }

    @Test
    void aRefusalOnTheWayIsToldAndCanBeGoneOnFrom() {
        String keyId = create();
        keys.rotate(keyId);
        destruction.setVersionState(keyId, 1, State.FENCED);
        for (int status : new int[] {403, 503}) {
            service.behave(request ->
                    request.path().endsWith("/trim") ? TransitShapes.refusal(status, "no") : shapes.answer(request));
            assertRefused(status == 403 ? Kind.DENIED : Kind.UNAVAILABLE, () -> destruction.destroyVersion(keyId, 1));
        }
        service.behave(shapes::answer);
        assertThat(destruction.replay(List.of(trace(keyId, 1)))).isEqualTo(1);
    }

    @Test
    void ofAKeyThatTheEngineDoesNotHaveNothingComesBack() {
        service.behave(request -> TransitShapes.refusal(404, ""));

        assertThat(destruction.replay(List.of(trace(create(), 1)))).isZero();
        assertThat(destruction.destroyed()).isEmpty();
    }

    @Test
    void anEngineFromBeforeTheRotationIsToldApart() {
        String keyId = create();

        assertThatThrownBy(() -> destruction.replay(List.of(trace(keyId, 1)))).hasMessageContaining("rotate it there");
        assertThat(destruction.destroyed()).isEmpty();
    }

    @Test
    void oneKeysFailureDoesNotKeepOthersFromBeingDestroyedAgain() {
        String stuck = create();
        String fine = create();
        keys.rotate(fine);

        assertRefused(Kind.VERSION_STATE, () -> destruction.replay(List.of(trace(stuck, 1), trace(fine, 1))));

        assertThat(destruction.destroyed()).extracting(DestroyedVersion::keyId).containsExactly(fine);
    }

    @Test
    void whatOthersTrimmedIsSeenAndNothingIsLowered() {
        String keyId = create();
        keys.rotate(keyId);
        keys.rotate(keyId);
        keys.rotate(keyId);
        destruction.setVersionState(keyId, 3, State.FENCED);
        destruction.destroyVersion(keyId, 1);

        destruction.setVersionState(keyId, 2, State.FENCED);
        destruction.destroyVersion(keyId, 2);

        assertThat(keys.describe(keyId).versions())
                .extracting(KeyVersion::state)
                .containsExactly(State.DESTROYED, State.DESTROYED, State.FENCED, State.ACTIVE);
    }

    private static DestroyedVersion trace(String keyId, int number) {
        return new DestroyedVersion(keyId, "1", KeyPurpose.CUSTOMER, number, "", Instant.EPOCH, Instant.EPOCH, false);
    }
}
