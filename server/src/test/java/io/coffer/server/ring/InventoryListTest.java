package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static io.coffer.server.ring.BucketLoggingTest.keys;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The lists that come of inventories. */
class InventoryListTest {
    private static Ring ring;
    private static Client owner;
    private static String account;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        ring.clock().advanceToNoon();
        owner = ring.owner();
        owner.create("inv-lists");
        account =
                owner.bucket(GET, "inv-lists").with("acl").send().element("ID").orElseThrow();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static String document(String id) {
        return BucketInventoryTest.document(id, account);
    }

    private static void put(String bucket, String id, String document) {
        assertThat(owner.bucket(PUT, bucket)
                        .with("inventory")
                        .with("inventoryId", id)
                        .body(document)
                        .send()
                        .outcome())
                .isEqualTo("200");
    }

    private static List<String> rows(String key) {
        byte[] packed = owner.get("inv-lists", key).body();
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(unpacked.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }

    private static String md5(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of()
                .withUpperCase()
                .formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    }

    @Test
    void theListsTellTheObjects() throws NoSuchAlgorithmException {
        owner.create("inv-source");
        owner.put("inv-source", "a/ü,\"", "12345");
        owner.put("inv-source", "b", "");
        put("inv-source", "tell", document("tell"));
        ring.runChore("inventory");

        List<String> lists = keys(owner, "inv-lists", "lists/inv-source/tell/data/");
        assertThat(lists).singleElement().asString().matches(".*/data/[0-9a-f-]{36}\\.csv\\.gz");
        assertThat(rows(lists.getFirst()))
                .containsExactly(
                        "\"inv-source\",\"a%2F%C3%BC%2C%22\",\"5\",\"827CCB0EEA8A706C4C34A16891F84E7B\"",
                        "\"inv-source\",\"b\",\"0\",\"D41D8CD98F00B204E9800998ECF8427E\"");
        String manifestKey = keys(owner, "inv-lists", "lists/inv-source/tell/2").stream()
                .filter(key -> key.endsWith("manifest.json"))
                .findFirst()
                .orElseThrow();
        assertThat(manifestKey).matches("lists/inv-source/tell/\\d{4}-\\d\\d-\\d\\dT\\d\\d-\\d\\dZ/manifest.json");
        Answer manifest = owner.get("inv-lists", manifestKey);
        byte[] list = owner.get("inv-lists", lists.getFirst()).body();
        assertThat(manifest.text())
                .contains("\"fileFormat\":\"CSV\"", "\"fileSchema\":\"Bucket, Key, Size, ETag\"")
                .contains("\"sourceBucket\":\"inv-source\"", "\"destinationBucket\":\"inv-lists\"")
                .contains("{\"MD5checksum\":\"" + md5(list) + "\",\"key\":\"" + lists.getFirst() + "\",\"size\":"
                        + list.length + "}");
        assertThat(owner.get("inv-lists", manifestKey.replace(".json", ".checksum"))
                        .text())
                .isEqualTo(md5(manifest.body()));
    }

    @Test
    void allVersionsAndFieldsCanBeListed() {
        owner.create("inv-versions");
        owner.bucket(PUT, "inv-versions")
                .with("versioning")
                .body("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
                .send();
        owner.object(PUT, "inv-versions", "k")
                .header("x-oss-server-side-encryption", "AES256")
                .header("x-oss-tagging", "a=1&b=2")
                .body("12345")
                .send();
        owner.delete("inv-versions", "k");
        put(
                "inv-versions",
                "all",
                document("all")
                        .replace("Current", "All")
                        .replace(
                                "<Field>ETag</Field>",
                                "<Field>StorageClass</Field><Field>IsMultipartUploaded</Field>"
                                        + "<Field>EncryptionStatus</Field><Field>ObjectAcl</Field>"
                                        + "<Field>TaggingCount</Field><Field>ObjectType</Field>"
                                        + "<Field>Crc64</Field>"));
        ring.runChore("inventory");
        List<String> rows =
                rows(keys(owner, "inv-lists", "lists/inv-versions/all/data/").getFirst());
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0)).matches("\"inv-versions\",\"k\",\"[^\"]{64}\",\"true\",\"true\"(,\"\"){8}");
        assertThat(rows.get(1))
                .matches("\"inv-versions\",\"k\",\"[^\"]{64}\",\"false\",\"false\",\"5\",\"Standard\",\"false\","
                        + "\"true\",\"default\",\"2\",\"Normal\",\"\\d+\"");
    }

    @Test
    void filtersChooseAndSettingsEncrypt() {
        owner.create("inv-filter");
        owner.put("inv-filter", "in/small", "1");
        owner.put("inv-filter", "in/large", "12345");
        owner.put("inv-filter", "out/large", "12345");
        put(
                "inv-filter",
                "some",
                document("some")
                        .replace(
                                "<Destination>",
                                "<Filter><Prefix>in/</Prefix><LowerSizeBound>2</LowerSizeBound>"
                                        + "<StorageClass>Standard</StorageClass></Filter><Destination>")
                        .replace(
                                "</OSSBucketDestination>",
                                "<Encryption><SSE-OSS></SSE-OSS></Encryption></OSSBucketDestination>"));
        ring.runChore("inventory");
        List<String> made = keys(owner, "inv-lists", "lists/inv-filter/some/");
        assertThat(made)
                .hasSize(3)
                .allSatisfy(key -> assertThat(owner.head("inv-lists", key).header("x-oss-server-side-encryption"))
                        .contains("AES256"));
        assertThat(rows(keys(owner, "inv-lists", "lists/inv-filter/some/data/").getFirst()))
                .singleElement()
                .asString()
                .contains("in%2Flarge");
    }

    @Test
    void listsComeDailyOrWeeklyAndOnlyWhileEnabled() {
        owner.create("inv-time");
        put("inv-time", "daily", document("daily"));
        put("inv-time", "weekly", document("weekly").replace("Daily", "Weekly"));
        put("inv-time", "off", document("off").replace("<IsEnabled>true", "<IsEnabled>false"));
        for (int day = 0; day < 8; day++) {
            ring.runChore("inventory");
            ring.runChore("inventory");
            ring.clock().advance(Duration.ofDays(1));
        }
        assertThat(manifests("daily")).hasSize(8);
        assertThat(manifests("weekly")).hasSize(2);
        assertThat(manifests("off")).isEmpty();
    }

    private static List<String> manifests(String id) {
        return keys(owner, "inv-lists", "lists/inv-time/" + id + "/2").stream()
                .filter(key -> key.endsWith("manifest.json"))
                .toList();
    }

    @Test
    void anUnusableKeyMakesNoListUntilItCanBeUsed() {
        owner.create("inv-key");
        owner.put("inv-key", "k", "text");
        put(
                "inv-key",
                "sealed",
                document("sealed")
                        .replace(
                                "</OSSBucketDestination>",
                                "<Encryption><SSE-KMS><KeyId>no-such-key</KeyId></SSE-KMS></Encryption>"
                                        + "</OSSBucketDestination>"));
        ring.runChore("inventory");
        assertThat(keys(owner, "inv-lists", "lists/inv-key/")).isEmpty();
    }
}
