package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.provider.TransitKeyManagement;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider before the documented shapes of the API; it was not run against a real Vault or OpenBao. */
class TransitKeyManagementTest extends KeyManagementContract {
    private final LocalKeyStore theirs = LocalKeyStore.inMemory(clock);
    private final TransitShapes shapes = new TransitShapes(theirs);
    private final LoopbackService service = new LoopbackService(shapes::answer);
    private String token = TransitShapes.TOKEN;
    private final TransitKeyManagement transit =
            new TransitKeyManagement(service.uri("/v1/transit/"), () -> token, Optional.empty(), Duration.ofMinutes(1));

    @AfterEach
    void close() {
        transit.close();
        service.close();
    }

    @Override
    protected KeyManagement management() {
        return transit;
    }

    @Override
    protected KeyAdministration administration() {
        return theirs;
    }

    /** A transit engine knows keys that are there and keys that are not. */
    @Override
    boolean has(Situation situation) {
        return situation == Situation.ENABLED || situation == Situation.UNKNOWN;
    }

    private String key() {
        return theirs.create("1", KeyPurpose.CUSTOMER, "").keyId();
    }

    private static void assertRefused(Kind kind, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        KeyManagementException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"type\":\"aes256-gcm96\",\"derived\":false,\"exportable\":false,\"allow_plaintext_backup\":false",
                "\"type\":\"aes256-gcm96\",\"derived\":true,\"exportable\":true,\"allow_plaintext_backup\":false",
                "\"type\":\"aes256-gcm96\",\"derived\":true,\"exportable\":false,\"allow_plaintext_backup\":true",
                "\"type\":\"aes256-gcm96\",\"derived\":true",
                "\"type\":\"rsa-4096\",\"derived\":true,\"exportable\":false,\"allow_plaintext_backup\":false"
            })
    void refusesAKeyThatCouldLeaveTheEngineOrBindsNothing(String facts) {
        shapes.keyFacts = facts;
        String keyId = key();

        assertRefused(Kind.DENIED, () -> transit.generateDataKey(keyId, CONTEXT));
    }

    @Test
    void looksAKeyUpOnce() {
        String keyId = key();
        for (int i = 0; i < 5; i++) {
            transit.generateDataKey(keyId, CONTEXT);
        }
        assertThat(service.arrived()).isEqualTo(6);
    }

    @Test
    void takesATokenThatWasRenewed() {
        String keyId = key();
        token = "hvs.ended";
        assertRefused(Kind.DENIED, () -> transit.generateDataKey(keyId, CONTEXT));
        token = TransitShapes.TOKEN;
        assertThat(transit.generateDataKey(keyId, CONTEXT).wrapped().keyVersion())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../keys", "a/b", "", "a..b", "a?b", ".hidden"})
    void asksForNoKeyOfAnOddName(String name) {
        assertRefused(Kind.KEY_NOT_FOUND, () -> transit.generateDataKey(name, CONTEXT));
        assertThat(service.arrived()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "400, encryption key not found, KEY_NOT_FOUND",
        "400, ciphertext or signature version is disallowed by policy (too old), KEY_DISABLED",
        "400, cipher: message authentication failed, INVALID_CIPHERTEXT",
        "403, permission denied, DENIED",
        "404, , KEY_NOT_FOUND",
        "429, , UNAVAILABLE",
        "472, , UNAVAILABLE",
        "500, internal error, UNAVAILABLE",
        "503, Vault is sealed, UNAVAILABLE"
    })
    void tellsItsRefusalsApart(int status, String error, Kind kind) {
        WrappedKey wrapped = transit.generateDataKey(key(), CONTEXT).wrapped();
        service.behave(request -> TransitShapes.refusal(status, error));

        assertRefused(kind, () -> transit.unwrap(wrapped, CONTEXT));
    }
}
