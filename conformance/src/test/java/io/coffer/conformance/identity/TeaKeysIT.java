package io.coffer.conformance.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.kms20160120.Client;
import com.aliyun.kms20160120.models.CancelKeyDeletionRequest;
import com.aliyun.kms20160120.models.CreateAliasRequest;
import com.aliyun.kms20160120.models.CreateKeyRequest;
import com.aliyun.kms20160120.models.CreateKeyVersionRequest;
import com.aliyun.kms20160120.models.DecryptRequest;
import com.aliyun.kms20160120.models.DeleteAliasRequest;
import com.aliyun.kms20160120.models.DeleteKeyMaterialRequest;
import com.aliyun.kms20160120.models.DescribeKeyRequest;
import com.aliyun.kms20160120.models.DescribeKeyResponseBody.DescribeKeyResponseBodyKeyMetadata;
import com.aliyun.kms20160120.models.DescribeKeyVersionRequest;
import com.aliyun.kms20160120.models.DisableKeyRequest;
import com.aliyun.kms20160120.models.EnableKeyRequest;
import com.aliyun.kms20160120.models.EncryptRequest;
import com.aliyun.kms20160120.models.GenerateDataKeyRequest;
import com.aliyun.kms20160120.models.GenerateDataKeyWithoutPlaintextRequest;
import com.aliyun.kms20160120.models.GetParametersForImportRequest;
import com.aliyun.kms20160120.models.ImportKeyMaterialRequest;
import com.aliyun.kms20160120.models.ListAliasesByKeyIdRequest;
import com.aliyun.kms20160120.models.ListAliasesRequest;
import com.aliyun.kms20160120.models.ListKeyVersionsRequest;
import com.aliyun.kms20160120.models.ListKeysRequest;
import com.aliyun.kms20160120.models.ListResourceTagsRequest;
import com.aliyun.kms20160120.models.ListTagResourcesRequest;
import com.aliyun.kms20160120.models.ReEncryptRequest;
import com.aliyun.kms20160120.models.ScheduleKeyDeletionRequest;
import com.aliyun.kms20160120.models.SetDeletionProtectionRequest;
import com.aliyun.kms20160120.models.TagResourceRequest;
import com.aliyun.kms20160120.models.TagResourcesRequest;
import com.aliyun.kms20160120.models.TagResourcesRequest.TagResourcesRequestTag;
import com.aliyun.kms20160120.models.UntagResourceRequest;
import com.aliyun.kms20160120.models.UntagResourcesRequest;
import com.aliyun.kms20160120.models.UpdateAliasRequest;
import com.aliyun.kms20160120.models.UpdateKeyDescriptionRequest;
import com.aliyun.kms20160120.models.UpdateRotationPolicyRequest;
import java.security.KeyFactory;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys by the client of KMS. */
class TeaKeysIT extends TeaStory {
    private static final String PLAINTEXT = Base64.getEncoder().encodeToString("a message".getBytes());
    private static final Map<String, String> CONTEXT = Map.of("用途", "story", "a", "b");

    private Client kms;
    private String key;

    @BeforeEach
    void makeKey() throws Exception {
        kms = kms(root());
        key = create(new CreateKeyRequest());
    }

    private String create(CreateKeyRequest request) throws Exception {
        return kms.createKey(request).getBody().getKeyMetadata().getKeyId();
    }

    private DescribeKeyResponseBodyKeyMetadata shown(String id) throws Exception {
        return kms.describeKey(new DescribeKeyRequest().setKeyId(id)).getBody().getKeyMetadata();
    }

