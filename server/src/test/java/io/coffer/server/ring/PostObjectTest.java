package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.encryption.KeyPurpose;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Uploads by form: who may, what is stored, what is answered and what is refused. */
@Covers({"PostObject"})
class PostObjectTest {
    private static final String BUCKET = "forms";

    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner().create(BUCKET).create("sealed-forms");
        owner.putRule("sealed-forms", "AES256");
        assertThat(owner.bucket(PUT, "public-forms")
                        .header("x-oss-acl", "public-read-write")
                        .send()
                        .outcome())
                .isEqualTo("200");
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static Instant now() {
        return ring.clock().instant();
    }

    private static Form signed(String... conditions) {
        return new Form().signed("LTAIowner", "owner-secret", Form.policy(now(), conditions));
    }

    private static Call call(String bucket) {
        return ring.anonymous().bucket(POST, bucket).header("content-type", Form.TYPE);
    }

    private static Answer post(String bucket, Form form) {
        return call(bucket).body(form.bytes()).send();
    }

    @Test
    void storesTheFileWithWhatTheFieldsSay() {
        Answer answer = post(
                BUCKET,
                signed("{\"bucket\":\"forms\"}", "[\"starts-with\",\"$key\",\"dir/\"]")
                        .field("KEY", "dir/${filename}")
                        .field("Cache-Control", "max-age=1")
                        .field("Content-Disposition", "attachment")
                        .field("Expires", "any text")
                        .field("x-oss-meta-Color", "blue")
                        .field("x-oss-meta-name", "Müller")
                        .field("x-oss-tagging", "a=1&b")
                        .field("x-oss-object-acl", "public-read")
                        .field("x-oss-storage-class", "IA")
                        .file("C:\\temp\\hello.txt", "text/x-own", "content".getBytes(UTF_8))
                        .field("submit", "Upload to OSS"));
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.header("etag")).contains("\"9A0364B9E99BB480DD25E1F0284C8555\"");
        assertThat(answer.header("x-oss-hash-crc64ecma")).isPresent();
        Answer got = ring.anonymous().get(BUCKET, "dir/hello.txt");
        assertThat(got.text()).isEqualTo("content");
        assertThat(got.header("content-type")).contains("text/x-own");
        assertThat(got.header("cache-control")).contains("max-age=1");
        assertThat(got.header("content-disposition")).contains("attachment");
        assertThat(got.header("expires")).contains("any text");
        assertThat(got.header("x-oss-meta-color")).contains("blue");
        assertThat(got.header("x-oss-meta-name")).contains(new String("Müller".getBytes(UTF_8), ISO_8859_1));
        assertThat(got.header("x-oss-tagging-count")).contains("2");
        assertThat(got.header("x-oss-storage-class")).contains("IA");
    }

    @Test
    void version4SignsAsWell() {
        String policy = Form.policy(
                now(), "{\"x-oss-signature-version\":\"OSS4-HMAC-SHA256\"}", "[\"content-length-range\",1,1024]");
        Form form = new Form().signedV4("LTAIowner", "owner-secret", policy, now());
        assertThat(post(
                                BUCKET,
                                form.field("key", "v4")
                                        .field("success_action_status", "200")
                                        .file("four"))
                        .outcome())
                .isEqualTo("200");
        assertThat(owner.get(BUCKET, "v4").text()).isEqualTo("four");
        Form wrong = new Form().signedV4("LTAIowner", "other-secret", policy, now());
        assertThat(post(BUCKET, wrong.field("key", "v4-wrong").file("four")).outcomeWithEc())
                .isEqualTo("403 SignatureDoesNotMatch 0002-00000705");
        assertThat(owner.head(BUCKET, "v4-wrong").status()).isEqualTo(404);
    }

    @Test
    void everyAddressFormWorks() {
        assertThat(call(BUCKET)
                        .under(Ring.OWN_DOMAIN)
                        .body(signed().field("key", "host").file("host").bytes())
                        .send()
                        .status())
                .isEqualTo(204);
        assertThat(call(BUCKET)
                        .path("/" + BUCKET + "/")
                        .body(signed().field("key", "slash").file("slash").bytes())
                        .send()
                        .status())
                .isEqualTo(204);
        assertThat(owner.get(BUCKET, "host").text()).isEqualTo("host");
        assertThat(owner.get(BUCKET, "slash").text()).isEqualTo("slash");
    }

    @Test
    void signaturesOutsideTheFormCountForNothing() {
        byte[] unsigned = new Form().field("key", "outside").file("text").bytes();
        Call call = owner.bucket(POST, BUCKET).header("content-type", Form.TYPE).body(unsigned);
        assertThat(call.send().outcome()).isEqualTo("403 AccessDenied");
        Call broken = call(BUCKET).header("authorization", "nonsense");
        assertThat(broken.body(signed().field("key", "inside").file("text").bytes())
                        .send()
                        .status())
                .isEqualTo(204);
        assertThat(owner.head(BUCKET, "outside").status()).isEqualTo(404);
    }

    @Test
    void anybodyMayWriteToAPublicBucketAndNotToAnother() {
        Form form = new Form().field("key", "anybody").file("text");
        assertThat(post("public-forms", form).status()).isEqualTo(204);
        assertThat(owner.get("public-forms", "anybody").text()).isEqualTo("text");
        assertThat(post(BUCKET, form).outcomeWithEc()).isEqualTo("403 AccessDenied 0003-00000001");
        assertThat(owner.head(BUCKET, "anybody").status()).isEqualTo(404);
        Form other = new Form()
                .signed("LTAIother", "other-secret", Form.policy(now()))
                .field("key", "by-other")
                .file("text");
        assertThat(post(BUCKET, other).outcome()).isEqualTo("403 AccessDenied");
        assertThat(post("no-such-forms", signed().field("key", "k").file("text"))
                        .outcome())
                .isEqualTo("404 NoSuchBucket");
    }

    @Test
    void theAnswerIsWhatTheFormAsksFor() {
        Answer created = post(
                BUCKET,
                signed().field("key", "a b")
                        .field("success_action_status", "201")
                        .file("text"));
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.element("Bucket")).contains(BUCKET);
        assertThat(created.element("Key")).contains("a b");
        assertThat(created.element("ETag")).isEqualTo(created.header("etag"));
        assertThat(created.element("Location")).contains("http://127.0.0.1:" + ring.port() + "/" + BUCKET + "/a%20b");
        assertThat(post(
                                BUCKET,
                                signed().field("key", "usual")
                                        .field("success_action_status", "302")
                                        .file("text"))
                        .status())
                .isEqualTo(204);
        Answer redirect = post(
                BUCKET,
                signed().field("key", "a b")
                        .field("success_action_redirect", "http://localhost/done?x=1")
                        .file("text"));
        assertThat(redirect.status()).isEqualTo(303);
        assertThat(redirect.header("location").orElseThrow())
                .startsWith("http://localhost/done?x=1&bucket=forms&key=a%20b&etag=%22");
        assertThat(post(
                                BUCKET,
                                signed().field("key", "bad")
                                        .field("success_action_redirect", "javascript:x")
                                        .file("t"))
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(owner.head(BUCKET, "bad").status()).isEqualTo(404);
    }

    @Test
    void encryptionIsAskedForByFieldOrByTheBucket() {
        Answer byRule = post("sealed-forms", signed().field("key", "by-rule").file("text"));
        assertThat(byRule.header("x-oss-server-side-encryption")).contains("AES256");
        String account = owner.bucket(GET, BUCKET)
                .with("bucketInfo")
                .send()
                .element("ID")
                .orElseThrow();
        String key = ring.keys().create(account, KeyPurpose.CUSTOMER, "forms").keyId();
        Answer byField = post(
                "sealed-forms",
                signed().field("key", "by-field")
                        .field("x-oss-server-side-encryption", "KMS")
                        .field("x-oss-server-side-encryption-key-id", key)
                        .file("text"));
        assertThat(byField.header("x-oss-server-side-encryption")).contains("KMS");
        assertThat(byField.header("x-oss-server-side-encryption-key-id")).contains(key);
        assertThat(owner.get("sealed-forms", "by-field").text()).isEqualTo("text");
        assertThat(post(
                                "sealed-forms",
                                signed().field("key", "late").file("text").field("x-oss-server-side-encryption", "KMS"))
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(owner.head("sealed-forms", "late").status()).isEqualTo(404);
    }

    @Test
    void aVersionedBucketKeepsWhatTheFormReplaces() {
        owner.create("versioned-forms");
        assertThat(owner.bucket(PUT, "versioned-forms")
                        .with("versioning")
                        .body("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
                        .send()
                        .status())
                .isEqualTo(200);
        String first =
                version(post("versioned-forms", signed().field("key", "k").file("first")));
        String second =
                version(post("versioned-forms", signed().field("key", "k").file("second")));
        assertThat(first).hasSize(64).isNotEqualTo(second);
        assertThat(owner.get("versioned-forms", "k").text()).isEqualTo("second");
    }

    private static String version(Answer answer) {
        return answer.header("x-oss-version-id").orElseThrow();
    }

    @Test
    void forbidOverwriteHolds() {
        owner.put(BUCKET, "kept", "old");
        Answer answer = post(
                BUCKET,
                signed().field("key", "kept")
                        .field("x-oss-forbid-overwrite", "true")
                        .file("new"));
        assertThat(answer.outcome()).isEqualTo("409 FileAlreadyExists");
        assertThat(owner.get(BUCKET, "kept").text()).isEqualTo("old");
    }

    @Test
    void theTypeOfThePartCountsUnlessThePolicyOrAFieldOfItsOwnSaysAnother() {
        assertThat(type("part", signed().field("Content-Type", "text/field"))).isEqualTo("text/plain");
        assertThat(type("own", signed().field("Content-Type", "text/field").field("x-oss-content-type", "text/own")))
                .isEqualTo("text/own");
        assertThat(type(
                        "signed",
                        signed("[\"in\",\"$content-type\",[\"text/field\"]]").field("Content-Type", "text/field")))
                .isEqualTo("text/field");
        assertThat(post(
                                BUCKET,
                                signed("[\"in\",\"$content-type\",[\"image/png\"]]")
                                        .field("key", "png")
                                        .file("text"))
                        .outcome())
                .isEqualTo("403 AccessDenied");
    }

    private static String type(String key, Form form) {
        assertThat(post(BUCKET, form.field("key", key).file("text")).status()).isEqualTo(204);
        return owner.head(BUCKET, key).header("content-type").orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[\"eq\",\"$key\",\"other\"]                    | 403 AccessDenied",
                "{\"x-oss-meta-tag\":\"must\"}                  | 403 AccessDenied",
                "{\"fileName\":\"must\"}                        | 403 AccessDenied",
                "[\"content-length-range\",0,4]                 | 400 EntityTooLarge",
                "[\"content-length-range\",6,9]                 | 400 EntityTooSmall",
                "[\"eq\",\"key\",\"refused\"]                   | 400 InvalidPolicyDocument",
            })
    void aPolicyThatDoesNotAllowItStoresNothing(String condition, String outcome) {
        Answer answer = post(BUCKET, signed(condition).field("key", "refused").file("12345"));
        assertThat(answer.outcome()).isEqualTo(outcome);
        if (answer.status() == 403) {
            assertThat(answer.element("Message").orElseThrow())
                    .startsWith("Invalid according to Policy: Policy Condition failed: ");
        }
        assertThat(owner.head(BUCKET, "refused").status()).isEqualTo(404);
    }

    @Test
    void aPolicyThatAllowsItWithAFieldOfItsOwnStoresIt() {
        Form form = signed("{\"fileName\":\"a \\\"b\\\"\"}", "[\"content-length-range\",5,5]");
        assertThat(post(
                                BUCKET,
                                form.field("fileName", "a \"b\"")
                                        .field("key", "allowed")
                                        .file("12345"))
                        .status())
                .isEqualTo(204);
    }

    @Test
    void anExpiredPolicyIsRefused() {
        String policy = Form.policy(now().minusSeconds(601));
        Answer answer = post(
                BUCKET,
                new Form()
                        .signed("LTAIowner", "owner-secret", policy)
                        .field("key", "expired")
                        .file("text"));
        assertThat(answer.outcome()).isEqualTo("403 AccessDenied");
        assertThat(answer.element("Message")).contains("Invalid according to Policy: Policy expired.");
        assertThat(owner.head(BUCKET, "expired").status()).isEqualTo(404);
    }

    @Test
    void version2SignsAsWell() {
        String policy = Form.policy(now(), "[\"starts-with\",\"$key\",\"v2\"]");
        assertThat(post(
                                BUCKET,
                                new Form()
                                        .signedV2("LTAIowner", "owner-secret", policy)
                                        .field("key", "v2")
                                        .file("two"))
                        .status())
                .isEqualTo(204);
        assertThat(owner.get(BUCKET, "v2").text()).isEqualTo("two");
        Form wrong = new Form().signedV2("LTAIowner", "other-secret", policy);
        assertThat(post(BUCKET, wrong.field("key", "v2-wrong").file("two")).outcomeWithEc())
                .isEqualTo("403 SignatureDoesNotMatch 0002-00000705");
        Form elsewhere = new Form().signedV2("LTAIowner", "owner-secret", policy);
        assertThat(post(BUCKET, elsewhere.field("key", "other").file("two")).outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(owner.head(BUCKET, "v2-wrong").status()).isEqualTo(404);
        assertThat(owner.head(BUCKET, "other").status()).isEqualTo(404);
    }

    @Test
    void aSignatureMustBeWholeAndHold() {
        for (String[] fields : new String[][] {
            {"policy", "e30="},
            {"OSSAccessKeyId", "LTAIowner"},
            {"Signature", "x"},
            {"x-oss-signature", "x"},
            {"x-oss-signature-version", "OSS9"},
        }) {
            assertThat(post(
                                    "public-forms",
                                    new Form()
                                            .field("key", "k")
                                            .field(fields[0], fields[1])
                                            .file("text"))
                            .outcome())
                    .as(fields[0])
                    .isEqualTo("400 InvalidArgument");
        }
        assertThat(post(
                                BUCKET,
                                new Form()
                                        .signed("LTAIowner", "wrong", Form.policy(now()))
                                        .field("key", "k")
                                        .file("t"))
                        .outcome())
                .isEqualTo("403 SignatureDoesNotMatch");
        assertThat(post(
                                BUCKET,
                                new Form()
                                        .signed("LTAInobody", "x", Form.policy(now()))
                                        .field("key", "k")
                                        .file("t"))
                        .outcome())
                .isEqualTo("403 InvalidAccessKeyId");
        assertThat(post(
                                BUCKET,
                                signed().field("x-oss-security-token", "token")
                                        .field("key", "k")
                                        .file("t"))
                        .outcome())
                .isEqualTo("403 InvalidSecurityToken");
    }

    @Test
    void whatIsNoProperFormIsRefused() {
        assertThat(ring.anonymous().bucket(POST, BUCKET).body("text").send().outcome())
                .isEqualTo("400 RequestIsNotMultiPartContent");
        assertThat(call(BUCKET).body("text").send().outcome()).isEqualTo("400 MalformedPOSTRequest");
        assertThat(post(BUCKET, signed().field("key", "k")).outcome())
                .isEqualTo("400 IncorrectNumberOfFilesInPOSTRequest");
        assertThat(post(BUCKET, signed().field("key", "two").file("one").file("two"))
                        .outcome())
                .isEqualTo("400 IncorrectNumberOfFilesInPOSTRequest");
        assertThat(post(BUCKET, signed().file("text")).outcome()).isEqualTo("400 InvalidArgument");
        assertThat(post(BUCKET, signed().field("key", "/x").file("text")).outcome())
                .isEqualTo("400 InvalidObjectName");
        assertThat(post(BUCKET, signed().field("key", "k").field("key", "l").file("text"))
                        .outcome())
                .isEqualTo("400 MalformedPOSTRequest");
        assertThat(post(
                                BUCKET,
                                signed().field("key", "k")
                                        .field("own", "x".repeat(40_000))
                                        .file("text"))
                        .outcome())
                .isEqualTo("400 FieldItemTooLong");
        Form many = signed().field("key", "k");
        for (int count = 0; count < 300; count++) {
            many.field("own" + count, "x");
        }
        assertThat(post(BUCKET, many.file("text")).outcome()).isEqualTo("400 MaxPOSTPreDataLengthExceeded");
        assertThat(post(
                                BUCKET,
                                signed().field("key", "k")
                                        .field("Cache-Control", "a\r\nb: c")
                                        .file("t"))
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        byte[] whole = signed().field("key", "cut").file("text").bytes();
        byte[] cut = Arrays.copyOf(whole, whole.length - 10);
        assertThat(call(BUCKET).body(cut).send().outcome()).isEqualTo("400 MalformedPOSTRequest");
        for (String key : new String[] {"k", "two", "cut"}) {
            assertThat(owner.head(BUCKET, key).status()).isEqualTo(404);
        }
        assertThat(owner.object(POST, BUCKET, "k")
                        .header("content-type", Form.TYPE)
                        .body("x")
                        .send()
                        .outcome())
                .isEqualTo("405 MethodNotAllowed");
    }

    @Test
    void aLongFileInChunksStreamsThrough() {
        byte[] content = new byte[3_000_000];
        new Random(5).nextBytes(content);
        byte[] body = signed().field("key", "long").file("f", "", content).bytes();
        ByteArrayOutputStream chunks = new ByteArrayOutputStream();
        Random random = new Random(6);
        for (int at = 0; at < body.length; ) {
            int count = Math.min(1 + random.nextInt(100_000), body.length - at);
            chunks.writeBytes((Integer.toHexString(count) + "\r\n").getBytes(ISO_8859_1));
            chunks.write(body, at, count);
            chunks.writeBytes("\r\n".getBytes(ISO_8859_1));
            at += count;
        }
        chunks.writeBytes("0\r\n\r\n".getBytes(ISO_8859_1));
        assertThat(call(BUCKET)
                        .header("transfer-encoding", "chunked")
                        .withoutLength()
                        .body(chunks.toByteArray())
                        .send()
                        .status())
                .isEqualTo(204);
        Answer got = owner.get(BUCKET, "long");
        assertThat(got.body()).isEqualTo(content);
        assertThat(got.header("content-type")).contains("application/octet-stream");
    }
}
