package io.coffer.server.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whose keys a caller sees and by which names, what is refused as written, and what the audit trail is not told. */
class KeyServiceTest {
    private static final String PLAINTEXT =
            Base64.getEncoder().encodeToString("the plans of the vault".getBytes(StandardCharsets.UTF_8));

    private static Ring ring;
    private static Administration kms;
    private static Administration other;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        kms = ring.administration();
        other = ring.administration("LTAIother", "other-secret");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static Administration.Reply call(String action, String... namesAndValues) {
        return kms.succeed(Administration.KMS, action, namesAndValues);
    }

    private static String outcome(Administration caller, String action, String... namesAndValues) {
        return caller.call(Administration.KMS, action, namesAndValues).outcome();
    }

    private static String create() {
        return call("CreateKey").text("/KeyMetadata/KeyId");
    }

    @Test
    void keysOfOtherAccountsAreUnknown() {
        String key = create();
        String arn = call("DescribeKey", "KeyId", key).text("/KeyMetadata/Arn");
        String ciphertext =
                call("Encrypt", "KeyId", key, "Plaintext", PLAINTEXT).text("/CiphertextBlob");
        call("CreateAlias", "KeyId", key, "AliasName", "alias/mine");

        for (String name : new String[] {key, arn}) {
            assertThat(outcome(other, "DescribeKey", "KeyId", name)).isEqualTo("404 Forbidden.KeyNotFound");
            assertThat(outcome(other, "Encrypt", "KeyId", name, "Plaintext", PLAINTEXT))
                    .isEqualTo("404 Forbidden.KeyNotFound");
            assertThat(outcome(other, "ScheduleKeyDeletion", "KeyId", name, "PendingWindowInDays", "7"))
                    .isEqualTo("404 Forbidden.KeyNotFound");
        }
        assertThat(outcome(other, "Decrypt", "CiphertextBlob", ciphertext)).isEqualTo("404 Forbidden.KeyNotFound");
        String theirs = other.succeed(Administration.KMS, "CreateKey").text("/KeyMetadata/KeyId");
        assertThat(outcome(other, "ReEncrypt", "CiphertextBlob", ciphertext, "DestinationKeyId", theirs))
                .isEqualTo("404 Forbidden.KeyNotFound");
        assertThat(outcome(other, "Encrypt", "KeyId", "alias/mine", "Plaintext", PLAINTEXT))
                .isEqualTo("404 Forbidden.AliasNotFound");
        assertThat(outcome(other, "DeleteAlias", "AliasName", "alias/mine")).isEqualTo("404 Forbidden.AliasNotFound");
        assertThat(outcome(other, "CreateAlias", "KeyId", theirs, "AliasName", "alias/mine"))
                .isEqualTo("200");
        assertThat(outcome(other, "UpdateAlias", "KeyId", key, "AliasName", "alias/mine"))
                .isEqualTo("404 Forbidden.KeyNotFound");
    }

    @Test
    void aKeyIsNamedByIdAliasAndArn() {
        String key = create();
        call("CreateAlias", "KeyId", key, "AliasName", "alias/named");
        String arn = call("DescribeKey", "KeyId", key).text("/KeyMetadata/Arn");
        String aliasArn = call("ListAliasesByKeyId", "KeyId", arn).text("/Aliases/Alias/0/AliasArn");

        for (String name : new String[] {key, arn, "alias/named", aliasArn}) {
            assertThat(call("GenerateDataKey", "KeyId", name).text("/KeyId")).isEqualTo(key);
        }
        assertThat(outcome(kms, "EnableKey", "KeyId", arn)).isEqualTo("200");
        assertThat(outcome(kms, "EnableKey", "KeyId", aliasArn)).isEqualTo("400 Unsupported.Alias");
    }

