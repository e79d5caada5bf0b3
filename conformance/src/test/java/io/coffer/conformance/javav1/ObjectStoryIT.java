package io.coffer.conformance.javav1;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.model.CannedAccessControlList;
import com.aliyun.oss.model.GetObjectRequest;
import com.aliyun.oss.model.OSSObject;
import com.aliyun.oss.model.ObjectMetadata;
import com.aliyun.oss.model.ObjectPermission;
import com.aliyun.oss.model.PutObjectRequest;
import com.aliyun.oss.model.PutObjectResult;
import com.aliyun.oss.model.ResponseHeaderOverrides;
import com.aliyun.oss.model.SimplifiedObjectMeta;
import io.coffer.conformance.Connection;
import io.coffer.conformance.Content;
import java.io.ByteArrayInputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** An object is put, read whole and in part, under conditions, with its metadata and its ACL. */
@ParameterizedClass
@MethodSource("io.coffer.conformance.Connection#all")
final class ObjectStoryIT extends Story {
    ObjectStoryIT(Connection connection) {
        super(connection);
    }

    @Test
    void anObjectIsReadAsItWasPut() {
        String bucket = newBucket();
        for (int length : new int[] {0, 1, 4096, 65_480, 65_481, 200_000}) {
            byte[] content = Content.bytes(length);
            PutObjectResult result = put(bucket, "object", content);
            hasRequestId(result.getRequestId());
            assertThat(result.getETag()).isEqualTo(Content.etag(content));
            assertThat(result.getServerCRC()).isNotNull().isEqualTo(result.getClientCRC());

            OSSObject object = oss.getObject(bucket, "object");
            assertThat(object.getObjectMetadata().getETag()).isEqualTo(Content.etag(content));
            assertThat(object.getObjectMetadata().getContentLength()).isEqualTo(length);
            assertThat(object.getObjectMetadata().getObjectType()).isEqualTo("Normal");
            assertThat(object.getObjectMetadata().getServerCRC()).isEqualTo(result.getServerCRC());
            assertThat(read(object)).isEqualTo(content);
        }
        assertThat(put(bucket, "empty", new byte[0]).getServerCRC()).isZero();
    }

    @Test
    void twentyMegabytesAreStreamedBothWays() throws Exception {
        String bucket = newBucket();
        byte[] half = Content.bytes(10 << 20);
        ObjectMetadata encrypted = new ObjectMetadata();
        encrypted.setServerSideEncryption("AES256");
        // without a length the SDK sends the body in chunks
        oss.putObject(
                bucket,
                "large",
                new SequenceInputStream(new ByteArrayInputStream(half), new ByteArrayInputStream(half)),
                encrypted);
        try (OSSObject object = oss.getObject(bucket, "large")) {
            assertThat(object.getObjectMetadata().getContentLength()).isEqualTo(20 << 20);
            assertThat(Arrays.equals(object.getObjectContent().readNBytes(half.length), half))
                    .isTrue();
            assertThat(Arrays.equals(object.getObjectContent().readAllBytes(), half))
                    .isTrue();
        }
    }

    @Test
    void metadataIsKept() {
        String bucket = newBucket();
        ObjectMetadata metadata = new ObjectMetadata();
        metadata.setContentType("text/x-test; charset=utf-8");
        metadata.setCacheControl("max-age=17");
        metadata.setContentDisposition("attachment; filename=\"%E4%B8%AD.txt\"");
        metadata.setContentEncoding("identity");
        metadata.setHeader("Expires", "2015-10-01 00:00:00");
        metadata.addUserMetadata("Color", "  red  ");
        metadata.addUserMetadata("empty", "");
        put(bucket, "object", new byte[3], metadata);

        for (ObjectMetadata kept : List.of(
                oss.getObjectMetadata(bucket, "object"),
                oss.getObject(bucket, "object").getObjectMetadata())) {
            assertThat(kept.getContentType()).isEqualTo("text/x-test; charset=utf-8");
            assertThat(kept.getCacheControl()).isEqualTo("max-age=17");
            assertThat(kept.getContentDisposition()).isEqualTo("attachment; filename=\"%E4%B8%AD.txt\"");
            assertThat(kept.getContentEncoding()).isEqualTo("identity");
            assertThat(kept.getRawExpiresValue()).isEqualTo("2015-10-01 00:00:00");
            assertThat(kept.getUserMetadata()).containsEntry("color", "red");
            assertThat(kept.getObjectType()).isEqualTo("Normal");
            assertThat(kept.getRawMetadata()).containsEntry("x-oss-storage-class", "Standard");
        }
        SimplifiedObjectMeta meta = oss.getSimplifiedObjectMeta(bucket, "object");
        assertThat(meta.getSize()).isEqualTo(3);
        assertThat(meta.getETag()).isEqualTo(Content.etag(new byte[3]));
        assertThat(meta.getLastModified()).isNotNull();
        hasRequestId(meta.getRequestId());
    }

