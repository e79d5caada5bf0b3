package io.coffer.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.coffer.model.AccountId;
import io.coffer.model.BucketAcl;
import io.coffer.model.BucketName;
import io.coffer.model.DataCipher;
import io.coffer.model.ETag;
import io.coffer.model.EncryptionRule;
import io.coffer.model.ObjectAcl;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.Region;
import io.coffer.model.SseAlgorithm;
import io.coffer.model.StorageClass;
import io.coffer.model.Versioning;
import io.coffer.model.setting.AccessMonitor;
import io.coffer.model.setting.ResourceGroup;
import io.coffer.protocol.ListBucketsQuery;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketDocumentsTest {
    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String OWNER = "<Owner><ID>1234</ID><DisplayName>1234</DisplayName></Owner>";
    private static final AccountId ACCOUNT = new AccountId("1234");
    private static final Region REGION = new Region("cn-hangzhou");
    private static final Instant CREATED = Instant.parse("2026-02-03T04:05:06.789Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            -                                       | - | - | -
            <C/>                                    | - | - | -
            <C><StorageClass/></C>                  | - | - | -
            <C><StorageClass>IA</StorageClass></C>  | - | IA | -
            <C><DataRedundancyType>ZRS</DataRedundancyType><LocationConstraint>oss-x</LocationConstraint></C> | oss-x | - | ZRS
            """)
    void readsTheConfigurationOfANewBucket(
            String document, String location, StorageClass storageClass, DataRedundancy redundancy) {
        byte[] body = document == null ? new byte[0] : named(document);
        assertThat(CreateBucketXml.parse(body))
                .isEqualTo(new CreateBucketXml.Configuration(
                        Optional.ofNullable(location),
                        Optional.ofNullable(storageClass),
                        Optional.ofNullable(redundancy)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            <C><StorageClass>standard</StorageClass></C>             | INVALID_STORAGE_CLASS
            <C><DataRedundancyType>XRS</DataRedundancyType></C>      | INVALID_ARGUMENT
            <C><StorageClass>IA</StorageClass><StorageClass/></C>    | MALFORMED_XML
            <D/>                                                     | MALFORMED_XML
            x                                                        | MALFORMED_XML
            """)
    void refusesTheConfigurationOfANewBucket(String document, OssError error) {
        assertThat(catchThrowableOfType(OssException.class, () -> CreateBucketXml.parse(named(document)))
                        .error())
                .isEqualTo(error);
    }

    private static byte[] named(String document) {
        return document.replaceAll("(</?)C\\b", "$1CreateBucketConfiguration").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void writesAccessControl() {
        assertThat(text(AccessControlPolicyXml.write(ACCOUNT, BucketAcl.PUBLIC_READ)))
                .isEqualTo(DECLARATION + "<AccessControlPolicy>" + OWNER
                        + "<AccessControlList><Grant>public-read</Grant></AccessControlList></AccessControlPolicy>");
        assertThat(text(AccessControlPolicyXml.write(ACCOUNT, ObjectAcl.DEFAULT)))
                .contains("<Grant>default</Grant>");
    }

    @Test
    void writesTheLocation() {
        assertThat(text(LocationXml.write(REGION)))
                .isEqualTo(DECLARATION + "<LocationConstraint>oss-cn-hangzhou</LocationConstraint>");
    }

    @Test
    void writesTheAnswerOfACopy() {
        assertThat(text(CopyObjectXml.write(new ETag("ABC"), CREATED)))
                .isEqualTo(DECLARATION + "<CopyObjectResult><ETag>\"ABC\"</ETag>"
                        + "<LastModified>2026-02-03T04:05:06.000Z</LastModified></CopyObjectResult>");
    }

    @Test
    void listsBuckets() {
        ListBucketsXml.Bucket bucket = new ListBucketsXml.Bucket(
                new BucketName("abc"),
                CREATED,
                REGION,
                StorageClass.STANDARD,
                "localhost:9000",
                "localhost:9000",
                new ResourceGroup("rg-1"),
                Optional.empty());
        String buckets = OWNER + "<Buckets><Bucket><CreationDate>2026-02-03T04:05:06.000Z</CreationDate>"
                + "<ExtranetEndpoint>localhost:9000</ExtranetEndpoint>"
                + "<IntranetEndpoint>localhost:9000</IntranetEndpoint><Location>oss-cn-hangzhou</Location>"
                + "<Name>abc</Name><Region>cn-hangzhou</Region><StorageClass>Standard</StorageClass>"
                + "<ResourceGroupId>rg-1</ResourceGroupId></Bucket>"
                + "</Buckets></ListAllMyBucketsResult>";
        assertThat(text(ListBucketsXml.write(new ListBucketsXml.Listing(
                        new ListBucketsQuery("", "", 100, false), ACCOUNT, List.of(bucket), Optional.empty()))))
                .isEqualTo(DECLARATION + "<ListAllMyBucketsResult>" + buckets);
        assertThat(text(ListBucketsXml.write(new ListBucketsXml.Listing(
                        new ListBucketsQuery("a", "", 1, true), ACCOUNT, List.of(bucket), Optional.empty()))))
                .isEqualTo(DECLARATION + "<ListAllMyBucketsResult><Prefix>a</Prefix><Marker></Marker>"
                        + "<MaxKeys>1</MaxKeys><IsTruncated>false</IsTruncated>" + buckets);
        assertThat(text(ListBucketsXml.write(new ListBucketsXml.Listing(
                        new ListBucketsQuery("", "", 100, false),
                        ACCOUNT,
                        List.of(bucket),
                        Optional.of(bucket.name())))))
                .isEqualTo(DECLARATION + "<ListAllMyBucketsResult><Prefix></Prefix><Marker></Marker>"
                        + "<MaxKeys>100</MaxKeys><IsTruncated>true</IsTruncated><NextMarker>abc</NextMarker>"
                        + buckets);
    }

    @Test
    void tellsOfABucket() {
        XmlElement bucket = info(Optional.empty());
        Map.of(
                        "CreationDate", "2026-02-03T04:05:06.000Z",
                        "DataRedundancyType", "LRS",
                        "ExtranetEndpoint", "extranet",
                        "IntranetEndpoint", "intranet",
                        "Location", "oss-cn-hangzhou",
                        "Name", "abc",
                        "BlockPublicAccess", "true",
                        "ResourceGroupId", "rg-1",
                        "StorageClass", "IA",
                        "Versioning", "Suspended")
                .forEach((name, value) -> assertThat(bucket.value(name)).contains(value));
        assertThat(bucket.required("Owner").value("ID")).contains("1234");
        assertThat(bucket.required("AccessControlList").value("Grant")).contains("private");
    }

    @Test
    void tellsTheEncryptionOfABucketFlat() {
        assertThat(info(Optional.empty()).required("ServerSideEncryptionRule").children())
                .containsExactly(new XmlElement("SSEAlgorithm", "None", List.of()));
        assertThat(info(Optional.of(new EncryptionRule(SseAlgorithm.AES256, Optional.empty(), DataCipher.AES256)))
                        .required("ServerSideEncryptionRule")
                        .children())
                .containsExactly(new XmlElement("SSEAlgorithm", "AES256", List.of()));
        assertThat(info(Optional.of(new EncryptionRule(SseAlgorithm.KMS, Optional.of("k"), DataCipher.SM4)))
                        .required("ServerSideEncryptionRule")
                        .children())
                .containsExactlyInAnyOrder(
                        new XmlElement("SSEAlgorithm", "KMS", List.of()),
                        new XmlElement("KMSMasterKeyID", "k", List.of()),
                        new XmlElement("KMSDataEncryption", "SM4", List.of()));
    }

    private static XmlElement info(Optional<EncryptionRule> encryption) {
        BucketInfoXml.BucketInfo info = new BucketInfoXml.BucketInfo(
                new BucketName("abc"),
                ACCOUNT,
                CREATED,
                REGION,
                StorageClass.IA,
                DataRedundancy.LRS,
                BucketAcl.PRIVATE,
                encryption,
                Optional.empty(),
                AccessMonitor.OFF,
                "extranet",
                "intranet",
                true,
                new ResourceGroup("rg-1"),
                false,
                false,
                Versioning.SUSPENDED);
        return XmlReader.read(BucketInfoXml.write(info), "BucketInfo").required("Bucket");
    }

    @Test
    void tellsTheFiguresOfABucket() {
        XmlElement stat = XmlReader.read(
                BucketStatXml.write(new BucketStatXml.Stat(
                        Map.of(
                                StorageClass.STANDARD, new BucketStatXml.Usage(7, 7, 1),
                                StorageClass.IA, new BucketStatXml.Usage(65536, 10, 2)),
                        3,
                        4,
                        5,
                        6,
                        Instant.ofEpochSecond(1_700_000_000))),
                "BucketStat");
        Map.ofEntries(
                        Map.entry("Storage", "65543"),
                        Map.entry("ObjectCount", "3"),
                        Map.entry("MultipartUploadCount", "3"),
                        Map.entry("MultipartPartCount", "4"),
                        Map.entry("LiveChannelCount", "5"),
                        Map.entry("DeleteMarkerCount", "6"),
                        Map.entry("LastModifiedTime", "1700000000"),
                        Map.entry("StandardStorage", "7"),
                        Map.entry("StandardObjectCount", "1"),
                        Map.entry("InfrequentAccessStorage", "65536"),
                        Map.entry("InfrequentAccessRealStorage", "10"),
                        Map.entry("InfrequentAccessObjectCount", "2"),
                        Map.entry("ArchiveStorage", "0"),
                        Map.entry("ArchiveRealStorage", "0"),
                        Map.entry("ArchiveObjectCount", "0"),
                        Map.entry("ColdArchiveStorage", "0"),
                        Map.entry("ColdArchiveRealStorage", "0"),
                        Map.entry("ColdArchiveObjectCount", "0"),
                        Map.entry("DeepColdArchiveStorage", "0"),
                        Map.entry("DeepColdArchiveRealStorage", "0"),
                        Map.entry("DeepColdArchiveObjectCount", "0"))
                .forEach((name, value) -> assertThat(stat.value(name)).as(name).contains(value));
    }

    private static String text(byte[] document) {
        return new String(document, StandardCharsets.UTF_8);
    }
}
