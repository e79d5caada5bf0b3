package io.coffer.conformance.javav2;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.sdk.service.oss2.models.CopyObjectRequest;
import com.aliyun.sdk.service.oss2.models.DeleteMarkerEntry;
import com.aliyun.sdk.service.oss2.models.DeleteMultipleObjectsRequest;
import com.aliyun.sdk.service.oss2.models.DeleteObject;
import com.aliyun.sdk.service.oss2.models.DeleteObjectRequest;
import com.aliyun.sdk.service.oss2.models.DeleteObjectTaggingRequest;
import com.aliyun.sdk.service.oss2.models.DeletedInfo;
import com.aliyun.sdk.service.oss2.models.GetBucketVersioningRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectRequest;
import com.aliyun.sdk.service.oss2.models.GetObjectTaggingRequest;
import com.aliyun.sdk.service.oss2.models.HeadObjectRequest;
import com.aliyun.sdk.service.oss2.models.ListObjectVersionsRequest;
import com.aliyun.sdk.service.oss2.models.ObjectVersion;
import com.aliyun.sdk.service.oss2.models.PutBucketVersioningRequest;
import com.aliyun.sdk.service.oss2.models.PutObjectRequest;
import com.aliyun.sdk.service.oss2.models.PutObjectTaggingRequest;
import com.aliyun.sdk.service.oss2.models.Tag;
import com.aliyun.sdk.service.oss2.models.TagSet;
import com.aliyun.sdk.service.oss2.models.Tagging;
import com.aliyun.sdk.service.oss2.models.VersioningConfiguration;
import com.aliyun.sdk.service.oss2.transport.BinaryData;
import io.coffer.conformance.Connection;
import io.coffer.conformance.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** A bucket keeps what was overwritten and deleted; objects and their versions carry tags. */
@ParameterizedClass
@MethodSource("io.coffer.conformance.Connection#all")
final class VersionsAndTagsIT extends Story {
    VersionsAndTagsIT(Connection connection) {
        super(connection);
    }

    @Test
    void whatWasOverwrittenAndDeletedComesBack() {
        String bucket = newVersionedBucket();
        String key = Content.ODD_KEYS.getFirst();
        String first = put(bucket, key, Content.bytes(10)).versionId();
        String second = put(bucket, key, Content.bytes(20)).versionId();
        assertThat(first).hasSize(64).isNotEqualTo(second);
        var deletion = oss.deleteObject(
                DeleteObjectRequest.newBuilder().bucket(bucket).key(key).build());
        assertThat(deletion.deleteMarker()).isTrue();
        refused(404, "NoSuchKey", () -> read(bucket, key));
        refused(
                405,
                "MethodNotAllowed",
                () -> oss.headObject(HeadObjectRequest.newBuilder()
                        .bucket(bucket)
                        .key(key)
                        .versionId(deletion.versionId())
                        .build()));
        assertThat(readVersion(bucket, key, second)).isEqualTo(Content.bytes(20));
        var listing = oss.listObjectVersions(
                ListObjectVersionsRequest.newBuilder().bucket(bucket).build());
        assertThat(listing.versions()).extracting(ObjectVersion::versionId).containsExactly(second, first);
        assertThat(listing.versions()).extracting(ObjectVersion::key).containsOnly(key);
        assertThat(listing.deleteMarkers())
                .extracting(DeleteMarkerEntry::versionId)
                .containsExactly(deletion.versionId());
        oss.deleteObject(DeleteObjectRequest.newBuilder()
                .bucket(bucket)
                .key(key)
                .versionId(deletion.versionId())
                .build());
        assertThat(read(bucket, key)).isEqualTo(Content.bytes(20));
        var copy = oss.copyObject(CopyObjectRequest.newBuilder()
                .bucket(bucket)
                .key(key)
                .sourceBucket(bucket)
                .sourceKey(key)
                .sourceVersionId(first)
                .build());
        assertThat(copy.versionId()).hasSize(64);
        assertThat(read(bucket, key)).isEqualTo(Content.bytes(10));
    }

