package io.coffer.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coffer.model.ObjectAcl;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.StorageClass;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectHeadersTest {
    @Test
    void hasDefaults() {
        assertThat(ObjectHeaders.parse(Headers.NONE))
                .isEqualTo(new ObjectHeaders(
                        new ContentHeaders(
                                "application/octet-stream",
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()),
                        new UserMetadata(Map.of()),
                        Optional.empty(),
                        Optional.empty(),
                        false));
    }

    @Test
    void keepsContentHeadersAsTheyCame() {
        Headers sent = Headers.builder()
                .add("Content-Type", "text/plain; charset=utf-8")
                .add("Cache-Control", "no-cache")
                .add("Content-Disposition", "attachment; filename=%E4%B8%AD.txt")
                .add("Content-Encoding", "gzip")
                .add("Content-Language", "de")
                .add("Expires", "2015-10-01 00:00:00")
                .build();
        assertThat(ContentHeaders.of(sent).headers().fields()).isEqualTo(sent.fields());
    }

    @Test
    void readsTheObjectsOwnSettings() {
        ObjectHeaders headers = ObjectHeaders.parse(Headers.builder()
                .add("x-oss-storage-class", "IA")
                .add("x-oss-object-acl", "public-read")
                .add("x-oss-forbid-overwrite", "true")
                .build());
        assertThat(headers.storageClass()).contains(StorageClass.IA);
        assertThat(headers.acl()).contains(ObjectAcl.PUBLIC_READ);
        assertThat(headers.forbidOverwrite()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "x-oss-storage-class, standard, INVALID_STORAGE_CLASS",
        "x-oss-storage-class, Glacier, INVALID_STORAGE_CLASS",
        "x-oss-object-acl, publicread, INVALID_OBJECT_ACL",
        "x-oss-object-acl, '', INVALID_OBJECT_ACL",
        "x-oss-forbid-overwrite, yes, INVALID_FORBID_OVERWRITE",
        "x-oss-forbid-overwrite, '', INVALID_FORBID_OVERWRITE",
    })
    void refusesUnknownValues(String header, String value, OssError error) {
        Headers headers = Headers.builder().add(header, value).build();
        OssException refusal = catchThrowableOfType(OssException.class, () -> ObjectHeaders.parse(headers));
        assertThat(refusal.error()).isEqualTo(error);
        assertThat(refusal.details())
                .containsExactly(
                        new OssException.Detail("ArgumentName", header),
                        new OssException.Detail("ArgumentValue", value));
    }

    @Test
    void collectsUserMetadata() {
        UserMetadata metadata = UserMetadata.of(Headers.builder()
                .add("X-Oss-Meta-Author", "  alice ")
                .add("x-oss-meta-b", "1")
                .add("x-oss-META-B", "2")
                .add("x-oss-meta-empty", "")
                .add("x-oss-metadata-directive", "COPY")
                .build());
        assertThat(metadata.values())
                .containsExactly(Map.entry("author", "alice"), Map.entry("b", "1,2"), Map.entry("empty", ""));
        assertThat(metadata.headers().fields())
                .containsExactly(
                        new Headers.Field("x-oss-meta-author", "alice"),
                        new Headers.Field("x-oss-meta-b", "1,2"),
                        new Headers.Field("x-oss-meta-empty", ""));
    }

    @ParameterizedTest
    @CsvSource({"8180, false", "8181, true"})
    void limitsUserMetadata(int length, boolean refused) {
        Headers headers = Headers.builder()
                .add("x-oss-meta-a", "é".repeat(length / 2) + "x".repeat(length % 2))
                .build();
        OssException refusal = catchThrowableOfType(OssException.class, () -> UserMetadata.of(headers));
        assertThat(refusal != null && refusal.error() == OssError.METADATA_TOO_LARGE)
                .isEqualTo(refused);
    }

    @Test
    void limitsUserMetadataInTotal() {
        Headers.Builder headers = Headers.builder();
        for (int i = 0; i < 9; i++) {
            headers.add("x-oss-meta-" + i, "x".repeat(1000));
        }
        OssException refusal = catchThrowableOfType(OssException.class, () -> UserMetadata.of(headers.build()));
        assertThat(refusal.error()).isEqualTo(OssError.METADATA_TOO_LARGE);
    }

    @Test
    void refusesMetadataWithoutAName() {
        OssException refusal = catchThrowableOfType(
                OssException.class,
                () -> UserMetadata.of(Headers.builder().add("x-oss-meta-", "v").build()));
        assertThat(refusal.error()).isEqualTo(OssError.INVALID_ARGUMENT);
    }
}
