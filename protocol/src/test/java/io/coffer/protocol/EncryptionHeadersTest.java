package io.coffer.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coffer.model.DataCipher;
import io.coffer.model.EncryptionRule;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.SseAlgorithm;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncryptionHeadersTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            AES256 | -   | -      | AES256 AES256
            AES256 | -   | SM4    | AES256 AES256
            AES256 | ''  | -      | AES256 AES256
            SM4    | -   | -      | SM4 SM4
            SM4    | -   | SM4    | SM4 SM4
            KMS    | -   | -      | KMS AES256
            KMS    | -   | ''     | KMS AES256
            KMS    | -   | SM4    | KMS SM4
            KMS    | key | -      | KMS AES256 key
            KMS    | key | SM4    | KMS SM4 key
            -      | -   | -      | none
            -      | -   | SM4    | none
            -      | ''  | -      | none
            -      | key | -      | KEY_ID_WITHOUT_KMS
            AES256 | key | -      | KEY_ID_WITHOUT_KMS
            SM4    | key | SM4    | KEY_ID_WITHOUT_KMS
            KMS    | ''  | -      | EMPTY_KEY_ID
            KMS    | key | AES256 | INVALID_DATA_ENCRYPTION
            KMS    | -   | sm4    | INVALID_DATA_ENCRYPTION
            aes256 | -   | -      | INVALID_ENCRYPTION_ALGORITHM
            AES    | -   | -      | INVALID_ENCRYPTION_ALGORITHM
            ''     | -   | -      | INVALID_ENCRYPTION_ALGORITHM
            kms    | key | SM4    | INVALID_ENCRYPTION_ALGORITHM
            """)
    void reads(String algorithm, String keyId, String dataEncryption, String expected) {
        Headers headers = Headers.builder()
                .addIfPresent(EncryptionHeaders.ALGORITHM, Optional.ofNullable(algorithm))
                .addIfPresent(EncryptionHeaders.KEY_ID, Optional.ofNullable(keyId))
                .addIfPresent(EncryptionHeaders.DATA_ENCRYPTION, Optional.ofNullable(dataEncryption))
                .build();
        assertThat(outcome(headers)).isEqualTo(expected);
    }

    private static String outcome(Headers headers) {
        try {
            return EncryptionHeaders.parse(headers)
                    .map(rule -> rule.algorithm() + " " + rule.dataCipher()
                            + rule.keyId().map(id -> " " + id).orElse(""))
                    .orElse("none");
        } catch (OssException refusal) {
            return refusal.error().name();
        }
    }

    @Test
    void refusesContradictingValuesAndAcceptsRepeatedOnes() {
        Headers once =
                Headers.builder().add(EncryptionHeaders.ALGORITHM, "AES256").build();
        Headers twice = Headers.builder().addAll(once).addAll(once).build();
        Headers both = Headers.builder()
                .addAll(once)
                .add(EncryptionHeaders.ALGORITHM, "KMS")
                .build();
        assertThat(EncryptionHeaders.parse(twice).map(EncryptionRule::algorithm))
                .contains(SseAlgorithm.AES256);
        assertThat(outcome(both)).isEqualTo("INVALID_ARGUMENT");
    }

    @Test
    void namesTheHeaderOfAWrongDataCipher() {
        OssException refusal = catchThrowableOfType(
                OssException.class,
                () -> EncryptionHeaders.parse(Headers.builder()
                        .add(EncryptionHeaders.ALGORITHM, "KMS")
                        .add(EncryptionHeaders.DATA_ENCRYPTION, "DES")
                        .build()));
        assertThat(refusal.details())
                .containsExactly(
                        new OssException.Detail("ArgumentName", "x-oss-server-side-data-encryption"),
                        new OssException.Detail("ArgumentValue", "DES"));
    }

    @Test
    void doesNotDropAnEncryptionContext() {
        assertThat(outcome(Headers.builder()
                        .add(EncryptionHeaders.ALGORITHM, "KMS")
                        .add(EncryptionHeaders.CONTEXT, "{}")
                        .build()))
                .isEqualTo("NOT_IMPLEMENTED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Oss-Server-Side-Encryption",
                "x-oss-server-side-encryption-key-id",
                "x-oss-server-side-data-encryption",
                "x-oss-server-side-encryption-context"
            })
    void refusesThemWhereTheyDoNotApply(String name) {
        OssException refusal = catchThrowableOfType(
                OssException.class,
                () -> EncryptionHeaders.refuse(Headers.builder().add(name, "v").build()));
        assertThat(refusal.error()).isEqualTo(OssError.ENCRYPTION_NOT_APPLICABLE);
        assertThat(refusal.details()).contains(new OssException.Detail("ArgumentValue", "v"));
    }

    @Test
    void letsOtherHeadersPassWhereTheyDoNotApply() {
        EncryptionHeaders.refuse(
                Headers.builder().add("x-oss-server-side-encryption-other", "v").build());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            AES256 | -   | AES256 | AES256 | -   | -
            AES256 | key | SM4    | AES256 | -   | -
            SM4    | key | SM4    | SM4    | -   | -
            KMS    | key | AES256 | KMS    | key | -
            KMS    | key | SM4    | KMS    | key | SM4
            """)
    void echoes(
            SseAlgorithm algorithm,
            String keyId,
            DataCipher cipher,
            String shownAlgorithm,
            String shownKeyId,
            String shownCipher) {
        Headers headers = EncryptionHeaders.echo(algorithm, Optional.ofNullable(keyId), cipher);
        assertThat(headers.first(EncryptionHeaders.ALGORITHM)).contains(shownAlgorithm);
        assertThat(headers.first(EncryptionHeaders.KEY_ID)).isEqualTo(Optional.ofNullable(shownKeyId));
        assertThat(headers.first(EncryptionHeaders.DATA_ENCRYPTION)).isEqualTo(Optional.ofNullable(shownCipher));
    }
}