    @Test
    void versionsAreListedInPagesAndDeletedTogether() {
        String bucket = newVersionedBucket();
        List<DeleteObject> doomed = new ArrayList<>();
        for (String key : List.of("a", "b", "c")) {
            for (int length = 1; length <= 3; length++) {
                String version = put(bucket, key, new byte[length]).versionId();
                doomed.add(DeleteObject.newBuilder().key(key).versionId(version).build());
            }
        }
        List<String> found = new ArrayList<>();
        oss.listObjectVersionsPaginator(ListObjectVersionsRequest.newBuilder()
                        .bucket(bucket)
                        .maxKeys(4L)
                        .build())
                .forEach(page ->
                        page.versions().stream().map(ObjectVersion::versionId).forEach(found::add));
        assertThat(found)
                .containsExactlyInAnyOrderElementsOf(
                        doomed.stream().map(DeleteObject::versionId).toList());
        var deleted = oss.deleteMultipleObjects(DeleteMultipleObjectsRequest.newBuilder()
                .bucket(bucket)
                .deleteObjects(doomed)
                .build());
        assertThat(deleted.deletedObjects())
                .extracting(DeletedInfo::versionId)
                .containsExactlyElementsOf(
                        doomed.stream().map(DeleteObject::versionId).toList());
        assertThat(oss.listObjectVersions(ListObjectVersionsRequest.newBuilder()
                                .bucket(bucket)
                                .build())
                        .versions())
                .isNullOrEmpty();
    }

    @Test
    void tagsAreGivenReplacedAndRemoved() {
        String bucket = newBucket();
        String key = Content.ODD_KEYS.getFirst();
        oss.putObject(PutObjectRequest.newBuilder()
                .bucket(bucket)
                .key(key)
                .tagging("color=red&a%2Bb=1%2F2")
                .body(BinaryData.fromBytes(new byte[1]))
                .build());
        assertThat(tags(bucket, key)).isEqualTo(Map.of("color", "red", "a+b", "1/2"));
        oss.putObjectTagging(PutObjectTaggingRequest.newBuilder()
                .bucket(bucket)
                .key(key)
                .tagging(Tagging.newBuilder()
                        .tagSet(TagSet.newBuilder()
                                .tags(List.of(Tag.newBuilder()
                                        .key("shape")
                                        .value("round")
                                        .build()))
                                .build())
                        .build())
                .build());
        assertThat(tags(bucket, key)).isEqualTo(Map.of("shape", "round"));
        oss.deleteObjectTagging(
                DeleteObjectTaggingRequest.newBuilder().bucket(bucket).key(key).build());
        assertThat(tags(bucket, key)).isEmpty();
    }

    private Map<String, String> tags(String bucket, String key) {
        List<Tag> tags = oss.getObjectTagging(GetObjectTaggingRequest.newBuilder()
                        .bucket(bucket)
                        .key(key)
                        .build())
                .tagging()
                .tagSet()
                .tags();
        return tags == null ? Map.of() : tags.stream().collect(Collectors.toMap(Tag::key, Tag::value));
    }

    private String newVersionedBucket() {
        String bucket = newBucket();
        oss.putBucketVersioning(PutBucketVersioningRequest.newBuilder()
                .bucket(bucket)
                .versioningConfiguration(
                        VersioningConfiguration.newBuilder().status("Enabled").build())
                .build());
        assertThat(oss.getBucketVersioning(GetBucketVersioningRequest.newBuilder()
                                .bucket(bucket)
                                .build())
                        .versioningConfiguration()
                        .status())
                .isEqualTo("Enabled");
        return bucket;
    }

    private byte[] readVersion(String bucket, String key, String version) {
        return read(oss.getObject(GetObjectRequest.newBuilder()
                .bucket(bucket)
                .key(key)
                .versionId(version)
                .build()));
    }
}