    @Test
    void anAliasNeedsThePermissionOnItsKey() {
        String key = create();
        call("CreateAlias", "KeyId", key, "AliasName", "alias/permitted");
        String arn = call("DescribeKey", "KeyId", key).text("/KeyMetadata/Arn");
        Administration user =
                RamUser.named(ring, "encrypts").with("""
                {"Version": "1", "Statement": [{"Effect": "Allow", "Action": "kms:Encrypt", "Resource": "%s"}]}
                """.formatted(arn)).administration();

        assertThat(outcome(user, "Encrypt", "KeyId", "alias/permitted", "Plaintext", PLAINTEXT))
                .isEqualTo("200");
        assertThat(outcome(user, "Encrypt", "KeyId", create(), "Plaintext", PLAINTEXT))
                .isEqualTo("403 Forbidden.NoPermission");
        assertThat(outcome(user, "GenerateDataKey", "KeyId", key)).isEqualTo("403 Forbidden.NoPermission");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "CreateKey | KeySpec=RSA_2048",
                "CreateKey | KeyUsage=SIGN/VERIFY",
                "CreateKey | ProtectionLevel=HSM",
                "CreateKey | Origin=external",
                "CreateKey | EnableAutomaticRotation=true RotationInterval=6d",
                "CreateKey | EnableAutomaticRotation=yes",
                "CreateKey | Origin=EXTERNAL EnableAutomaticRotation=true RotationInterval=30d",
                "CreateKey | Tags=[{\"TagKey\":\"acs:a\",\"TagValue\":\"b\"}]",
                "CreateKey | Tags={}",
                "ListKeys | Filters=[{\"Key\":\"Nothing\",\"Values\":[\"a\"]}]",
                "ListKeys | Filters=[",
                "ListKeys | PageSize=101",
                "ScheduleKeyDeletion | KeyId=* PendingWindowInDays=6",
                "ScheduleKeyDeletion | KeyId=* PendingWindowInDays=367",
                "CreateAlias | KeyId=* AliasName=nothing",
                "CreateAlias | KeyId=* AliasName=alias/acs/mine",
                "CreateAlias | KeyId=* AliasName=alias/a%b",
                "Encrypt | KeyId=* Plaintext=!",
                "Encrypt | KeyId=* Plaintext=AQAB EncryptionContext=[]",
                "Encrypt | KeyId=* Plaintext=AQAB EncryptionContext={\"a\":1}",
                "Encrypt | KeyId=* Plaintext=AQAB EncryptionContext={\"a\":\"1\",\"a\":\"2\"}",
                "Decrypt | CiphertextBlob=AQAB",
                "GenerateDataKey | KeyId=* NumberOfBytes=0",
                "GenerateDataKey | KeyId=* KeySpec=AES_512",
                "DescribeKeyVersion | KeyId=* KeyVersionId=1",
                "TagResources | ResourceType=secret ResourceId.1=* Tag.1.Key=a",
            })
    void whatIsWrittenWronglyIsRefused(String action, String parameters) {
        String key = create();
        String[] given = parameters.replace("*", key).split("[ =]", -1);

        assertThat(outcome(kms, action, given)).isEqualTo("400 InvalidParameter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "RSAES_PKCS1_V1_5"})
    void aTokenIsOfOneKey(String algorithm) {
        String one = call("CreateKey", "Origin", "EXTERNAL").text("/KeyMetadata/KeyId");
        String another = call("CreateKey", "Origin", "EXTERNAL").text("/KeyMetadata/KeyId");
        String token = call(
                        "GetParametersForImport",
                        "KeyId",
                        one,
                        "WrappingKeySpec",
                        "RSA_2048",
                        "WrappingAlgorithm",
                        algorithm)
                .text("/ImportToken");

        assertThat(outcome(
                        kms,
                        "ImportKeyMaterial",
                        "KeyId",
                        another,
                        "ImportToken",
                        token,
                        "EncryptedKeyMaterial",
                        "AQAB"))
                .isEqualTo("400 InvalidImportToken");
        assertThat(outcome(
                        kms, "ImportKeyMaterial", "KeyId", one, "ImportToken", token, "EncryptedKeyMaterial", "AQAB"))
                .isEqualTo("400 InvalidKeyMaterial");
    }

    @Test
    void theAuditTrailIsToldOfNoSecret() {
        String key = call("CreateKey", "Origin", "EXTERNAL", "Description", "audited")
                .text("/KeyMetadata/KeyId");
        String plain = create();
        Administration.Reply dataKey = call("GenerateDataKey", "KeyId", plain);
        String ciphertext =
                call("Encrypt", "KeyId", plain, "Plaintext", PLAINTEXT).text("/CiphertextBlob");
        call("Decrypt", "CiphertextBlob", ciphertext);
        String token = call(
                        "GetParametersForImport",
                        "KeyId",
                        key,
                        "WrappingKeySpec",
                        "RSA_2048",
                        "WrappingAlgorithm",
                        "RSAES_OAEP_SHA_256")
                .text("/ImportToken");
        kms.call(
                Administration.KMS,
                "ImportKeyMaterial",
                "KeyId",
                key,
                "ImportToken",
                token,
                "EncryptedKeyMaterial",
                "c2VjcmV0IG1hdGVyaWFs");
        call("TagResources", "ResourceType", "key", "ResourceId.1", plain, "Tag.1.Key", "team", "Tag.1.Value", "blue");

        String trail = kms.succeed(Administration.COFFER, "ListAuditRecords", "MaxItems", "1000")
                .body()
                .toString();

        assertThat(trail)
                .contains("ImportKeyMaterial", "[not recorded]", "audited", "TagResources", plain, "blue")
                .doesNotContain(
                        token,
                        "c2VjcmV0IG1hdGVyaWFs",
                        PLAINTEXT,
                        ciphertext,
                        dataKey.text("/Plaintext"),
                        dataKey.text("/CiphertextBlob"));
    }
}
