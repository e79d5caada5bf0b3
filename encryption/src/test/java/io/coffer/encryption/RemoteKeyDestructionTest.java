package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.KeyMetadata.KeyState;
import io.coffer.encryption.KeyVersion.State;
import io.coffer.encryption.provider.ExternalKeyDestruction;
import io.coffer.encryption.provider.ExternalKeys;
import io.coffer.encryption.provider.RemoteKeyManagement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A KMS destroys whole keys alone; what it says of one is told apart from its not saying anything. */
class RemoteKeyDestructionTest {
    private static final String KEY = "2ab1a983-7072-4bbc-a582-584b5bd8aaaa";

    private final ManualClock clock = new ManualClock();
    private final LoopbackService service =
            new LoopbackService(request -> KmsShapes.refusal(503, "ServiceUnavailableTemporary"));
    private final RemoteKeyManagement remote = new RemoteKeyManagement(
            KmsShapes.unsigned(() -> service.uri("/")), KmsShapes.numbersInMemory(), Duration.ofSeconds(5));
    private final ExternalKeys keys = new ExternalKeys(KEY, KEY, List.of(), remote, remote::forget);
    private final ExternalKeyDestruction destruction = new ExternalKeyDestruction(keys, remote, clock);

    @AfterEach
    void close() {
        remote.close();
        service.close();
    }

    @Test
    void noVersionEndsApart() {
        KeyDestructionContract.assertRefused(Kind.UNSUPPORTED, destruction::requireVersionsApart);
        KeyDestructionContract.assertRefused(
                Kind.UNSUPPORTED, () -> destruction.setVersionState(KEY, 1, State.NO_NEW_WRAPS));
        KeyDestructionContract.assertRefused(Kind.UNSUPPORTED, () -> destruction.requireDestructible(KEY, 1));
        KeyDestructionContract.assertRefused(Kind.UNSUPPORTED, () -> destruction.destroyVersion(KEY, 1));
        KeyDestructionContract.assertRefused(Kind.UNSUPPORTED, () -> destruction.destroy(KEY));
        assertThat(service.arrived()).isZero();
    }

    private void says(String metadata) {
        service.behave(request ->
                new LoopbackService.Answer(200, "{\"KeyMetadata\":{" + metadata + "},\"RequestId\":\"381D5D33\"}"));
    }

    @Test
    void aScheduledDeletionIsQuoted() {
        says("\"KeyId\":\"" + KEY + "\",\"KeyState\":\"PendingDeletion\",\"DeleteDate\":\"2026-03-01T00:00:00Z\"");

        KeyStanding standing = destruction.standing(KEY);

        assertThat(standing.state()).contains(KeyState.PENDING_DELETION);
        assertThat(standing.deletionDate()).contains(Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(standing.statement().service()).isEqualTo(service.uri("/").getAuthority());
        assertThat(standing.statement().newest().asked()).isEqualTo(clock.instant());
        assertThat(standing.statement().newest().said())
                .containsEntry("KeyState", "PendingDeletion")
                .containsEntry("DeleteDate", "2026-03-01T00:00:00Z")
                .containsEntry("RequestId", "381D5D33")
                .containsEntry("HttpStatus", "200");
    }

    @Test
    void onlyTheServicesOwnWordSaysThatThereIsNoKey() {
        service.behave(request -> KmsShapes.refusal(404, "Forbidden.KeyNotFound"));

        KeyStanding standing = destruction.standing(KEY);

        assertThat(standing.state()).isEmpty();
        assertThat(standing.statement().newest().said())
                .containsEntry("Code", "Forbidden.KeyNotFound")
                .containsEntry("RequestId", "1");
        assertThat(destruction.destroyed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "404, '', DENIED",
        "404, Forbidden.AliasNotFound, KEY_NOT_FOUND",
        "404, InvalidAccessKeyId.NotFound, DENIED",
        "403, Forbidden.KeyNotFound, KEY_NOT_FOUND",
        "403, Forbidden.NoPermission, DENIED",
        "400, SignatureDoesNotMatch, DENIED",
        "429, Rejected.Throttling, UNAVAILABLE",
        "500, InternalFailure, UNAVAILABLE",
        "502, Forbidden.KeyNotFound, KEY_NOT_FOUND",
        "503, ServiceUnavailableTemporary, UNAVAILABLE"
    })
    void nothingElseDoes(int status, String code, Kind kind) {
        service.behave(request -> KmsShapes.refusal(status, code));

        KeyDestructionContract.assertRefused(kind, () -> destruction.standing(KEY));
    }

    @Test
    void neitherDoesAnAnswerWithoutAStateOrNone() {
        says("");
        KeyDestructionContract.assertRefused(Kind.UNAVAILABLE, () -> destruction.standing(KEY));
        service.behave(request -> new LoopbackService.Answer(404, "<html>"));
        KeyDestructionContract.assertRefused(Kind.DENIED, () -> destruction.standing(KEY));
        service.close();
        KeyDestructionContract.assertRefused(Kind.UNAVAILABLE, () -> destruction.standing(KEY));
    }

    @Test
    void aKeyThatIsBackIsToldAndOneThatIsGoneIsNot() {
        DestroyedVersion trace =
                new DestroyedVersion(KEY, "1", KeyPurpose.DEFAULT, 1, "", Instant.EPOCH, Instant.EPOCH, true);
        service.behave(request -> KmsShapes.refusal(404, "Forbidden.KeyNotFound"));
        assertThat(destruction.replay(List.of(trace))).isZero();
        says("\"KeyState\":\"Disabled\"");
        KeyDestructionContract.assertRefused(Kind.UNSUPPORTED, () -> destruction.replay(List.of(trace)));
    }

    @Test
    void statementsOfAKeyFollowEachOther() {
        says("\"KeyState\":\"PendingDeletion\"");
        ServiceStatement first = destruction.standing(KEY).statement();
        clock.advance(Duration.ofDays(8));
        service.behave(request -> KmsShapes.refusal(404, "Forbidden.KeyNotFound"));

        ServiceStatement both = destruction.standing(KEY).statement().after(first);

        assertThat(both.answers()).hasSize(2);
        assertThat(both.answers().getFirst()).isEqualTo(first.newest());
        assertThat(both.newest().asked()).isEqualTo(clock.instant());
        assertThat(Optional.ofNullable(both.newest().said().get("KeyState"))).isEmpty();
    }
}