    @Test
    void lifeOfAKey() throws Exception {
        kms.updateKeyDescription(new UpdateKeyDescriptionRequest().setKeyId(key).setDescription("of a story"));
        kms.disableKey(new DisableKeyRequest().setKeyId(key));
        assertThat(shown(key).getKeyState()).isEqualTo("Disabled");
        assertThat(kms.listKeys(new ListKeysRequest()
                                .setPageSize(100)
                                .setFilters("[{\"Key\":\"KeyState\",\"Values\":[\"Disabled\"]},"
                                        + "{\"Key\":\"KeyId\",\"Values\":[\"" + key + "\"]}]"))
                        .getBody()
                        .getKeys()
                        .getKey())
                .singleElement()
                .extracting(listed -> listed.getKeyId())
                .isEqualTo(key);
        kms.enableKey(new EnableKeyRequest().setKeyId(key));
        kms.setDeletionProtection(new SetDeletionProtectionRequest()
                .setProtectedResourceArn(shown(key).getArn())
                .setEnableDeletionProtection(true)
                .setDeletionProtectionDescription("in use"));
        assertThat(shown(key).getDeletionProtectionDescription()).isEqualTo("in use");
        ScheduleKeyDeletionRequest deletion =
                new ScheduleKeyDeletionRequest().setKeyId(key).setPendingWindowInDays(7);
        refused(409, "Rejected.DeletionProtection", () -> kms.scheduleKeyDeletion(deletion));
        kms.setDeletionProtection(new SetDeletionProtectionRequest()
                .setProtectedResourceArn(shown(key).getArn())
                .setEnableDeletionProtection(false));
        kms.scheduleKeyDeletion(deletion);
        assertThat(shown(key).getKeyState()).isEqualTo("PendingDeletion");
        assertThat(shown(key).getDeleteDate()).isNotEmpty();
        refused(409, "Rejected.StateModifiedFailed", () -> kms.enableKey(new EnableKeyRequest().setKeyId(key)));
        kms.cancelKeyDeletion(new CancelKeyDeletionRequest().setKeyId(key));
        assertThat(shown(key).getKeyState()).isEqualTo("Enabled");
        assertThat(shown(key).getDescription()).isEqualTo("of a story");
        assertThat(kms.describeRegions().getBody().getRegions().getRegion())
                .extracting(region -> region.getRegionId())
                .containsExactly("cn-hangzhou");
    }

    @Test
    void messagesInAContext() throws Exception {
        var encrypted = kms.encrypt(new EncryptRequest()
                        .setKeyId(key)
                        .setPlaintext(PLAINTEXT)
                        .setEncryptionContext(CONTEXT))
                .getBody();
        String version = encrypted.getKeyVersionId();
        kms.createKeyVersion(new CreateKeyVersionRequest().setKeyId(key));

        var decrypted = kms.decrypt(new DecryptRequest()
                        .setCiphertextBlob(encrypted.getCiphertextBlob())
                        .setEncryptionContext(CONTEXT))
                .getBody();

        assertThat(decrypted.getPlaintext()).isEqualTo(PLAINTEXT);
        assertThat(decrypted.getKeyId()).isEqualTo(key);
        assertThat(decrypted.getKeyVersionId()).isEqualTo(version);
        refused(
                400,
                "InvalidParameter",
                () -> kms.decrypt(new DecryptRequest().setCiphertextBlob(encrypted.getCiphertextBlob())));
        String other = create(new CreateKeyRequest());
        var again = kms.reEncrypt(new ReEncryptRequest()
                        .setCiphertextBlob(encrypted.getCiphertextBlob())
                        .setSourceEncryptionContext(CONTEXT)
                        .setDestinationKeyId(other))
                .getBody();
        assertThat(again.getKeyId()).isEqualTo(other);
        assertThat(kms.decrypt(new DecryptRequest().setCiphertextBlob(again.getCiphertextBlob()))
                        .getBody()
                        .getPlaintext())
                .isEqualTo(PLAINTEXT);
        kms.disableKey(new DisableKeyRequest().setKeyId(other));
        refused(
                409,
                "Rejected.Disabled",
                () -> kms.decrypt(new DecryptRequest().setCiphertextBlob(again.getCiphertextBlob())));
    }

    @Test
    void dataKeys() throws Exception {
        var made = kms.generateDataKey(new GenerateDataKeyRequest()
                        .setKeyId(key)
                        .setKeySpec("AES_128")
                        .setEncryptionContext(CONTEXT))
                .getBody();
        assertThat(Base64.getDecoder().decode(made.getPlaintext())).hasSize(16);
        assertThat(kms.decrypt(new DecryptRequest()
                                .setCiphertextBlob(made.getCiphertextBlob())
                                .setEncryptionContext(CONTEXT))
                        .getBody()
                        .getPlaintext())
                .isEqualTo(made.getPlaintext());
        var hidden = kms.generateDataKeyWithoutPlaintext(new GenerateDataKeyWithoutPlaintextRequest()
                        .setKeyId(key)
                        .setNumberOfBytes(1024))
                .getBody();
        String opened = kms.decrypt(new DecryptRequest().setCiphertextBlob(hidden.getCiphertextBlob()))
                .getBody()
                .getPlaintext();
        assertThat(Base64.getDecoder().decode(opened)).hasSize(1024);
        refused(
                400,
                "InvalidParameter",
                () -> kms.generateDataKey(
                        new GenerateDataKeyRequest().setKeyId(key).setNumberOfBytes(1025)));
        refused(
                400,
                "DryRunOperationError",
                () -> kms.generateDataKey(
                        new GenerateDataKeyRequest().setKeyId(key).setDryRun("true")));
    }

