package io.coffer.server.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each action of KMS on a key in each state, as Alibaba's page on the impact of key states has it. */
class KeyStateTableTest {
    private static final String PLAINTEXT = Base64.getEncoder().encodeToString("text".getBytes(StandardCharsets.UTF_8));
    private static final AtomicInteger ALIASES = new AtomicInteger();

    private static Ring ring;
    private static Administration kms;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        kms = ring.administration();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    /** A key in a state, and what was encrypted under it if the action needs it. */
    private record Subject(String key, String ciphertext) {
        private static final Set<String> OF_CIPHERTEXTS = Set.of("Decrypt", "ReEncrypt");
        private static final Set<String> OF_MATERIAL =
                Set.of("GetParametersForImport", "ImportKeyMaterial", "DeleteKeyMaterial");

        static Subject of(String action, String state) {
            boolean external = OF_MATERIAL.contains(action) || state.equals("PendingImport");
            String key = external ? call("CreateKey", "Origin", "EXTERNAL").text("/KeyMetadata/KeyId") : plain();
            boolean encrypts = OF_CIPHERTEXTS.contains(action);
            if (external && (encrypts || !state.equals("PendingImport"))) {
                assertThat(importing(key).outcome()).isEqualTo("200");
            }
            String ciphertext = encrypts
                    ? call("Encrypt", "KeyId", key, "Plaintext", PLAINTEXT).text("/CiphertextBlob")
                    : "";
            if (action.equals("DeleteAlias")) {
                call("CreateAlias", "KeyId", key, "AliasName", "alias/of-" + key);
            }
            bring(key, state);
            return new Subject(key, ciphertext);
        }

        private static void bring(String key, String state) {
            switch (state) {
                case "Enabled" -> call("EnableKey", "KeyId", key);
                case "Disabled" -> call("DisableKey", "KeyId", key);
                case "PendingDeletion" -> call("ScheduleKeyDeletion", "KeyId", key, "PendingWindowInDays", "7");
                case "PendingImport" -> call("DeleteKeyMaterial", "KeyId", key);
                default -> throw new IllegalArgumentException(state);
            }
            assertThat(call("DescribeKey", "KeyId", key).text("/KeyMetadata/KeyState"))
                    .isEqualTo(state);
        }
    }

    private static Administration.Reply call(String action, String... namesAndValues) {
        return kms.succeed(Administration.KMS, action, namesAndValues);
    }

    private static Administration.Reply importing(String key) {
        Administration.Reply parameters = call(
                "GetParametersForImport",
                "KeyId",
                key,
                "WrappingKeySpec",
                "RSA_2048",
                "WrappingAlgorithm",
                "RSAES_OAEP_SHA_256");
        return kms.call(
                Administration.KMS,
                "ImportKeyMaterial",
                "KeyId",
                key,
                "ImportToken",
                parameters.text("/ImportToken"),
                "EncryptedKeyMaterial",
                wrapped(new byte[32], parameters.text("/PublicKey")));
    }

