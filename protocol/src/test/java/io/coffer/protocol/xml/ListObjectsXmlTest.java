package io.coffer.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.AccountId;
import io.coffer.model.BucketName;
import io.coffer.model.ETag;
import io.coffer.model.ObjectKey;
import io.coffer.model.StorageClass;
import io.coffer.protocol.ContinuationToken;
import io.coffer.protocol.ListObjectsQuery;
import io.coffer.protocol.ObjectType;
import io.coffer.protocol.QueryParameters;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListObjectsXmlTest {
    private static final String OWNER = "<Owner><ID>1</ID><DisplayName>1</DisplayName></Owner>";

    @Test
    void writesTheFirstVersion() {
        assertThat(v1("prefix=p&marker=m&delimiter=/&max-keys=2", "p k", Optional.of("p/")))
                .isEqualTo("<Name>abc</Name><Prefix>p</Prefix><Marker>m</Marker><MaxKeys>2</MaxKeys>"
                        + "<Delimiter>/</Delimiter><IsTruncated>true</IsTruncated><NextMarker>p/</NextMarker>"
                        + contents("p k", OWNER) + "<CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes>");
    }

    @Test
    void writesTheLastPageOfTheFirstVersion() {
        assertThat(v1("", "k", Optional.empty()))
                .startsWith("<Name>abc</Name><Prefix></Prefix><Marker></Marker><MaxKeys>100</MaxKeys>"
                        + "<Delimiter></Delimiter><IsTruncated>false</IsTruncated><Contents>");
    }

    @Test
    void writesTheSecondVersion() {
        String token = ContinuationToken.of("m");
        assertThat(v2("prefix=p&start-after=s&max-keys=2&continuation-token=" + token, "p k", Optional.of("p/")))
                .isEqualTo("<Name>abc</Name><Prefix>p</Prefix><StartAfter>s</StartAfter><MaxKeys>2</MaxKeys>"
                        + "<Delimiter></Delimiter><IsTruncated>true</IsTruncated><KeyCount>2</KeyCount>"
                        + "<ContinuationToken>" + token + "</ContinuationToken>"
                        + "<NextContinuationToken>" + ContinuationToken.of("p/") + "</NextContinuationToken>"
                        + contents("p k", "") + "<CommonPrefixes><Prefix>p/</Prefix></CommonPrefixes>");
        assertThat(v2("fetch-owner=true", "k", Optional.empty()))
                .doesNotContain("StartAfter", "ContinuationToken")
                .contains(contents("k", OWNER));
    }

    @Test
    void encodesNamesWhenAsked() {
        assertThat(v1("encoding-type=url&prefix=a/&marker=m%20&delimiter=/", "a/\u0001", Optional.of("n/")))
                .isEqualTo("<Name>abc</Name><Prefix>a%2F</Prefix><Marker>m%20</Marker><MaxKeys>100</MaxKeys>"
                        + "<Delimiter>%2F</Delimiter><EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>"
                        + "<NextMarker>n%2F</NextMarker>" + contents("a%2F%01", OWNER)
                        + "<CommonPrefixes><Prefix>p%2F</Prefix></CommonPrefixes>");
        assertThat(v2("encoding-type=url&start-after=s/", "中", Optional.empty()))
                .contains("<StartAfter>s%2F</StartAfter>", "<EncodingType>url</EncodingType>", "<Key>%E4%B8%AD</Key>");
    }

    @Test
    void leavesControlCharactersAsTheyAre() {
        assertThat(v1("", "a\u0001<&>\r\n", Optional.empty())).contains("<Key>a\u0001&lt;&amp;&gt;&#13;\n</Key>");
    }

    private static String contents(String key, String owner) {
        return "<Contents><Key>" + key + "</Key><LastModified>2026-02-03T04:05:06.000Z</LastModified>"
                + "<ETag>\"AB-2\"</ETag><Type>Multipart</Type><Size>5000000000</Size>"
                + "<StorageClass>IA</StorageClass>" + owner + "</Contents>";
    }

    private static String v1(String query, String key, Optional<String> next) {
        return write(ListObjectsQuery.v1(QueryParameters.parse(query)), key, next);
    }

    private static String v2(String query, String key, Optional<String> next) {
        return write(ListObjectsQuery.v2(QueryParameters.parse(query)), key, next);
    }

    /** The content of the root. */
    private static String write(ListObjectsQuery query, String key, Optional<String> next) {
        String document = new String(
                ListObjectsXml.write(new ListObjectsXml.Listing(
                        new BucketName("abc"),
                        query,
                        new AccountId("1"),
                        List.of(new ListObjectsXml.ListedObject(
                                new ObjectKey(key),
                                Optional.empty(),
                                Instant.parse("2026-02-03T04:05:06Z"),
                                new ETag("AB-2"),
                                ObjectType.MULTIPART,
                                5_000_000_000L,
                                StorageClass.IA,
                                Optional.empty())),
                        List.of("p/"),
                        next)),
                StandardCharsets.UTF_8);
        assertThat(document)
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListBucketResult>")
                .endsWith("</ListBucketResult>");
        return document.replaceFirst("(?s).*<ListBucketResult>", "").replace("</ListBucketResult>", "");
    }
}
