package io.coffer.conformance.javav1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aliyun.oss.OSSErrorCode;
import com.aliyun.oss.OSSException;
import com.aliyun.oss.model.ListObjectsRequest;
import com.aliyun.oss.model.ListObjectsV2Request;
import com.aliyun.oss.model.ListObjectsV2Result;
import com.aliyun.oss.model.OSSObjectSummary;
import com.aliyun.oss.model.ObjectListing;
import io.coffer.conformance.Connection;
import io.coffer.conformance.Content;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Objects are listed in both versions of the listing: by prefix, grouped, in pages, under any key. */
@ParameterizedClass
@MethodSource("io.coffer.conformance.Connection#all")
final class ListingIT extends Story {
    private static final List<String> KEYS = List.of("a", "b/1", "b/2", "b/c/3", "b0", "d/e/4", "d/f", "z");
    private static final List<String> CONTROL_KEYS = List.of("line\nfeed", "one\u0001two", "return\rit", "tab\tit");

    ListingIT(Connection connection) {
        super(connection);
    }

    @Test
    void aListingDescribesItsObjects() {
        String bucket = filled(KEYS);
        ObjectListing listing = oss.listObjects(bucket);
        hasRequestId(listing.getRequestId());
        assertThat(listing.getObjectSummaries())
                .extracting(OSSObjectSummary::getKey)
                .isEqualTo(KEYS);
        assertThat(listing.getBucketName()).isEqualTo(bucket);
        assertThat(listing.getMaxKeys()).isEqualTo(100);
        assertThat(listing.isTruncated()).isFalse();
        assertThat(listing.getNextMarker()).isNull();
        assertThat(listing.getPrefix()).isNull();
        assertThat(listing.getMarker()).isNull();
        assertThat(listing.getDelimiter()).isNull();
        OSSObjectSummary first = listing.getObjectSummaries().getFirst();
        assertThat(first.getETag()).isEqualTo(Content.etag("a".getBytes(StandardCharsets.UTF_8)));
        assertThat(first.getSize()).isEqualTo(1);
        assertThat(first.getType()).isEqualTo("Normal");
        assertThat(first.getStorageClass()).isEqualTo("Standard");
        assertThat(first.getOwner().getId()).isNotEmpty();
        assertThat(first.getLastModified()).isNotNull();

        ListObjectsV2Result second = oss.listObjectsV2(bucket);
        assertThat(second.getObjectSummaries())
                .extracting(OSSObjectSummary::getKey)
                .isEqualTo(KEYS);
        assertThat(second.getKeyCount()).isEqualTo(KEYS.size());
        assertThat(second.getMaxKeys()).isEqualTo(100);
        assertThat(second.getObjectSummaries().getFirst().getOwner()).isNull();
        assertThat(oss.listObjectsV2(new ListObjectsV2Request(bucket).withFetchOwner(true))
                        .getObjectSummaries()
                        .getFirst()
                        .getOwner()
                        .getId())
                .isNotEmpty();
    }

    @Test
    void keysAreGroupedByADelimiter() {
        String bucket = filled(KEYS);
        ObjectListing top = oss.listObjects(new ListObjectsRequest(bucket).withDelimiter("/"));
        assertThat(top.getObjectSummaries())
                .extracting(OSSObjectSummary::getKey)
                .containsExactly("a", "b0", "z");
        assertThat(top.getCommonPrefixes()).containsExactly("b/", "d/");
        ListObjectsV2Result inside = oss.listObjectsV2(
                new ListObjectsV2Request(bucket).withDelimiter("/").withPrefix("b/"));
        assertThat(inside.getObjectSummaries())
                .extracting(OSSObjectSummary::getKey)
                .containsExactly("b/1", "b/2");
        assertThat(inside.getCommonPrefixes()).containsExactly("b/c/");
        assertThat(inside.getKeyCount()).isEqualTo(3);
        assertThat(oss.listObjects(new ListObjectsRequest(bucket).withPrefix("none"))
                        .getObjectSummaries())
                .isEmpty();
    }

    @Test
    void pagesHoldEveryKeyOnce() {
        String bucket = filled(KEYS);
        for (int size : new int[] {1, 2, 3, 8}) {
            assertThat(pages(bucket, size, null)).isEqualTo(KEYS);
            assertThat(pagesV2(bucket, size, null)).isEqualTo(KEYS);
            assertThat(pages(bucket, size, "/")).containsExactlyInAnyOrder("a", "b/", "b0", "d/", "z");
            assertThat(pagesV2(bucket, size, "/")).containsExactlyInAnyOrder("a", "b/", "b0", "d/", "z");
        }
    }