    private static String wrapped(byte[] material, String publicKey) {
        try {
            PublicKey key = KeyFactory.getInstance("RSA")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(publicKey)));
            Cipher cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    key,
                    new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
            return Base64.getEncoder().encodeToString(cipher.doFinal(material));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            action                          | Enabled             | Disabled            | PendingDeletion     | PendingImport
            DescribeKey                     | ok                  | ok                  | ok                  | ok
            Encrypt                         | ok                  | Disabled            | PendingDeletion     | PendingImport
            Decrypt                         | ok                  | Disabled            | PendingDeletion     | PendingImport
            ReEncrypt                       | ok                  | Disabled            | PendingDeletion     | PendingImport
            GenerateDataKey                 | ok                  | Disabled            | PendingDeletion     | PendingImport
            GenerateDataKeyWithoutPlaintext | ok                  | Disabled            | PendingDeletion     | PendingImport
            UpdateKeyDescription            | ok                  | ok                  | PendingDeletion     | ok
            TagResource                     | ok                  | ok                  | PendingDeletion     | ok
            UntagResource                   | ok                  | ok                  | PendingDeletion     | ok
            ListResourceTags                | ok                  | ok                  | ok                  | ok
            EnableKey                       | ok                  | ok                  | StateModifiedFailed | StateModifiedFailed
            DisableKey                      | ok                  | ok                  | StateModifiedFailed | StateModifiedFailed
            ScheduleKeyDeletion             | ok                  | ok                  | StateModifiedFailed | ok
            CancelKeyDeletion               | StateModifiedFailed | StateModifiedFailed | ok                  | StateModifiedFailed
            CreateAlias                     | ok                  | ok                  | StateModifiedFailed | ok
            UpdateAlias                     | ok                  | ok                  | PendingDeletion     | ok
            DeleteAlias                     | ok                  | ok                  | ok                  | ok
            ListAliasesByKeyId              | ok                  | ok                  | ok                  | ok
            ListKeyVersions                 | ok                  | ok                  | ok                  | ok
            SetDeletionProtection           | ok                  | ok                  | PendingDeletion     | ok
            GetParametersForImport          | ok                  | ok                  | ok                  | ok
            ImportKeyMaterial               | ok                  | ok                  | StateModifiedFailed | ok
            DeleteKeyMaterial               | ok                  | ok                  | ok                  | ok
            """)
    void eachActionInEachState(
            String action, String enabled, String disabled, String pendingDeletion, String pendingImport) {
        assertThat(outcome(action, "Enabled")).isEqualTo(expected(enabled));
        assertThat(outcome(action, "Disabled")).isEqualTo(expected(disabled));
        assertThat(outcome(action, "PendingDeletion")).isEqualTo(expected(pendingDeletion));
        assertThat(outcome(action, "PendingImport")).isEqualTo(expected(pendingImport));
    }

    private static String expected(String result) {
        return result.equals("ok") ? "200" : "409 Rejected." + result;
    }

    private static String outcome(String action, String state) {
        Subject subject = Subject.of(action, state);
        String key = subject.key();
        return switch (action) {
            case "ImportKeyMaterial" -> importing(key).outcome();
            case "Encrypt" -> outcome(action, "KeyId", key, "Plaintext", PLAINTEXT);
            case "Decrypt" -> outcome(action, "CiphertextBlob", subject.ciphertext());
            case "ReEncrypt" -> outcome(action, "CiphertextBlob", subject.ciphertext(), "DestinationKeyId", plain());
            case "UpdateKeyDescription" -> outcome(action, "KeyId", key, "Description", "new");
            case "TagResource" -> outcome(action, "KeyId", key, "Tags", "[{\"TagKey\":\"a\",\"TagValue\":\"b\"}]");
            case "UntagResource" -> outcome(action, "KeyId", key, "TagKeys", "[\"a\"]");
            case "ScheduleKeyDeletion" -> outcome(action, "KeyId", key, "PendingWindowInDays", "366");
            case "CreateAlias" -> outcome(action, "KeyId", key, "AliasName", "alias/new-" + ALIASES.incrementAndGet());
            case "UpdateAlias" -> {
                String alias = "alias/moved-" + ALIASES.incrementAndGet();
                call("CreateAlias", "KeyId", plain(), "AliasName", alias);
                yield outcome(action, "KeyId", key, "AliasName", alias);
            }
            case "DeleteAlias" -> outcome(action, "AliasName", "alias/of-" + key);
            case "SetDeletionProtection" -> outcome(action, "KeyId", key, "EnableDeletionProtection", "true");
            case "GetParametersForImport" ->
                outcome(action, "KeyId", key, "WrappingKeySpec", "RSA_2048", "WrappingAlgorithm", "RSAES_PKCS1_V1_5");
            default -> outcome(action, "KeyId", key);
        };
    }

    private static String plain() {
        return call("CreateKey").text("/KeyMetadata/KeyId");
    }

    private static String outcome(String action, String... namesAndValues) {
        return kms.call(Administration.KMS, action, namesAndValues).outcome();
    }

    /** Rotation is for keys of KMS's own material. */
    @ParameterizedTest
    @CsvSource({
        "Enabled, 200, 200",
        "Disabled, 409 Rejected.Disabled, 409 Rejected.Disabled",
        "PendingDeletion, 409 Rejected.PendingDeletion, 409 Rejected.PendingDeletion",
        "External, 400 UnsupportedOperation, 400 UnsupportedOperation"
    })
    void rotationInEachState(String state, String policy, String version) {
        String key = state.equals("External")
                ? Subject.of("DeleteKeyMaterial", "Enabled").key()
                : plain();
        switch (state) {
            case "Disabled" -> call("DisableKey", "KeyId", key);
            case "PendingDeletion" -> call("ScheduleKeyDeletion", "KeyId", key, "PendingWindowInDays", "7");
            default -> assertThat(state).isIn("Enabled", "External");
        }
        assertThat(outcome(
                        "UpdateRotationPolicy",
                        "KeyId",
                        key,
                        "EnableAutomaticRotation",
                        "true",
                        "RotationInterval",
                        "30d"))
                .isEqualTo(policy);
        assertThat(outcome("CreateKeyVersion", "KeyId", key)).isEqualTo(version);
    }

    @ParameterizedTest
    @Tag("unshared")
    @CsvSource({"DescribeKey", "EnableKey", "CancelKeyDeletion", "CreateKeyVersion", "ListResourceTags"})
    void aKeyPastItsDateIsGone(String action) {
        String key = plain();
        String ciphertext =
                call("Encrypt", "KeyId", key, "Plaintext", PLAINTEXT).text("/CiphertextBlob");
        call("ScheduleKeyDeletion", "KeyId", key, "PendingWindowInDays", "7");
        ring.clock().advance(Duration.ofDays(7));
        ring.runChore("keys");
        assertThat(outcome(action, "KeyId", key)).isEqualTo("404 Forbidden.KeyNotFound");
        assertThat(outcome("Decrypt", "CiphertextBlob", ciphertext)).isEqualTo("404 Forbidden.KeyNotFound");
    }
}
