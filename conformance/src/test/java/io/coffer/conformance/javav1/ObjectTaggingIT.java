package io.coffer.conformance.javav1;

import static org.assertj.core.api.Assertions.assertThat;

import com.aliyun.oss.model.CopyObjectRequest;
import com.aliyun.oss.model.InitiateMultipartUploadRequest;
import com.aliyun.oss.model.ObjectMetadata;
import io.coffer.conformance.Connection;
import io.coffer.conformance.Content;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects carry tags: given when they are written or later, replaced, copied and taken away. */
@ParameterizedClass
@MethodSource("io.coffer.conformance.Connection#all")
final class ObjectTaggingIT extends Story {
    private static final Map<String, String> FILLED = Map.of("color", "red", "a+b=c", "1/2 -_.:");
    private static final Map<String, String> TAGS = Map.of("color", "red", "a+b=c", "1/2 -_.:", "empty", "");

    ObjectTaggingIT(Connection connection) {
        super(connection);
    }

    @Test
    void tagsAreSetReplacedAndRemoved() {
        String bucket = newBucket();
        String key = Content.ODD_KEYS.getFirst();
        put(bucket, key, new byte[1]);
        assertThat(oss.getObjectTagging(bucket, key).getAllTags()).isEmpty();
        oss.setObjectTagging(bucket, key, TAGS);
        assertThat(oss.getObjectTagging(bucket, key).getAllTags()).isEqualTo(TAGS);
        assertThat(oss.getObjectMetadata(bucket, key).getRawMetadata()).containsEntry("x-oss-tagging-count", "3");
        oss.setObjectTagging(bucket, key, Map.of("shape", "round"));
        assertThat(oss.getObjectTagging(bucket, key).getAllTags()).isEqualTo(Map.of("shape", "round"));
        oss.deleteObjectTagging(bucket, key);
        assertThat(oss.getObjectTagging(bucket, key).getAllTags()).isEmpty();
        refused("NoSuchKey", () -> oss.getObjectTagging(bucket, "missing"));
    }

    @Test
    void tagsAreGivenByAHeaderAndCopied() {
        String bucket = newBucket();
        ObjectMetadata metadata = new ObjectMetadata();
        metadata.setObjectTagging(FILLED);
        put(bucket, "object", new byte[1], metadata);
        assertThat(oss.getObjectTagging(bucket, "object").getAllTags()).isEqualTo(FILLED);
        oss.copyObject(bucket, "object", bucket, "copy");
        assertThat(oss.getObjectTagging(bucket, "copy").getAllTags()).isEqualTo(FILLED);
        CopyObjectRequest replacing = new CopyObjectRequest(bucket, "object", bucket, "copy");
        replacing.addHeader("x-oss-tagging-directive", "Replace");
        replacing.addHeader("x-oss-tagging", "shape=round");
        oss.copyObject(replacing);
        assertThat(oss.getObjectTagging(bucket, "copy").getAllTags()).isEqualTo(Map.of("shape", "round"));
    }

    @Test
    void tooManyOrTooLongTagsAreRefused() {
        String bucket = newBucket();
        put(bucket, "object", new byte[1]);
        Map<String, String> many =
                IntStream.range(0, 11).boxed().collect(Collectors.toMap(i -> "key" + i, i -> "value"));
        refused("InvalidTag", () -> oss.setObjectTagging(bucket, "object", many));
        refused("InvalidTag", () -> oss.setObjectTagging(bucket, "object", Map.of("k".repeat(129), "v")));
        ObjectMetadata metadata = new ObjectMetadata();
        metadata.setObjectTagging(many);
        refused(
                "InvalidTag",
                () -> oss.initiateMultipartUpload(new InitiateMultipartUploadRequest(bucket, "object", metadata)));
        assertThat(oss.getObjectTagging(bucket, "object").getAllTags()).isEmpty();
    }
}
