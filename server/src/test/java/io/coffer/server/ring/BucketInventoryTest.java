package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Inventories: how they are set. */
@Covers({"PutBucketInventory", "GetBucketInventory", "ListBucketInventory", "DeleteBucketInventory"})
class BucketInventoryTest {
    private static Ring ring;
    private static Client owner;
    private static String account;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner();
        owner.create("inv-lists");
        account =
                owner.bucket(GET, "inv-lists").with("acl").send().element("ID").orElseThrow();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    /** An inventory as it is sent; tests replace parts of it. */
    private static String document(String id) {
        return document(id, account);
    }

    static String document(String id, String account) {
        return "<InventoryConfiguration><Id>" + id + "</Id><IsEnabled>true</IsEnabled>"
                + "<Destination><OSSBucketDestination><Format>CSV</Format><AccountId>" + account
                + "</AccountId><RoleArn>acs:ram::1:role/r</RoleArn><Bucket>acs:oss:::inv-lists</Bucket>"
                + "<Prefix>lists</Prefix></OSSBucketDestination></Destination>"
                + "<Schedule><Frequency>Daily</Frequency></Schedule>"
                + "<IncludedObjectVersions>Current</IncludedObjectVersions>"
                + "<OptionalFields><Field>Size</Field><Field>ETag</Field></OptionalFields>"
                + "</InventoryConfiguration>";
    }

    private static Answer put(String bucket, String id, String document) {
        return owner.bucket(PUT, bucket)
                .with("inventory")
                .with("inventoryId", id)
                .body(document)
                .send();
    }

    private static Answer get(String bucket, String id) {
        return owner.bucket(GET, bucket)
                .with("inventory")
                .with("inventoryId", id)
                .send();
    }

    private static Answer list(String bucket) {
        return owner.bucket(GET, bucket).with("inventory").send();
    }

    @Test
    void whatIsSetComesBack() {
        owner.create("inv-set");
        assertThat(get("inv-set", "daily").outcome()).isEqualTo("404 NoSuchInventory");
        assertThat(list("inv-set").outcome()).isEqualTo("404 NoSuchInventory");
        String whole = document("daily")
                .replace(
                        "<Destination>",
                        "<Filter><Prefix>a/</Prefix><LastModifyBeginTimeStamp>1</LastModifyBeginTimeStamp>"
                                + "<LastModifyEndTimeStamp>9999999999</LastModifyEndTimeStamp>"
                                + "<LowerSizeBound>1</LowerSizeBound><UpperSizeBound>5000000000</UpperSizeBound>"
                                + "<StorageClass>Standard,IA</StorageClass></Filter><Destination>")
                .replace(
                        "</OSSBucketDestination>",
                        "<Encryption><SSE-KMS><KeyId>k-1</KeyId></SSE-KMS></Encryption></OSSBucketDestination>");
        assertThat(put("inv-set", "daily", whole).outcome()).isEqualTo("200");
        Answer read = get("inv-set", "daily");
        assertThat(read.outcome()).isEqualTo("200");
        assertThat(read.text()).endsWith(whole);
        assertThat(put("inv-set", "daily", whole).outcome()).isEqualTo("200");
        assertThat(put("inv-set", "daily", document("daily")).outcome()).isEqualTo("409 InventoryAlreadyExist");
        assertThat(get("inv-set", "daily").text()).endsWith(whole);
        for (int i = 0; i < 2; i++) {
            assertThat(owner.bucket(DELETE, "inv-set")
                            .with("inventory")
                            .with("inventoryId", "daily")
                            .send()
                            .outcome())
                    .isEqualTo("204");
        }
        assertThat(get("inv-set", "daily").outcome()).isEqualTo("404 NoSuchInventory");
    }

    @ParameterizedTest
    @CsvSource({
        "<Id>bad</Id>, <Id>other</Id>, 400 InvalidArgument",
        "<Id>bad</Id>, '', 400 MalformedXML",
        "<IsEnabled>true, <IsEnabled>yes, 400 InvalidArgument",
        "CSV, ORC, 400 InvalidArgument",
        "Daily, Hourly, 400 InvalidArgument",
        "Current, Some, 400 InvalidArgument",
        "acs:oss:::inv-lists, inv-lists, 400 InvalidArgument",
        "acs:oss:::inv-lists, acs:oss:::inv-missing, 404 NoSuchBucket",
        "acs:oss:::inv-lists, acs:oss:::inv-foreign, 403 AccessDenied",
        "<AccountId>, <AccountId>9, 400 InvalidArgument",
        "<Field>Size, <Field>StartTime, 400 InvalidArgument 0020-00000036",
    })
    void badInventoriesAreRefused(String part, String replacement, String outcome) {
        owner.create("inv-bad");
        ring.other().create("inv-foreign");
        Answer refused = put("inv-bad", "bad", document("bad").replace(part, replacement));
        assertThat(refused.outcomeWithEc()).startsWith(outcome);
        assertThat(list("inv-bad").outcome()).isEqualTo("404 NoSuchInventory");
    }

    @Test
    void pagesHoldAHundred() {
        owner.create("inv-many");
        for (int i = 0; i < 100; i++) {
            String id = String.format("i%03d", i);
            assertThat(put("inv-many", id, document(id)).outcome()).isEqualTo("200");
        }
        Answer exact = list("inv-many");
        assertThat(exact.element("IsTruncated")).contains("false");
        assertThat(exact.element("NextContinuationToken")).isEmpty();
        put("inv-many", "i100", document("i100"));
        Answer first = list("inv-many");
        assertThat(first.element("IsTruncated")).contains("true");
        assertThat(first.text().split("<Id>", -1)).hasSize(101);
        Answer second = owner.bucket(GET, "inv-many")
                .with("inventory")
                .with(
                        "continuation-token",
                        first.element("NextContinuationToken").orElseThrow())
                .send();
        assertThat(second.element("Id")).contains("i100");
        assertThat(second.element("IsTruncated")).contains("false");
        assertThat(owner.bucket(GET, "inv-many")
                        .with("inventory")
                        .with("continuation-token", "made-up")
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
    }
}