    @Test
    void aRequestCanReplaceHeadersOfItsAnswer() {
        String bucket = newBucket();
        put(bucket, "object", new byte[3]);
        GetObjectRequest request = new GetObjectRequest(bucket, "object");
        ResponseHeaderOverrides overrides = new ResponseHeaderOverrides();
        overrides.setCacheControl("no-cache");
        overrides.setContentDisposition("attachment; filename=a b.txt");
        overrides.setContentEncoding("deflate");
        overrides.setContentLangauge("de");
        overrides.setContentType("image/png");
        overrides.setExpires("Wed, 01 Jan 2031 00:00:00 GMT");
        request.setResponseHeaders(overrides);
        ObjectMetadata metadata = oss.getObject(request).getObjectMetadata();
        assertThat(metadata.getCacheControl()).isEqualTo("no-cache");
        assertThat(metadata.getContentDisposition()).isEqualTo("attachment; filename=a b.txt");
        assertThat(metadata.getContentEncoding()).isEqualTo("deflate");
        assertThat(metadata.getContentType()).isEqualTo("image/png");
        assertThat(metadata.getRawExpiresValue()).isEqualTo("Wed, 01 Jan 2031 00:00:00 GMT");
    }

    @Test
    void everyMethodOfEncryptionIsEchoed() {
        String bucket = newBucket();
        byte[] content = Content.bytes(70_000);
        for (List<String> method :
                List.of(List.of("AES256", ""), List.of("SM4", ""), List.of("KMS", ""), List.of("KMS", "SM4"))) {
            ObjectMetadata asked = new ObjectMetadata();
            asked.setServerSideEncryption(method.get(0));
            if (!method.get(1).isEmpty()) {
                asked.setServerSideDataEncryption(method.get(1));
            }
            put(bucket, "object", content, asked);
            ObjectMetadata head = oss.getObjectMetadata(bucket, "object");
            OSSObject object = oss.getObject(bucket, "object");
            for (ObjectMetadata echoed : List.of(head, object.getObjectMetadata())) {
                assertThat(echoed.getServerSideEncryption()).isEqualTo(method.get(0));
                assertThat(echoed.getServerSideEncryptionKeyId()).isEqualTo(head.getServerSideEncryptionKeyId());
                assertThat(echoed.getServerSideDataEncryption())
                        .isEqualTo(method.get(1).isEmpty() ? null : method.get(1));
            }
            assertThat(head.getServerSideEncryptionKeyId() != null)
                    .isEqualTo(method.get(0).equals("KMS"));
            assertThat(read(object)).isEqualTo(content);
        }
        ObjectMetadata invalid = new ObjectMetadata();
        invalid.setServerSideEncryption("invalid");
        refused("InvalidEncryptionAlgorithmError", () -> put(bucket, "object", content, invalid));
        ObjectMetadata unknownKey = new ObjectMetadata();
        unknownKey.setServerSideEncryption("KMS");
        unknownKey.setServerSideEncryptionKeyId("9468da86-3509-4f8d-a61e-6eab1eac3434");
        refused("InvalidArgument", () -> put(bucket, "object", content, unknownKey));
    }

    @Test
    void rangesAreReadAsTheServiceReadsThem() {
        String bucket = newBucket();
        byte[] content = Content.bytes(150_000);
        put(bucket, "object", content);
        assertThat(range(bucket, 0, 0)).isEqualTo(Arrays.copyOfRange(content, 0, 1));
        assertThat(range(bucket, 65_400, 65_600)).isEqualTo(Arrays.copyOfRange(content, 65_400, 65_601));
        assertThat(range(bucket, 149_999, -1)).isEqualTo(Arrays.copyOfRange(content, 149_999, 150_000));
        assertThat(range(bucket, -1, 10)).isEqualTo(Arrays.copyOfRange(content, 149_990, 150_000));
        assertThat(range(bucket, 10, 150_000)).isEqualTo(content);
        assertThat(range(bucket, 10, 5)).isEqualTo(content);
        refused("InvalidRange", () -> range(bucket, -1, 0));
    }

