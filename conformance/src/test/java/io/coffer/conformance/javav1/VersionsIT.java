package io.coffer.conformance.javav1;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.model.BucketVersioningConfiguration;
import com.aliyun.oss.model.CopyObjectRequest;
import com.aliyun.oss.model.DeleteVersionsRequest;
import com.aliyun.oss.model.DeleteVersionsRequest.KeyVersion;
import com.aliyun.oss.model.DeleteVersionsResult.DeletedVersion;
import com.aliyun.oss.model.GenericRequest;
import com.aliyun.oss.model.GetObjectRequest;
import com.aliyun.oss.model.ListVersionsRequest;
import com.aliyun.oss.model.OSSVersionSummary;
import com.aliyun.oss.model.SetBucketVersioningRequest;
import com.aliyun.oss.model.VersionListing;
import io.coffer.conformance.Connection;
import io.coffer.conformance.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A bucket keeps what was overwritten and deleted, lists it, gives it back, and forgets it when told to. */
@ParameterizedClass
@MethodSource("io.coffer.conformance.Connection#all")
final class VersionsIT extends Story {
    VersionsIT(Connection connection) {
        super(connection);
    }

    @Test
    void versioningIsSwitchedOnAndSuspended() {
        String bucket = newBucket();
        assertThat(oss.getBucketVersioning(bucket).getStatus()).isNull();
        for (String status : List.of(BucketVersioningConfiguration.ENABLED, BucketVersioningConfiguration.SUSPENDED)) {
            version(bucket, status);
            assertThat(oss.getBucketVersioning(bucket).getStatus()).isEqualTo(status);
        }
    }

    @Test
    void whatWasOverwrittenAndDeletedComesBack() {
        String bucket = newVersionedBucket();
        String key = Content.ODD_KEYS.getFirst();
        String first = put(bucket, key, Content.bytes(10)).getVersionId();
        String second = put(bucket, key, Content.bytes(20)).getVersionId();
        assertThat(first).hasSize(64).isNotEqualTo(second);
        assertThat(oss.getObjectMetadata(bucket, key).getVersionId()).isEqualTo(second);
        assertThat(readVersion(bucket, key, first)).isEqualTo(Content.bytes(10));
        assertThat(oss.getSimplifiedObjectMeta(new GenericRequest(bucket, key, first))
                        .getSize())
                .isEqualTo(10);

        oss.deleteObject(bucket, key);
        refused("NoSuchKey", () -> oss.getObject(bucket, key));
        assertThat(oss.doesObjectExist(bucket, key)).isFalse();
        String marker = marker(bucket);
        assertThat(list(bucket).getVersionSummaries())
                .filteredOn(version -> !version.getVersionId().equals(marker))
                .noneMatch(OSSVersionSummary::isLatest)
                .extracting(OSSVersionSummary::getVersionId)
                .containsExactly(second, first);
        refused("MethodNotAllowed", () -> readVersion(bucket, key, marker));
        oss.deleteVersion(bucket, key, marker);
        assertThat(read(bucket, key)).isEqualTo(Content.bytes(20));

        CopyObjectRequest restore = new CopyObjectRequest(bucket, key, first, bucket, key);
        String third = oss.copyObject(restore).getVersionId();
        assertThat(oss.getObjectMetadata(bucket, key).getVersionId()).isEqualTo(third);
        assertThat(read(bucket, key)).isEqualTo(Content.bytes(10));
        oss.deleteVersion(bucket, key, first);
        refused("NoSuchVersion", () -> readVersion(bucket, key, first));
    }

