package io.coffer.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coffer.model.DataCipher;
import io.coffer.model.EncryptionContext;
import io.coffer.model.EncryptionRule;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.SseAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
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

    private static Headers withContext(String keyId, String context) {
        return Headers.builder()
                .add(EncryptionHeaders.ALGORITHM, "KMS")
                .addIfPresent(EncryptionHeaders.KEY_ID, Optional.ofNullable(keyId))
                .add(EncryptionHeaders.CONTEXT, context)
                .build();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsAContextAsItStandsAndInBase64() {
        String json = "{\"purpose\": \"archive\", \"a\":\"\"}";
        for (String header : List.of(json, base64(json))) {
            assertThat(EncryptionHeaders.context(withContext("key", header)).pairs())
                    .isEqualTo(Map.of("purpose", "archive", "a", ""));
        }
        assertThat(EncryptionHeaders.context(withContext("key", base64("{\"\u4e2d\":\"\ud83d\ude00\"}")))
                        .pairs())
                .isEqualTo(Map.of("\u4e2d", "\ud83d\ude00"));
        assertThat(EncryptionHeaders.context(withContext("key", "{}"))).isEqualTo(EncryptionContext.NONE);
        assertThat(EncryptionHeaders.context(Headers.NONE)).isEqualTo(EncryptionContext.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a=b",
                "test encryption context parameter",
                "[]",
                "e30=e30=",
                "{",
                "{\"a\":1}",
                "{\"a\":null}",
                "{\"a\":{}}",
                "{\"a\":[\"b\"]}",
                "{\"a\":\"b\"} x",
                "{\"a\":\"b\",\"a\":\"c\"}",
                "{\"a\":\"b\",}",
                "{'a':'b'}",
                "{\"coffer:blob\":\"b\"}",
                "{\"a\":\"\\ud800\"}",
                "/////w=="
            })
    void refusesAMalformedContext(String context) {
        assertThat(contextOutcome(withContext("key", context))).isEqualTo("INVALID_ENCRYPTION_CONTEXT");
    }

    @Test
    void refusesAContextThatIsTooLongOrHasNoKeyId() {
        assertThat(contextOutcome(withContext("key", "{\"a\":\"" + "b".repeat(8192) + "\"}")))
                .isEqualTo("INVALID_ENCRYPTION_CONTEXT");
        assertThat(contextOutcome(withContext(null, "{}"))).isEqualTo("CONTEXT_WITHOUT_KEY_ID");
        assertThat(contextOutcome(Headers.builder()
                        .add(EncryptionHeaders.ALGORITHM, "AES256")
                        .add(EncryptionHeaders.CONTEXT, "{}")
                        .build()))
                .isEqualTo("CONTEXT_WITHOUT_KEY_ID");
        assertThat(contextOutcome(
                        Headers.builder().add(EncryptionHeaders.CONTEXT, "{}").build()))
                .isEqualTo("CONTEXT_WITHOUT_KEY_ID");
    }

    private static String contextOutcome(Headers headers) {
        try {
            return EncryptionHeaders.context(headers).toString();
        } catch (OssException refusal) {
            return refusal.error().name();
        }
    }

    @Test
    void echoesAContextInBase64() {
        Headers given = withContext("key", "{\"b\":\"2\",\"a\":\"1\"}");
        assertThat(EncryptionHeaders.echo(EncryptionHeaders.context(given)).first(EncryptionHeaders.CONTEXT))
                .contains(base64("{\"a\":\"1\",\"b\":\"2\"}"));
        assertThat(EncryptionHeaders.echo(EncryptionContext.NONE)).isEqualTo(Headers.NONE);
    }

    @Test
    void aBucketHasNoContext() {
        OssException refusal =
                catchThrowableOfType(OssException.class, () -> EncryptionHeaders.ofBucket(withContext("key", "{}")));
        assertThat(refusal.error()).isEqualTo(OssError.ENCRYPTION_NOT_APPLICABLE);
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