    @Test
    void conditionsAreChecked() {
        String bucket = newBucket();
        put(bucket, "object", new byte[10]);
        Date modified = oss.getObjectMetadata(bucket, "object").getLastModified();
        String etag = Content.etag(new byte[10]);
        GetObjectRequest match = new GetObjectRequest(bucket, "object");
        match.setMatchingETagConstraints(List.of(etag));
        match.setUnmodifiedSinceConstraint(modified);
        assertThat(read(oss.getObject(match))).hasSize(10);
        match.setMatchingETagConstraints(List.of("0123"));
        assertThat(refused("PreconditionFailed", () -> oss.getObject(match)).getErrorFields())
                .containsEntry("Condition", "If-Match");

        GetObjectRequest noneMatch = new GetObjectRequest(bucket, "object");
        noneMatch.setNonmatchingETagConstraints(List.of(etag));
        refused("NotModified", () -> oss.getObject(noneMatch));
        noneMatch.setNonmatchingETagConstraints(List.of("0123"));
        assertThat(read(oss.getObject(noneMatch))).hasSize(10);

        GetObjectRequest modifiedSince = new GetObjectRequest(bucket, "object");
        modifiedSince.setModifiedSinceConstraint(modified);
        refused("NotModified", () -> oss.getObject(modifiedSince));
        GetObjectRequest unmodifiedSince = new GetObjectRequest(bucket, "object");
        unmodifiedSince.setUnmodifiedSinceConstraint(new Date(modified.getTime() - 2000));
        refused("PreconditionFailed", () -> oss.getObject(unmodifiedSince));
    }

    @Test
    void theAclOfAnObjectIsKept() {
        String bucket = newBucket();
        put(bucket, "object", new byte[1]);
        assertThat(oss.getObjectAcl(bucket, "object").getPermission()).isEqualTo(ObjectPermission.Default);
        for (CannedAccessControlList acl : List.of(
                CannedAccessControlList.PublicRead,
                CannedAccessControlList.PublicReadWrite,
                CannedAccessControlList.Private,
                CannedAccessControlList.Default)) {
            oss.setObjectAcl(bucket, "object", acl);
            assertThat(oss.getObjectAcl(bucket, "object").getPermission()).hasToString(acl.toString());
        }
        ObjectMetadata open = new ObjectMetadata();
        open.setObjectAcl(CannedAccessControlList.PublicRead);
        put(bucket, "object", new byte[1], open);
        assertThat(oss.getObjectAcl(bucket, "object").getPermission()).isEqualTo(ObjectPermission.PublicRead);
        oss.deleteObject(bucket, "object");
        refused("NoSuchKey", () -> oss.getObjectAcl(bucket, "object"));
    }

    @Test
    void aWriteThatIsNotWhatWasMeantIsRefused() {
        String bucket = newBucket();
        ObjectMetadata wrongDigest = new ObjectMetadata();
        wrongDigest.setContentMD5("eB5eJF1ptWaXm4bijSPyxw==");
        refused("InvalidDigest", () -> put(bucket, "object", new byte[5], wrongDigest));
        assertThat(oss.doesObjectExist(bucket, "object")).isFalse();

        put(bucket, "object", new byte[1]);
        ObjectMetadata careful = new ObjectMetadata();
        careful.setHeader("x-oss-forbid-overwrite", "true");
        refused("FileAlreadyExists", () -> put(bucket, "object", new byte[2], careful));
        assertThat(read(bucket, "object")).hasSize(1);
        put(bucket, "other", new byte[2], careful);
    }

    @Test
    void oddKeysAreKept() {
        String bucket = newBucket();
        for (String key : Content.ODD_KEYS) {
            byte[] content = key.getBytes(StandardCharsets.UTF_8);
            oss.putObject(new PutObjectRequest(bucket, key, new ByteArrayInputStream(content)));
            assertThat(read(bucket, key)).as(key).isEqualTo(content);
            assertThat(oss.getObjectMetadata(bucket, key).getContentLength()).isEqualTo(content.length);
        }
    }

    private byte[] range(String bucket, long first, long last) {
        return read(oss.getObject(new GetObjectRequest(bucket, "object").withRange(first, last)));
    }
}
