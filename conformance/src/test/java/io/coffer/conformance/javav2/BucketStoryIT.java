package io.coffer.conformance.javav2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.aliyun.sdk.service.oss2.models.ApplyServerSideEncryptionByDefault;
import com.aliyun.sdk.service.oss2.models.BucketInfo;
import com.aliyun.sdk.service.oss2.models.BucketSummary;
import com.aliyun.sdk.service.oss2.models.DeleteBucketEncryptionRequest;
import com.aliyun.sdk.service.oss2.models.DeleteBucketRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketAclRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketEncryptionRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketEncryptionResult;
import com.aliyun.sdk.service.oss2.models.GetBucketInfoRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketLocationRequest;
import com.aliyun.sdk.service.oss2.models.GetBucketStatRequest;
import com.aliyun.sdk.service.oss2.models.ListBucketsRequest;
import com.aliyun.sdk.service.oss2.models.PutBucketAclRequest;
import com.aliyun.sdk.service.oss2.models.PutBucketEncryptionRequest;
import com.aliyun.sdk.service.oss2.models.ServerSideEncryptionRule;
import io.coffer.conformance.Connection;
import io.coffer.conformance.Connection.Signature;
import io.coffer.conformance.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A bucket is made, described and listed; its encryption rule is set, asked for and removed. */
@ParameterizedClass
@MethodSource("io.coffer.conformance.Connection#allContracts")
final class BucketStoryIT extends Story {
    BucketStoryIT(Connection connection) {
        super(connection);
    }

    @Test
    void aBucketIsDescribed() {
        String bucket = newBucket();
        String location = "oss-" + connection.target().region();
        assertThat(oss.doesBucketExist(bucket)).isTrue();
        BucketInfo info = oss.getBucketInfo(
                        GetBucketInfoRequest.newBuilder().bucket(bucket).build())
                .bucketInfo();
        assertThat(info.name()).isEqualTo(bucket);
        assertThat(info.location()).isEqualTo(location);
        assertThat(info.storageClass()).isEqualTo("Standard");
        assertThat(info.accessControlList().grant()).isEqualTo("private");
        assertThat(info.serverSideEncryptionRule().sseAlgorithm()).isEqualTo("None");
        assertThat(info.creationDate()).isNotNull();
        assertThat(info.owner().id()).isNotEmpty();
        assertThat(oss.getBucketLocation(GetBucketLocationRequest.newBuilder()
                                .bucket(bucket)
                                .build())
                        .locationConstraint())
                .isEqualTo(location);
        put(bucket, "seven", new byte[7]);
        var stat = oss.getBucketStat(
                GetBucketStatRequest.newBuilder().bucket(bucket).build());
        assertThat(stat.statusCode()).isEqualTo(200);
        if (connection.target().local()) { // the live service counts once an hour
            assertThat(stat.bucketStat().objectCount()).isEqualTo(1);
            assertThat(stat.bucketStat().storage()).isEqualTo(7);
        }
    }

    @Test
    void theAclIsReplaced() {
        String bucket = newBucket();
        for (String acl : List.of("public-read", "public-read-write", "private")) {
            oss.putBucketAcl(
                    PutBucketAclRequest.newBuilder().bucket(bucket).acl(acl).build());
            assertThat(oss.getBucketAcl(GetBucketAclRequest.newBuilder()
                                    .bucket(bucket)
                                    .build())
                            .accessControlPolicy()
                            .accessControlList()
                            .grant())
                    .isEqualTo(acl);
        }
        refused(
                400,
                "InvalidArgument",
                () -> oss.putBucketAcl(PutBucketAclRequest.newBuilder()
                        .bucket(bucket)
                        .acl("open")
                        .build()));
    }

    @Test
    void bucketsAreListedInPages() {
        String bucket = newBucket();
        List<String> found = new ArrayList<>();
        oss.listBucketsPaginator(ListBucketsRequest.newBuilder()
                        .prefix(bucket.substring(0, bucket.length() - 4))
                        .maxKeys(1L)
                        .build())
                .forEach(
                        page -> page.buckets().stream().map(BucketSummary::name).forEach(found::add));
        assertThat(found).containsExactly(bucket);
        assertThat(oss.listBuckets(ListBucketsRequest.newBuilder().build()).buckets())
                .extracting(BucketSummary::name)
                .contains(bucket);
    }

    /** Release 0.4.0 leaves {@code ?encryption} out of what signature V1 covers, so its V1 signature cannot hold. */
    @Test
    void aRequestForTheRuleThatIsNotSignedIsRefused() {
        assumeTrue(connection.signature() == Signature.V1, "concerns signature V1");
        String bucket = newBucket();
        refused(403, "SignatureDoesNotMatch", () -> get(bucket));
        refused(403, "SignatureDoesNotMatch", () -> set(bucket, "AES256", null, null));
    }

