package io.coffer.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.provider.RemoteKeyManagement;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The provider before the documented shapes of Alibaba's API. The server's tests have it before another Coffer. */
class RemoteKeyManagementTest extends KeyManagementContract {
    private final LocalKeyStore theirs = LocalKeyStore.inMemory(clock);
    private final LoopbackService service = new LoopbackService(new KmsShapes(theirs)::answer);
    private final RemoteKeyManagement remote = new RemoteKeyManagement(
            KmsShapes.unsigned(() -> service.uri("/")), KmsShapes.numbersInMemory(), Duration.ofMinutes(1));

    @AfterEach
    void close() {
        remote.close();
        service.close();
    }

    @Override
    protected KeyManagement management() {
        return remote;
    }

    @Override
    protected KeyAdministration administration() {
        return theirs;
    }

    @ParameterizedTest
    @CsvSource({
        "404, Forbidden.KeyNotFound, KEY_NOT_FOUND, KEY_NOT_FOUND",
        "409, Rejected.Disabled, KEY_DISABLED, KEY_DISABLED",
        "409, Rejected.PendingDeletion, PENDING_DELETION, PENDING_DELETION",
        "409, Rejected.PendingImport, PENDING_IMPORT, PENDING_IMPORT",
        "409, Rejected.Unavailable, VERSION_STATE, VERSION_STATE",
        "400, InvalidParameter, INVALID_CIPHERTEXT, DENIED",
        "400, UnsupportedOperation, INVALID_CIPHERTEXT, DENIED",
        "400, SignatureDoesNotMatch, DENIED, DENIED",
        "400, InvalidTimeStamp.Expired, DENIED, DENIED",
        "404, InvalidAccessKeyId.NotFound, DENIED, DENIED",
        "403, Forbidden.NoPermission, DENIED, DENIED",
        "429, Rejected.Throttling, UNAVAILABLE, UNAVAILABLE",
        "400, Throttling.User, UNAVAILABLE, UNAVAILABLE",
        "503, ServiceUnavailableTemporary, UNAVAILABLE, UNAVAILABLE",
        "500, InternalFailure, UNAVAILABLE, UNAVAILABLE",
        "502, , UNAVAILABLE, UNAVAILABLE"
    })
    void tellsItsRefusalsApart(int status, String code, Kind whenOpening, Kind whenMaking) {
        String keyId = create();
        WrappedKey wrapped = remote.generateDataKey(keyId, CONTEXT).wrapped();
        service.behave(request -> KmsShapes.refusal(status, code));

        assertKind(whenOpening, () -> remote.unwrap(wrapped, CONTEXT));
        assertKind(whenOpening, () -> remote.rewrap(wrapped, CONTEXT));
        assertKind(whenMaking, () -> remote.generateDataKey(keyId, CONTEXT));
    }

    private static void assertKind(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        KeyManagementException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    /** Decrypt goes by the ciphertext alone, and its answer names another key than the record. */
    @Override
    Kind refusalOfUnknownKey(Operation operation) {
        return operation == Operation.UNWRAP ? Kind.INVALID_CIPHERTEXT : Kind.KEY_NOT_FOUND;
    }

    /** ReEncrypt does not tell what the source was under. */
    @Override
    boolean rewrapSeesTheRecord() {
        return false;
    }
}
