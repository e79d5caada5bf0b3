package io.coffer.conformance.javav1;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.model.AppendObjectRequest;
import com.aliyun.oss.model.AppendObjectResult;
import com.aliyun.oss.model.CreateSymlinkRequest;
import com.aliyun.oss.model.OSSSymlink;
import com.aliyun.oss.model.ObjectMetadata;
import io.coffer.conformance.Connection;
import io.coffer.conformance.Content;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects that grow at their end, and objects that are other names of objects. */
@ParameterizedClass
@MethodSource("io.coffer.conformance.Connection#all")
final class AppendAndSymlinkIT extends Story {
    AppendAndSymlinkIT(Connection connection) {
        super(connection);
    }

    @Test
    void anObjectGrowsAndItsCrcIsChecked() {
        String bucket = newBucket();
        byte[] content = Content.bytes(150_000);
        ObjectMetadata metadata = new ObjectMetadata();
        metadata.setContentType("text/x-log");
        metadata.setServerSideEncryption("AES256");
        AppendObjectResult first = append(bucket, Arrays.copyOf(content, 70_000), 0, 0, metadata);
        assertThat(first.getNextPosition()).isEqualTo(70_000);
        AppendObjectResult second = append(
                bucket,
                Arrays.copyOfRange(content, 70_000, 150_000),
                first.getNextPosition(),
                first.getClientCRC(),
                new ObjectMetadata());
        assertThat(second.getNextPosition()).isEqualTo(150_000);
        assertThat(second.getServerCRC()).isNotNull().isEqualTo(second.getClientCRC());
        assertThat(second.getObjectCRC()).isEqualTo(Long.toUnsignedString(second.getServerCRC()));
        assertThat(read(bucket, "log")).isEqualTo(content);
        ObjectMetadata kept = oss.getObjectMetadata(bucket, "log");
        assertThat(kept.getObjectType()).isEqualTo("Appendable");
        assertThat(kept.getContentType()).isEqualTo("text/x-log");
        assertThat(kept.getServerSideEncryption()).isEqualTo("AES256");
        assertThat(kept.getRawMetadata()).containsEntry("x-oss-next-append-position", "150000");
    }

    @Test
    void anAppendElsewhereThanAtTheEndIsRefused() {
        String bucket = newBucket();
        append(bucket, new byte[10], 0, 0, new ObjectMetadata());
        refused("PositionNotEqualToLength", () -> append(bucket, new byte[1], 9, 0, new ObjectMetadata()));
        put(bucket, "log", new byte[3]);
        refused("ObjectNotAppendable", () -> append(bucket, new byte[1], 3, 0, new ObjectMetadata()));
        assertThat(read(bucket, "log")).hasSize(3);
    }

    @Test
    void aLinkIsReadAsItsTarget() {
        String bucket = newBucket();
        byte[] content = Content.bytes(1000);
        for (String key : Content.ODD_KEYS) {
            put(bucket, key, content);
            String link = "link to " + key;
            oss.createSymlink(bucket, link, key);
            OSSSymlink symlink = oss.getSymlink(bucket, link);
            assertThat(symlink.getTarget()).as(key).isEqualTo(key);
            assertThat(read(bucket, link)).as(key).isEqualTo(content);
            assertThat(oss.getObjectMetadata(bucket, link).getObjectType()).isEqualTo("Symlink");
        }
    }

    @Test
    void aLinkKeepsItsMetadataAndMayLeadNowhere() {
        String bucket = newBucket();
        CreateSymlinkRequest request = new CreateSymlinkRequest(bucket, "link", "missing");
        ObjectMetadata metadata = new ObjectMetadata();
        metadata.addUserMetadata("color", "red");
        metadata.setContentType("text/x-link");
        request.setMetadata(metadata);
        oss.createSymlink(request);
        OSSSymlink symlink = oss.getSymlink(bucket, "link");
        assertThat(symlink.getTarget()).isEqualTo("missing");
        assertThat(symlink.getMetadata().getUserMetadata()).containsEntry("color", "red");
        refused("SymlinkTargetNotExist", () -> oss.getObject(bucket, "link"));
        refused("NoSuchKey", () -> oss.getSymlink(bucket, "nothing"));
        put(bucket, "missing", new byte[1]);
        refused("NotSymlink", () -> oss.getSymlink(bucket, "missing"));
    }

    private AppendObjectResult append(String bucket, byte[] content, long position, long crc, ObjectMetadata metadata) {
        return oss.appendObject(new AppendObjectRequest(bucket, "log", new ByteArrayInputStream(content), metadata)
                .withPosition(position)
                .withInitCRC(crc));
    }
}