    @Test
    void theRuleOfABucketIsSetAskedForAndRemoved() {
        assumeTrue(connection.signature() == Signature.V4, "this SDK does not sign ?encryption with V1");
        String bucket = newBucket();
        int missing = connection.target().contract().missingEncryptionRuleStatus();
        refused(missing, "NoSuchServerSideEncryptionRule", () -> get(bucket));
        sets(bucket, "AES256", null, null, null);
        sets(bucket, "AES256", null, "SM4", null);
        sets(bucket, "SM4", null, null, null);
        sets(bucket, "KMS", null, null, null);
        sets(bucket, "KMS", null, "SM4", "SM4");
        sets(bucket, "KMS", "9468da86-3509-4f8d-a61e-6eab1eac3434", null, null);
        refused(400, "InvalidEncryptionAlgorithmError", () -> set(bucket, "DES", null, null));
        refused(400, "InvalidArgument", () -> set(bucket, "AES256", "some-key", null));
        refused(400, "InvalidArgument", () -> put(bucket, "object", new byte[1]));
        assertThat(oss.deleteBucketEncryption(DeleteBucketEncryptionRequest.newBuilder()
                                .bucket(bucket)
                                .build())
                        .statusCode())
                .isEqualTo(204);
        refused(missing, "NoSuchServerSideEncryptionRule", () -> get(bucket));
    }

    @Test
    void whatIsMissingOrFullIsRefusedWithItsStatus() {
        String name = Content.newBucketName();
        if (connection.signature() == Signature.V4) { // this SDK does not sign ?encryption with V1
            refused(connection.target().contract().missingEncryptionRuleStatus(), "NoSuchBucket", () -> get(name));
            refused(404, "NoSuchBucket", () -> set(name, "AES256", null, null));
            refused(
                    404,
                    "NoSuchBucket",
                    () -> oss.deleteBucketEncryption(DeleteBucketEncryptionRequest.newBuilder()
                            .bucket(name)
                            .build()));
        }
        var info = refused(
                404,
                "NoSuchBucket",
                () -> oss.getBucketInfo(
                        GetBucketInfoRequest.newBuilder().bucket(name).build()));
        assertThat(info.ec()).isEqualTo("0015-00000101");
        String bucket = newBucket();
        put(bucket, "object", new byte[1]);
        refused(
                409,
                "BucketNotEmpty",
                () -> oss.deleteBucket(
                        DeleteBucketRequest.newBuilder().bucket(bucket).build()));
    }

    @Test
    void aWrongSecretAndAnUnknownKeyAreRefused() throws Exception {
        try (var wrong = client(connection.target().accessKeyId(), "wrong");
                var unknown = client("nobody", "wrong")) {
            ListBucketsRequest request = ListBucketsRequest.newBuilder().build();
            refused(403, "SignatureDoesNotMatch", () -> wrong.listBuckets(request));
            refused(403, "InvalidAccessKeyId", () -> unknown.listBuckets(request));
        }
    }

    private void sets(
            String bucket,
            String algorithm,
            @Nullable String keyId,
            @Nullable String dataEncryption,
            @Nullable String expectedDataEncryption) {
        set(bucket, algorithm, keyId, dataEncryption);
        GetBucketEncryptionResult result = get(bucket);
        assertThat(result.statusCode()).isEqualTo(200);
        ApplyServerSideEncryptionByDefault rule =
                result.serverSideEncryptionRule().applyServerSideEncryptionByDefault();
        assertThat(rule.sSEAlgorithm()).isEqualTo(algorithm);
        assertThat(rule.kMSMasterKeyID()).isEqualTo(keyId);
        assertThat(rule.kMSDataEncryption()).isEqualTo(expectedDataEncryption);
    }

    private GetBucketEncryptionResult get(String bucket) {
        return oss.getBucketEncryption(
                GetBucketEncryptionRequest.newBuilder().bucket(bucket).build());
    }

    private void set(String bucket, String algorithm, @Nullable String keyId, @Nullable String dataEncryption) {
        ApplyServerSideEncryptionByDefault.Builder byDefault =
                ApplyServerSideEncryptionByDefault.newBuilder().sSEAlgorithm(algorithm);
        Optional.ofNullable(keyId).ifPresent(byDefault::kMSMasterKeyID);
        Optional.ofNullable(dataEncryption).ifPresent(byDefault::kMSDataEncryption);
        oss.putBucketEncryption(PutBucketEncryptionRequest.newBuilder()
                .bucket(bucket)
                .serverSideEncryptionRule(ServerSideEncryptionRule.newBuilder()
                        .applyServerSideEncryptionByDefault(byDefault.build())
                        .build())
                .build());
    }
}