    @Test
    void aListingBeginsAfterItsMarker() {
        String bucket = filled(KEYS);
        assertThat(oss.listObjects(new ListObjectsRequest(bucket).withMarker("b/2"))
                        .getObjectSummaries())
                .extracting(OSSObjectSummary::getKey)
                .containsExactly("b/c/3", "b0", "d/e/4", "d/f", "z");
        assertThat(oss.listObjectsV2(new ListObjectsV2Request(bucket).withStartAfter("cc"))
                        .getObjectSummaries())
                .extracting(OSSObjectSummary::getKey)
                .containsExactly("d/e/4", "d/f", "z");
    }

    @Test
    void aPageThatCannotBeIsRefused() {
        String bucket = newBucket();
        refused(
                "InvalidArgument",
                () -> oss.listObjectsV2(new ListObjectsV2Request(bucket).withContinuationToken("no-such-token")));
        refused("InvalidArgument", () -> oss.listObjects(new ListObjectsRequest(bucket).withEncodingType("base64")));
        refused("NoSuchBucket", () -> oss.listObjects(Content.newBucketName()));
        refused("NoSuchBucket", () -> oss.listObjectsV2(Content.newBucketName()));
    }

    @Test
    void oddKeysAreListedWithAndWithoutEncoding() {
        String bucket = filled(Content.ODD_KEYS);
        assertThat(oss.listObjects(bucket).getObjectSummaries())
                .extracting(OSSObjectSummary::getKey)
                .containsExactlyInAnyOrderElementsOf(Content.ODD_KEYS);
        assertThat(encoded(bucket)).containsExactlyInAnyOrderElementsOf(Content.ODD_KEYS);
        for (String key : Content.ODD_KEYS) {
            assertThat(oss.listObjects(new ListObjectsRequest(bucket).withPrefix(key))
                            .getObjectSummaries())
                    .extracting(OSSObjectSummary::getKey)
                    .contains(key);
        }
    }

    @Test
    void controlCharactersNeedTheEncoding() {
        String bucket = filled(CONTROL_KEYS);
        assertThat(encoded(bucket)).containsExactlyElementsOf(CONTROL_KEYS);
        assertThatThrownBy(() -> oss.listObjects(bucket))
                .isInstanceOfSatisfying(
                        OSSException.class,
                        failure -> assertThat(failure.getErrorCode()).isEqualTo(OSSErrorCode.INVALID_RESPONSE));
    }

    private List<String> encoded(String bucket) {
        List<String> keys = new ArrayList<>();
        ListObjectsV2Result listing = oss.listObjectsV2(new ListObjectsV2Request(bucket).withEncodingType("url"));
        assertThat(listing.getEncodingType()).isEqualTo("url");
        listing.getObjectSummaries()
                .forEach(summary -> keys.add(URLDecoder.decode(summary.getKey(), StandardCharsets.UTF_8)));
        return keys;
    }

    private List<String> pages(String bucket, int size, @Nullable String delimiter) {
        List<String> found = new ArrayList<>();
        ListObjectsRequest request =
                new ListObjectsRequest(bucket).withMaxKeys(size).withDelimiter(delimiter);
        ObjectListing page;
        do {
            page = oss.listObjects(request);
            assertThat(page.getObjectSummaries().size()
                            + page.getCommonPrefixes().size())
                    .isLessThanOrEqualTo(size);
            page.getObjectSummaries().forEach(summary -> found.add(summary.getKey()));
            found.addAll(page.getCommonPrefixes());
            request.setMarker(page.getNextMarker());
        } while (page.isTruncated());
        return found;
    }

    private List<String> pagesV2(String bucket, int size, @Nullable String delimiter) {
        List<String> found = new ArrayList<>();
        ListObjectsV2Request request =
                new ListObjectsV2Request(bucket).withMaxKeys(size).withDelimiter(delimiter);
        ListObjectsV2Result page;
        do {
            page = oss.listObjectsV2(request);
            assertThat(page.getKeyCount())
                    .isEqualTo(page.getObjectSummaries().size()
                            + page.getCommonPrefixes().size())
                    .isLessThanOrEqualTo(size);
            page.getObjectSummaries().forEach(summary -> found.add(summary.getKey()));
            found.addAll(page.getCommonPrefixes());
            request.setContinuationToken(page.getNextContinuationToken());
        } while (page.isTruncated());
        return found;
    }

    private String filled(List<String> keys) {
        String bucket = newBucket();
        keys.forEach(key -> put(bucket, key, key.getBytes(StandardCharsets.UTF_8)));
        return bucket;
    }
}
