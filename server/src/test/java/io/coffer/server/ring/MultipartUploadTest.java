package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.protocol.Crc64;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads in parts, from their beginning to an object or to nothing. */
@Covers({
    "InitiateMultipartUpload",
    "UploadPart",
    "UploadPartCopy",
    "CompleteMultipartUpload",
    "AbortMultipartUpload",
    "ListParts",
    "ListMultipartUploads",
    "GetBucketStat"
})
class MultipartUploadTest {
    private static final int MIN = 100 * 1024;

    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static byte[] bytes(int length, int seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static String md5(byte[] bytes) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static String begin(String bucket, String key) {
        Answer answer = owner.object(POST, bucket, key).with("uploads").send();
        assertThat(answer.outcome()).isEqualTo("200");
        return answer.element("UploadId").orElseThrow();
    }

    private static Call part(String bucket, String key, String upload, int number) {
        return owner.object(PUT, bucket, key)
                .with("partNumber", Integer.toString(number))
                .with("uploadId", upload);
    }

    private static Answer upload(String bucket, String key, String upload, int number, byte[] body) {
        return part(bucket, key, upload, number).body(body).send();
    }

    private static Answer complete(String bucket, String key, String upload, String... numbersAndTags) {
        StringBuilder document = new StringBuilder("<CompleteMultipartUpload>");
        for (int at = 0; at < numbersAndTags.length; at += 2) {
            document.append("<Part><PartNumber>")
                    .append(numbersAndTags[at])
                    .append("</PartNumber><ETag>")
                    .append(numbersAndTags[at + 1])
                    .append("</ETag></Part>");
        }
        return owner.object(POST, bucket, key)
                .with("uploadId", upload)
                .body(document.append("</CompleteMultipartUpload>").toString())
                .send();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AES256", "SM4", "KMS"})
    void partsBecomeOneObject(String algorithm) {
        String bucket = "whole" + algorithm.toLowerCase(java.util.Locale.ROOT);
        owner.create(bucket);
        if (!algorithm.isEmpty()) {
            owner.putRule(bucket, algorithm);
        }
        Answer begun = owner.object(POST, bucket, "key")
                .with("uploads")
                .header("content-type", "text/special")
                .header("x-oss-meta-note", "kept")
                .send();
        String upload = begun.element("UploadId").orElseThrow();
        byte[] one = bytes(MIN + 17, 1);
        byte[] two = bytes(3 * MIN, 2);
        byte[] three = bytes(5, 3);
        Answer first = upload(bucket, "key", upload, 1, one);
        assertThat(first.header("etag")).contains('"' + md5(one) + '"');
        assertThat(first.header("x-oss-hash-crc64ecma")).contains(Crc64.text(Crc64.of(one)));
        assertThat(first.header("x-oss-server-side-encryption"))
                .isEqualTo(algorithm.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(algorithm));
        upload(bucket, "key", upload, 7, three);
        upload(bucket, "key", upload, 4, bytes(MIN, 9));
        upload(bucket, "key", upload, 4, two);
        assertThat(owner.get(bucket, "key").outcome()).isEqualTo("404 NoSuchKey");

        Answer done = complete(
                bucket, "key", upload, "1", '"' + md5(one) + '"', "4", md5(two), "7", "&quot;" + md5(three) + "&quot;");
        assertThat(done.outcome()).isEqualTo("200");
        String tag = md5((md5(one) + md5(two) + md5(three)).getBytes(US_ASCII)) + "-3";
        byte[] all = new byte[one.length + two.length + three.length];
        System.arraycopy(one, 0, all, 0, one.length);
        System.arraycopy(two, 0, all, one.length, two.length);
        System.arraycopy(three, 0, all, one.length + two.length, three.length);
        assertThat(done.element("ETag")).contains('"' + tag + '"');
        assertThat(done.element("Location")).contains("http://127.0.0.1:" + ring.port() + "/" + bucket + "/key");
        assertThat(done.header("x-oss-hash-crc64ecma")).contains(Crc64.text(Crc64.of(all)));

        Answer whole = owner.get(bucket, "key");
        assertThat(whole.body()).isEqualTo(all);
        assertThat(whole.header("etag")).contains('"' + tag + '"');
        assertThat(whole.header("content-type")).contains("text/special");
        assertThat(whole.header("x-oss-meta-note")).contains("kept");
        assertThat(whole.header("x-oss-object-type")).contains("Multipart");
        assertThat(whole.header("content-md5")).isEmpty();
        Random random = new Random(4);
        for (int round = 0; round < 20; round++) {
            int from = random.nextInt(all.length);
            int to = from + random.nextInt(all.length - from);
            assertThat(owner.object(GET, bucket, "key")
                            .header("range", "bytes=" + from + "-" + to)
                            .send()
                            .body())
                    .isEqualTo(Arrays.copyOfRange(all, from, to + 1));
        }
        assertThat(upload(bucket, "key", upload, 8, three).outcome()).isEqualTo("404 NoSuchUpload");
        assertThat(complete(bucket, "key", upload, "1", md5(one)).outcome()).isEqualTo("404 NoSuchUpload");

        owner.put(bucket, "key", "over it");
        assertThat(owner.get(bucket, "key").text()).isEqualTo("over it");
        assertThat(owner.object(HEAD, bucket, "key").send().header("x-oss-object-type"))
                .contains("Normal");
    }

    @Test
    void allPartsCanBeTakenWithoutNamingThem() {
        owner.create("complete-all");
        String upload = begin("complete-all", "key");
        upload("complete-all", "key", upload, 2, bytes(10, 2));
        upload("complete-all", "key", upload, 1, bytes(MIN, 1));
        Call call = owner.object(POST, "complete-all", "key")
                .with("uploadId", upload)
                .header("x-oss-complete-all", "yes");
        assertThat(call.body("<CompleteMultipartUpload/>").send().outcomeWithEc())
                .isEqualTo("400 InvalidArgument 0042-00000216");
        assertThat(owner.object(POST, "complete-all", "key")
                        .with("uploadId", upload)
                        .header("x-oss-complete-all", "yes")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(owner.get("complete-all", "key").body()).hasSize(MIN + 10);
    }

    @Test
    void aWrongChoiceOfPartsIsRefusedAndTheUploadStays() {
        owner.create("choice");
        String upload = begin("choice", "key");
        byte[] small = bytes(10, 1);
        byte[] large = bytes(MIN, 2);
        upload("choice", "key", upload, 1, large);
        upload("choice", "key", upload, 2, small);
        upload("choice", "key", upload, 3, large);
        assertThat(complete("choice", "key", upload, "3", md5(large), "1", md5(large))
                        .outcome())
                .isEqualTo("400 InvalidPartOrder");
        assertThat(complete("choice", "key", upload, "1", md5(large), "1", md5(large))
                        .outcome())
                .isEqualTo("400 InvalidPartOrder");
        assertThat(complete("choice", "key", upload, "1", md5(small)).outcome()).isEqualTo("400 InvalidPart");
        assertThat(complete("choice", "key", upload, "9", md5(large)).outcome()).isEqualTo("400 InvalidPart");
        assertThat(complete("choice", "key", upload, "1", md5(large), "2", md5(small), "3", md5(large))
                        .outcome())
                .isEqualTo("400 EntityTooSmall");
        assertThat(complete("choice", "key", upload).outcomeWithEc()).isEqualTo("400 MalformedXML 0042-00000205");
        assertThat(owner.object(POST, "choice", "key")
                        .with("uploadId", upload)
                        .body("no document")
                        .send()
                        .outcomeWithEc())
                .isEqualTo("400 MalformedXML 0042-00000205");
        assertThat(owner.get("choice", "key").outcome()).isEqualTo("404 NoSuchKey");
        assertThat(complete("choice", "key", upload, "1", md5(large), "2", md5(small))
                        .outcome())
                .isEqualTo("200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "10001", "-1", "x", ""})
    void aNumberThatNoPartCanHaveIsRefused(String number) {
        owner.create("numbers");
        String upload = begin("numbers", "key");
        assertThat(owner.object(PUT, "numbers", "key")
                        .with("partNumber", number)
                        .with("uploadId", upload)
                        .body("text")
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
    }

    @Test
    void encryptionBelongsToTheBeginning() {
        owner.create("late-encryption");
        String upload = begin("late-encryption", "key");
        assertThat(part("late-encryption", "key", upload, 1)
                        .header("x-oss-server-side-encryption", "AES256")
                        .body("text")
                        .send()
                        .outcomeWithEc())
                .isEqualTo("400 InvalidArgument 0005-00000002");
        upload("late-encryption", "key", upload, 1, bytes(3, 1));
        assertThat(owner.object(POST, "late-encryption", "key")
                        .with("uploadId", upload)
                        .header("x-oss-server-side-encryption", "AES256")
                        .header("x-oss-complete-all", "yes")
                        .send()
                        .outcomeWithEc())
                .isEqualTo("400 InvalidArgument 0005-00000002");
        assertThat(owner.object(POST, "late-encryption", "other")
                        .with("uploads")
                        .header("x-oss-server-side-encryption", "DES")
                        .send()
                        .outcomeWithEc())
                .isEqualTo("400 InvalidEncryptionAlgorithmError 0005-00000003");
    }

    @Test
    void aWrongDigestOfAPartStoresNothing() {
        owner.create("digest");
        String upload = begin("digest", "key");
        assertThat(part("digest", "key", upload, 1)
                        .header("content-md5", "eB5eJF1ptWaXm4bijSPyxw==")
                        .body("other text")
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidDigest");
        assertThat(owner.object(GET, "digest", "key")
                        .with("uploadId", upload)
                        .send()
                        .text())
                .doesNotContain("<Part>");
    }

    @Test
    void sequentialPartsComeInOrder() {
        owner.create("sequential");
        String upload = owner.object(POST, "sequential", "key")
                .with("uploads")
                .with("sequential")
                .send()
                .element("UploadId")
                .orElseThrow();
        assertThat(upload("sequential", "key", upload, 2, bytes(3, 1)).outcome())
                .isEqualTo("400 PartNotSequential");
        assertThat(upload("sequential", "key", upload, 1, bytes(MIN, 1)).outcome())
                .isEqualTo("200");
        assertThat(upload("sequential", "key", upload, 3, bytes(3, 1)).outcome())
                .isEqualTo("400 PartNotSequential");
        assertThat(upload("sequential", "key", upload, 2, bytes(3, 1)).outcome())
                .isEqualTo("200");
    }

    @Test
    void partsAndUploadsAreListedInPages() {
        owner.create("listing");
        String upload = begin("listing", "dir/key");
        for (int number = 1; number <= 5; number++) {
            upload("listing", "dir/key", upload, number, bytes(10, number));
        }
        Answer page = owner.object(GET, "listing", "dir/key")
                .with("uploadId", upload)
                .with("max-parts", "2")
                .with("part-number-marker", "1")
                .send();
        assertThat(page.text())
                .contains("<PartNumber>2</PartNumber>", "<PartNumber>3</PartNumber>")
                .doesNotContain("<PartNumber>1</PartNumber>", "<PartNumber>4</PartNumber>");
        assertThat(page.element("NextPartNumberMarker")).contains("3");
        assertThat(page.element("IsTruncated")).contains("true");
        assertThat(owner.object(GET, "listing", "dir/key")
                        .with("uploadId", upload)
                        .send()
                        .element("NextPartNumberMarker"))
                .contains("5");

        begin("listing", "a");
        begin("listing", "z");
        Answer uploads = owner.bucket(GET, "listing")
                .with("uploads")
                .with("delimiter", "/")
                .send();
        assertThat(uploads.text())
                .contains("<Key>a</Key>", "<Key>z</Key>", "<CommonPrefixes><Prefix>dir/</Prefix>")
                .doesNotContain("dir/key");
        Answer one = owner.bucket(GET, "listing")
                .with("uploads")
                .with("max-uploads", "1")
                .with("key-marker", "a")
                .send();
        assertThat(one.text()).contains("<Key>dir/key</Key>").doesNotContain("<Key>z</Key>");
        assertThat(one.element("IsTruncated")).contains("true");
        assertThat(one.element("NextUploadIdMarker")).contains(upload);
        assertThat(owner.bucket(GET, "listing")
                        .with("uploads")
                        .with("max-uploads", "1001")
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        Answer stat = owner.bucket(GET, "listing").with("stat").send();
        assertThat(stat.element("MultipartUploadCount")).contains("3");
        assertThat(stat.element("MultipartPartCount")).contains("5");
    }

    @Test
    void anAbortedUploadIsGone() {
        owner.create("abort");
        String upload = begin("abort", "key");
        upload("abort", "key", upload, 1, bytes(10, 1));
        assertThat(owner.bucket(DELETE, "abort").send().outcome()).isEqualTo("409 BucketNotEmpty");
        Call abort = owner.object(DELETE, "abort", "key").with("uploadId", upload);
        assertThat(abort.send().status()).isEqualTo(204);
        assertThat(owner.object(DELETE, "abort", "key")
                        .with("uploadId", upload)
                        .send()
                        .outcomeWithEc())
                .isEqualTo("404 NoSuchUpload 0042-00000002");
        assertThat(upload("abort", "key", upload, 1, bytes(10, 1)).outcomeWithEc())
                .isEqualTo("404 NoSuchUpload 0042-00000104");
        assertThat(owner.bucket(DELETE, "abort").send().status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AES256"})
    void partsAreCopiedFromOtherObjects(String algorithm) {
        String bucket = "part-copy" + algorithm.toLowerCase(java.util.Locale.ROOT);
        owner.create(bucket);
        if (!algorithm.isEmpty()) {
            owner.putRule(bucket, algorithm);
        }
        byte[] source = bytes(3 * MIN, 5);
        owner.put(bucket, "source", source);
        String upload = begin(bucket, "key");
        Answer ranged = part(bucket, "key", upload, 1)
                .header("x-oss-copy-source", "/" + bucket + "/source")
                .header("x-oss-copy-source-range", "bytes=7-" + (MIN + 6))
                .send();
        assertThat(ranged.outcome()).isEqualTo("200");
        assertThat(ranged.element("ETag")).contains('"' + md5(Arrays.copyOfRange(source, 7, MIN + 7)) + '"');
        Answer open = part(bucket, "key", upload, 2)
                .header("x-oss-copy-source", "/" + bucket + "/source")
                .header("x-oss-copy-source-range", "bytes=" + MIN + "-")
                .send();
        assertThat(open.element("ETag")).contains('"' + md5(Arrays.copyOfRange(source, MIN, 3 * MIN)) + '"');
        Answer whole = part(bucket, "key", upload, 2)
                .header("x-oss-copy-source", "/" + bucket + "/source")
                .header("x-oss-copy-source-range", "bytes=5-3")
                .send();
        assertThat(whole.element("ETag")).contains('"' + md5(source) + '"');
        assertThat(part(bucket, "key", upload, 3)
                        .header("x-oss-copy-source", "/" + bucket + "/missing")
                        .send()
                        .outcome())
                .isEqualTo("404 NoSuchKey");
        assertThat(part(bucket, "key", upload, 3)
                        .header("x-oss-copy-source", "/" + bucket + "/source")
                        .header("x-oss-copy-source-if-match", "other")
                        .send()
                        .outcome())
                .isEqualTo("412 PreconditionFailed");
        owner.object(POST, bucket, "key")
                .with("uploadId", upload)
                .header("x-oss-complete-all", "yes")
                .send();
        assertThat(owner.get(bucket, "key").body()).hasSize(4 * MIN).startsWith(Arrays.copyOfRange(source, 7, 100));
    }

    @Test
    void completingWithoutOverwritingIsRefusedWhenThereIsOne() {
        owner.create("no-overwrite");
        owner.put("no-overwrite", "key", "first");
        String upload = begin("no-overwrite", "key");
        upload("no-overwrite", "key", upload, 1, bytes(3, 1));
        assertThat(owner.object(POST, "no-overwrite", "key")
                        .with("uploadId", upload)
                        .header("x-oss-complete-all", "yes")
                        .header("x-oss-forbid-overwrite", "true")
                        .send()
                        .outcome())
                .isEqualTo("409 FileAlreadyExists");
        assertThat(owner.get("no-overwrite", "key").text()).isEqualTo("first");
    }

    @Test
    void inABucketWithVersionsTheObjectIsOneOfThem() {
        owner.create("versioned-upload");
        owner.bucket(PUT, "versioned-upload")
                .with("versioning")
                .body("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
                .send();
        owner.put("versioned-upload", "key", "first");
        String upload = begin("versioned-upload", "key");
        byte[] body = bytes(20, 1);
        upload("versioned-upload", "key", upload, 1, body);
        Answer done = complete("versioned-upload", "key", upload, "1", md5(body));
        assertThat(done.header("x-oss-version-id").orElseThrow()).hasSize(64);
        assertThat(owner.get("versioned-upload", "key").body()).isEqualTo(body);
    }

    @Test
    void whatNothingRefersToIsFreedAfterAWhile() {
        owner.create("orphans");
        String upload = begin("orphans", "key");
        byte[] kept = bytes(20, 1);
        upload("orphans", "key", upload, 1, bytes(30, 2));
        upload("orphans", "key", upload, 1, kept);
        complete("orphans", "key", upload, "1", md5(kept));
        ring.runChore("sweep");
        ring.clock().advance(Duration.ofHours(2));
        ring.runChore("sweep");
        assertThat(owner.get("orphans", "key").body()).isEqualTo(kept);
        owner.delete("orphans", "key");
        assertThat(owner.bucket(DELETE, "orphans").send().status()).isEqualTo(204);
    }
}