    @Test
    void aliases() throws Exception {
        String alias = "alias/story-" + key;
        kms.createAlias(new CreateAliasRequest().setKeyId(key).setAliasName(alias));
        refused(
                400,
                "AliasAlreadyExists",
                () -> kms.createAlias(new CreateAliasRequest().setKeyId(key).setAliasName(alias)));
        assertThat(kms.encrypt(new EncryptRequest().setKeyId(alias).setPlaintext(PLAINTEXT))
                        .getBody()
                        .getKeyId())
                .isEqualTo(key);
        assertThat(shown(alias).getKeyId()).isEqualTo(key);
        refused(400, "Unsupported.Alias", () -> kms.disableKey(new DisableKeyRequest().setKeyId(alias)));
        String other = create(new CreateKeyRequest());
        kms.updateAlias(new UpdateAliasRequest().setKeyId(other).setAliasName(alias));
        assertThat(kms.listAliasesByKeyId(new ListAliasesByKeyIdRequest().setKeyId(other))
                        .getBody()
                        .getAliases()
                        .getAlias())
                .singleElement()
                .satisfies(listed -> assertThat(listed.getAliasName()).isEqualTo(alias));
        assertThat(kms.listAliases(new ListAliasesRequest().setPageSize(100))
                        .getBody()
                        .getAliases()
                        .getAlias())
                .anySatisfy(listed -> assertThat(listed.getAliasArn()).endsWith(":" + alias));
        kms.deleteAlias(new DeleteAliasRequest().setAliasName(alias));
        refused(
                404,
                "Forbidden.AliasNotFound",
                () -> kms.encrypt(new EncryptRequest().setKeyId(alias).setPlaintext(PLAINTEXT)));
    }

    @Test
    void versionsAndRotation() throws Exception {
        String first = shown(key).getPrimaryKeyVersion();
        var second = kms.createKeyVersion(new CreateKeyVersionRequest().setKeyId(key))
                .getBody()
                .getKeyVersion();
        assertThat(shown(key).getPrimaryKeyVersion()).isEqualTo(second.getKeyVersionId());
        assertThat(kms.listKeyVersions(new ListKeyVersionsRequest().setKeyId(key))
                        .getBody()
                        .getKeyVersions()
                        .getKeyVersion())
                .extracting(version -> version.getKeyVersionId())
                .containsExactly(second.getKeyVersionId(), first);
        assertThat(kms.describeKeyVersion(
                                new DescribeKeyVersionRequest().setKeyId(key).setKeyVersionId(first))
                        .getBody()
                        .getKeyVersion()
                        .getKeyId())
                .isEqualTo(key);
        kms.updateRotationPolicy(new UpdateRotationPolicyRequest()
                .setKeyId(key)
                .setEnableAutomaticRotation(true)
                .setRotationInterval("30d"));
        assertThat(shown(key).getAutomaticRotation()).isEqualTo("Enabled");
        assertThat(shown(key).getRotationInterval()).isEqualTo("2592000s");
        assertThat(shown(key).getNextRotationDate()).isNotEmpty();
        refused(
                400,
                "InvalidParameter",
                () -> kms.updateRotationPolicy(new UpdateRotationPolicyRequest()
                        .setKeyId(key)
                        .setEnableAutomaticRotation(true)
                        .setRotationInterval("6d")));
    }