    @Test
    void versionsAreListedInPages() {
        String bucket = newVersionedBucket();
        List<String> expected = new ArrayList<>();
        for (String key : List.of("a", "b/1", "b/2", "c")) {
            List<String> versions = new ArrayList<>();
            for (int length = 1; length <= 3; length++) {
                versions.addFirst(put(bucket, key, new byte[length]).getVersionId());
            }
            expected.addAll(versions);
        }
        List<String> found = new ArrayList<>();
        ListVersionsRequest request =
                new ListVersionsRequest().withBucketName(bucket).withMaxResults(5);
        VersionListing page;
        do {
            page = oss.listVersions(request);
            page.getVersionSummaries().stream()
                    .map(OSSVersionSummary::getVersionId)
                    .forEach(found::add);
            request.withKeyMarker(page.getNextKeyMarker()).withVersionIdMarker(page.getNextVersionIdMarker());
        } while (page.isTruncated());
        assertThat(found).containsExactlyElementsOf(expected);
        VersionListing grouped = oss.listVersions(
                new ListVersionsRequest().withBucketName(bucket).withDelimiter("/"));
        assertThat(grouped.getCommonPrefixes()).containsExactly("b/");
        assertThat(grouped.getVersionSummaries()).hasSize(6);
    }

    @Test
    void versionsAreDeletedTogether() {
        String bucket = newVersionedBucket();
        String first = put(bucket, "object", new byte[1]).getVersionId();
        put(bucket, "object", new byte[2]);
        List<DeletedVersion> marked = oss.deleteVersions(
                        new DeleteVersionsRequest(bucket).withKeys(List.of(new KeyVersion("object"))))
                .getDeletedVersions();
        assertThat(marked).hasSize(1);
        assertThat(marked.getFirst().isDeleteMarker()).isTrue();
        String marker = marked.getFirst().getDeleteMarkerVersionId();
        assertThat(marker(bucket)).isEqualTo(marker);
        List<DeletedVersion> deleted = oss.deleteVersions(new DeleteVersionsRequest(bucket)
                        .withKeys(List.of(new KeyVersion("object", first), new KeyVersion("object", marker))))
                .getDeletedVersions();
        assertThat(deleted).extracting(DeletedVersion::getVersionId).containsExactly(first, marker);
        assertThat(list(bucket).getVersionSummaries()).hasSize(1);
        assertThat(read(bucket, "object")).hasSize(2);
    }

    @Test
    void aSuspendedBucketKeepsOneNullVersion() {
        String bucket = newVersionedBucket();
        String kept = put(bucket, "object", new byte[1]).getVersionId();
        version(bucket, BucketVersioningConfiguration.SUSPENDED);
        assertThat(put(bucket, "object", new byte[2]).getVersionId()).isEqualTo("null");
        put(bucket, "object", new byte[3]);
        assertThat(list(bucket).getVersionSummaries())
                .extracting(OSSVersionSummary::getVersionId)
                .containsExactly("null", kept);
        assertThat(readVersion(bucket, "object", "null")).hasSize(3);
    }

    @Test
    void tagsBelongToAVersion() {
        String bucket = newVersionedBucket();
        String first = put(bucket, "object", new byte[1]).getVersionId();
        put(bucket, "object", new byte[2]);
        oss.setObjectTagging(bucket, "object", Map.of("color", "red"));
        assertThat(oss.getObjectTagging(bucket, "object").getAllTags()).containsEntry("color", "red");
        assertThat(oss.getObjectTagging(new GenericRequest(bucket, "object", first))
                        .getAllTags())
                .isEmpty();
    }

    private String newVersionedBucket() {
        String bucket = newBucket();
        version(bucket, BucketVersioningConfiguration.ENABLED);
        return bucket;
    }

    private void version(String bucket, String status) {
        oss.setBucketVersioning(new SetBucketVersioningRequest(bucket, new BucketVersioningConfiguration(status)));
    }

    private VersionListing list(String bucket) {
        return oss.listVersions(new ListVersionsRequest().withBucketName(bucket));
    }

    /** The one delete marker of a bucket, which is the latest version of its object. */
    private String marker(String bucket) {
        List<OSSVersionSummary> markers = list(bucket).getVersionSummaries().stream()
                .filter(OSSVersionSummary::isDeleteMarker)
                .toList();
        assertThat(markers).hasSize(1).allMatch(OSSVersionSummary::isLatest);
        return markers.getFirst().getVersionId();
    }

    private byte[] readVersion(String bucket, String key, String version) {
        return read(oss.getObject(new GetObjectRequest(bucket, key, version)));
    }
}
