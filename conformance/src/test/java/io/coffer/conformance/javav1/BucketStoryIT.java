package io.coffer.conformance.javav1;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.OSSException;
import com.aliyun.oss.model.Bucket;
import com.aliyun.oss.model.BucketInfo;
import com.aliyun.oss.model.BucketList;
import com.aliyun.oss.model.BucketStat;
import com.aliyun.oss.model.CannedAccessControlList;
import com.aliyun.oss.model.CreateBucketRequest;
import com.aliyun.oss.model.GenericRequest;
import com.aliyun.oss.model.SetBucketAclRequest;
import com.aliyun.oss.model.StorageClass;
import io.coffer.conformance.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A bucket is made, described, listed, opened and closed to others, and removed. */
@ParameterizedClass
@MethodSource("io.coffer.conformance.Connection#all")
final class BucketStoryIT extends Story {
    BucketStoryIT(Connection connection) {
        super(connection);
    }

    @Test
    void aNewBucketIsDescribed() {
        String bucket = newBucket();
        String location = "oss-" + connection.target().region();

        assertThat(oss.doesBucketExist(bucket)).isTrue();
        assertThat(oss.getBucketLocation(bucket)).isEqualTo(location);
        assertThat(oss.getBucketMetadata(new GenericRequest(bucket)).getBucketRegion())
                .isEqualTo(location);
        BucketInfo info = oss.getBucketInfo(bucket);
        hasRequestId(info.getRequestId());
        Bucket described = info.getBucket();
        assertThat(described.getName()).isEqualTo(bucket);
        assertThat(described.getLocation()).isEqualTo(location);
        assertThat(described.getStorageClass()).isEqualTo(StorageClass.Standard);
        assertThat(described.getCreationDate()).isBetween("2020-01-01", "2100-01-01");
        assertThat(described.getExtranetEndpoint()).isNotEmpty();
        assertThat(described.getIntranetEndpoint()).isNotEmpty();
        assertThat(described.getOwner().getId())
                .isNotEmpty()
                .isEqualTo(described.getOwner().getDisplayName());
        assertThat(info.getCannedACL()).isEqualTo(CannedAccessControlList.Private);
        assertThat(info.getServerSideEncryptionConfiguration()
                        .getApplyServerSideEncryptionByDefault()
                        .getSSEAlgorithm())
                .isEqualTo("None");
    }

    @Test
    void theClassOfStorageAndTheAclAreTakenAtCreation() {
        CreateBucketRequest request = new CreateBucketRequest(newName());
        request.setStorageClass(StorageClass.IA);
        request.setCannedACL(CannedAccessControlList.PublicRead);
        oss.createBucket(request);

        assertThat(oss.getBucketInfo(request.getBucketName()).getBucket().getStorageClass())
                .isEqualTo(StorageClass.IA);
        assertThat(oss.getBucketAcl(request.getBucketName()).getCannedACL())
                .isEqualTo(CannedAccessControlList.PublicRead);
    }

    @Test
    void creatingAnOwnBucketAgainLeavesItsAclUnlessOneIsGiven() {
        String bucket = newBucket();
        oss.setBucketAcl(bucket, CannedAccessControlList.PublicRead);
        oss.createBucket(bucket);
        assertThat(oss.getBucketAcl(bucket).getCannedACL()).isEqualTo(CannedAccessControlList.PublicRead);

        CreateBucketRequest again = new CreateBucketRequest(bucket);
        again.setCannedACL(CannedAccessControlList.Private);
        oss.createBucket(again);
        assertThat(oss.getBucketAcl(bucket).getCannedACL()).isEqualTo(CannedAccessControlList.Private);
    }

    @Test
    void theAclIsReplacedAndKept() {
        String bucket = newBucket();
        for (CannedAccessControlList acl : List.of(
                CannedAccessControlList.PublicReadWrite,
                CannedAccessControlList.PublicRead,
                CannedAccessControlList.Private)) {
            oss.setBucketAcl(bucket, acl);
            assertThat(oss.getBucketAcl(bucket).getCannedACL()).isEqualTo(acl);
            assertThat(oss.getBucketInfo(bucket).getCannedACL()).isEqualTo(acl);
        }
        oss.setBucketAcl(bucket, CannedAccessControlList.PublicRead);
        oss.setBucketAcl(new SetBucketAclRequest(bucket, null));
        assertThat(oss.getBucketAcl(bucket).getCannedACL()).isEqualTo(CannedAccessControlList.PublicRead);
    }

    @Test
    void settingTheAclOfNoBucketMakesIt() {
        String bucket = newName();
        oss.setBucketAcl(bucket, CannedAccessControlList.Private);
        assertThat(oss.doesBucketExist(bucket)).isTrue();
    }

    @Test
    void theStatisticsCountWhatIsStored() {
        String bucket = newBucket();
        put(bucket, "seven", new byte[7]);
        put(bucket, "three", new byte[3]);
        BucketStat stat = oss.getBucketStat(bucket);
        hasRequestId(stat.getRequestId());
        if (connection.target().local()) { // the live service counts once an hour
            assertThat(stat.getObjectCount()).isEqualTo(2);
            assertThat(stat.getStorageSize()).isEqualTo(10);
            assertThat(stat.getStandardObjectCount()).isEqualTo(2);
            assertThat(stat.getStandardStorage()).isEqualTo(10);
            assertThat(stat.getMultipartUploadCount()).isZero();
            assertThat(stat.getLastModifiedTime()).isPositive();
        }
    }

    @Test
    void aListOfBucketsIsReadInPages() {
        String prefix = newName();
        List<String> expected = new ArrayList<>();
        for (String suffix : List.of("-a", "-b", "-c")) {
            String bucket = prefix + suffix;
            oss.createBucket(bucket);
            expected.add(bucket);
        }
        try {
            List<String> found = new ArrayList<>();
            String marker = "";
            BucketList page;
            do {
                page = oss.listBuckets(prefix, marker, 2);
                assertThat(page.getBucketList()).hasSizeLessThanOrEqualTo(2);
                assertThat(page.getPrefix()).isEqualTo(prefix);
                assertThat(page.getMaxKeys()).isEqualTo(2);
                page.getBucketList().forEach(bucket -> found.add(bucket.getName()));
                marker = page.getNextMarker();
            } while (page.isTruncated());
            assertThat(found).isEqualTo(expected);
            assertThat(oss.listBuckets())
                    .extracting(Bucket::getName)
                    .containsAll(expected)
                    .isSorted();
        } finally {
            expected.forEach(oss::deleteBucket);
        }
    }

    @Test
    void aBucketIsDeletedOnlyWhenItIsEmpty() {
        String bucket = newBucket();
        put(bucket, "object", new byte[1]);
        OSSException refusal = refused("BucketNotEmpty", () -> oss.deleteBucket(bucket));
        assertThat(refusal.getErrorFields()).containsEntry("BucketName", bucket);
        oss.deleteObject(bucket, "object");
        oss.deleteBucket(bucket);
        assertThat(oss.doesBucketExist(bucket)).isFalse();
        refused("NoSuchBucket", () -> oss.deleteBucket(bucket));
    }
}