    @Test
    void tags() throws Exception {
        kms.tagResource(new TagResourceRequest()
                .setKeyId(key)
                .setTags("[{\"TagKey\":\"team\",\"TagValue\":\"blue\"},{\"TagKey\":\"old\",\"TagValue\":\"1\"}]"));
        kms.untagResource(new UntagResourceRequest().setKeyId(key).setTagKeys("[\"old\"]"));
        assertThat(kms.listResourceTags(new ListResourceTagsRequest().setKeyId(key))
                        .getBody()
                        .getTags()
                        .getTag())
                .singleElement()
                .satisfies(tag -> assertThat(tag.getTagValue()).isEqualTo("blue"));
        String other = create(new CreateKeyRequest().setTags("[{\"TagKey\":\"team\",\"TagValue\":\"red\"}]"));
        kms.tagResources(new TagResourcesRequest()
                .setRegionId("cn-hangzhou")
                .setResourceType("key")
                .setResourceId(List.of(key, other))
                .setTag(List.of(new TagResourcesRequestTag().setKey("cost").setValue("7"))));
        ListTagResourcesRequest listing = new ListTagResourcesRequest()
                .setRegionId("cn-hangzhou")
                .setResourceType("key")
                .setResourceId(List.of(key, other));
        assertThat(kms.listTagResources(listing).getBody().getTagResources().getTagResource())
                .hasSize(4);
        kms.untagResources(new UntagResourcesRequest()
                .setRegionId("cn-hangzhou")
                .setResourceType("key")
                .setResourceId(List.of(other))
                .setAll(true));
        assertThat(kms.listTagResources(listing).getBody().getTagResources().getTagResource())
                .extracting(tag -> tag.getResourceId())
                .containsOnly(key);
    }

    @Test
    void materialOfOnesOwn() throws Exception {
        String external = create(new CreateKeyRequest().setOrigin("EXTERNAL"));
        assertThat(shown(external).getKeyState()).isEqualTo("PendingImport");
        refused(
                409,
                "Rejected.PendingImport",
                () -> kms.encrypt(new EncryptRequest().setKeyId(external).setPlaintext(PLAINTEXT)));
        importInto(external, new byte[32], "RSAES_OAEP_SHA_256", 4_000_000_000L);
        assertThat(shown(external).getMaterialExpireTime()).isEqualTo("2096-10-02T07:06:40Z");
        String ciphertext = kms.encrypt(new EncryptRequest().setKeyId(external).setPlaintext(PLAINTEXT))
                .getBody()
                .getCiphertextBlob();
        kms.deleteKeyMaterial(new DeleteKeyMaterialRequest().setKeyId(external));
        byte[] otherMaterial = {1};
        refused(
                400,
                "InvalidKeyMaterial",
                () -> importInto(external, Arrays.copyOf(otherMaterial, 32), "RSAES_OAEP_SHA_256", 0));
        importInto(external, new byte[32], "RSAES_PKCS1_V1_5", 0);
        assertThat(kms.decrypt(new DecryptRequest().setCiphertextBlob(ciphertext))
                        .getBody()
                        .getPlaintext())
                .isEqualTo(PLAINTEXT);
        refused(400, "Unsupported.Origin", () -> kms.deleteKeyMaterial(new DeleteKeyMaterialRequest().setKeyId(key)));
    }

    private void importInto(String external, byte[] material, String algorithm, long expiry) throws Exception {
        var parameters = kms.getParametersForImport(new GetParametersForImportRequest()
                        .setKeyId(external)
                        .setWrappingKeySpec("RSA_2048")
                        .setWrappingAlgorithm(algorithm))
                .getBody();
        var publicKey = KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(parameters.getPublicKey())));
        Cipher cipher;
        if (algorithm.equals("RSAES_PKCS1_V1_5")) {
            cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
            cipher.init(Cipher.ENCRYPT_MODE, publicKey);
        } else {
            cipher = Cipher.getInstance("RSA/ECB/OAEPPadding");
            cipher.init(
                    Cipher.ENCRYPT_MODE,
                    publicKey,
                    new OAEPParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
        }
        kms.importKeyMaterial(new ImportKeyMaterialRequest()
                .setKeyId(external)
                .setImportToken(parameters.getImportToken())
                .setEncryptedKeyMaterial(Base64.getEncoder().encodeToString(cipher.doFinal(material)))
                .setKeyMaterialExpireUnix(expiry));
    }

    @Test
    void aUserNeedsThePermissionOnTheKey() throws Exception {
        String user = "keys-" + key.substring(0, 8);
        newUser(user);
        Client almost = kms(newKey(user));
        refused(
                403,
                "Forbidden.NoPermission",
                () -> almost.encrypt(new EncryptRequest().setKeyId(key).setPlaintext(PLAINTEXT)));
        assertThat(almost.describeRegions().getStatusCode()).isEqualTo(200);
    }
}
