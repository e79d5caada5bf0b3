package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static io.coffer.server.ring.EncryptionWrites.SOURCE_BUCKET;
import static io.coffer.server.ring.EncryptionWrites.SOURCE_KEY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Policies that ask how an object will be encrypted: of users and of buckets, on each way to write one. */
@Covers({
    "PutObject",
    "PostObject",
    "AppendObject",
    "CopyObject",
    "InitiateMultipartUpload",
    "UploadPart",
    "UploadPartCopy",
    "CompleteMultipartUpload",
    "PutSymlink",
    "PutBucketEncryption",
    "DeleteBucketEncryption"
})
class DenyUnencryptedTest {
    private static final String METHOD = "x-oss-server-side-encryption";
    private static final String KEY_ID = "x-oss-server-side-encryption-key-id";
    private static final String DATA = "x-oss-server-side-data-encryption";
    private static final String BY_POLICY = "403 AccessDenied 0003-00000201";
    private static final String BY_BUCKET_POLICY = "403 AccessDenied 0003-00000101";

    private static Ring ring;
    private static Client owner;
    private static String rightKey;
    private static String wrongKey;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner().create(SOURCE_BUCKET);
        assertThat(owner.put(SOURCE_BUCKET, SOURCE_KEY, "content").outcome()).isEqualTo("200");
        rightKey = newKey();
        wrongKey = newKey();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static String newKey() {
        return ring.administration()
                .call(Administration.KMS, "CreateKey", "Description", "for a test")
                .text("/KeyMetadata/KeyId");
    }

    private static String denyUnless(String key, String value, String principal) {
        return """
                {"Version": "1", "Statement": [{"Effect": "Deny", "Action": "oss:PutObject", "Resource": "*"%s,
                  "Condition": {"StringNotEquals": {"oss:%s": "%s"}}}]}
                """.formatted(principal, key, value);
    }

    private static Client bucketPolicy(String bucket, String key, String value) {
        owner.create(bucket);
        assertThat(owner.bucket(PUT, bucket)
                        .with("policy")
                        .body(denyUnless(key, value, ", \"Principal\": [\"*\"]"))
                        .send()
                        .outcome())
                .isEqualTo("200");
        return RamUser.client(ring, "writer-" + bucket, "*", "*");
    }

    private static Client userPolicy(String bucket, String key, String value) {
        owner.create(bucket);
        return restricted("writer-" + bucket, denyUnless(key, value, ""));
    }

    /** A user that may do everything but what the policy denies. */
    private static Client restricted(String name, String policy) {
        return RamUser.named(ring, name)
                .with(RamUser.allow("*", "*"))
                .with("deny-" + name, policy)
                .client();
    }

    private static String name(String beginning, EncryptionWrites way) {
        return beginning + way.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    private static void assertMade(Answer answer) {
        assertThat(answer.status()).as(answer.text()).isIn(200, 204);
    }

    @ParameterizedTest
    @EnumSource
    void onlyKmsPassesABucketsPolicy(EncryptionWrites way) {
        String bucket = name("b-", way);
        onlyKmsPasses(way, bucketPolicy(bucket, METHOD, "KMS"), bucket, BY_BUCKET_POLICY);
    }

    @ParameterizedTest
    @EnumSource
    void onlyKmsPassesAUsersPolicy(EncryptionWrites way) {
        String bucket = name("u-", way);
        onlyKmsPasses(way, userPolicy(bucket, METHOD, "KMS"), bucket, BY_POLICY);
    }

    private static void onlyKmsPasses(EncryptionWrites way, Client writer, String bucket, String refused) {
        assertThat(way.write(writer, bucket, "clear").outcomeWithEc()).isEqualTo(refused);
        assertThat(way.write(writer, bucket, "oss", METHOD, "AES256").outcomeWithEc())
                .isEqualTo(refused);
        assertThat(way.write(writer, bucket, "sm4", METHOD, "SM4").outcomeWithEc())
                .isEqualTo(refused);
        assertThat(way.write(writer, bucket, "none", METHOD, "NONE").outcomeWithEc())
                .isEqualTo(refused);
        assertMade(way.write(writer, bucket, "kms", METHOD, "KMS"));
        assertMade(way.write(writer, bucket, "kms-named", METHOD, "KMS", KEY_ID, rightKey));

        assertThat(owner.putRule(bucket, "KMS").outcome()).isEqualTo("200");
        assertMade(way.write(writer, bucket, "by-rule"));
        assertThat(way.write(writer, bucket, "over-rule", METHOD, "AES256").outcomeWithEc())
                .isEqualTo(refused);
        assertThat(owner.putRule(bucket, "AES256").outcome()).isEqualTo("200");
        assertThat(way.write(writer, bucket, "by-other-rule").outcomeWithEc()).isEqualTo(refused);
        assertMade(way.write(writer, bucket, "over-other-rule", METHOD, "KMS"));
        assertThat(owner.get(bucket, "clear").outcome()).isEqualTo("404 NoSuchKey");
        assertThat(owner.get(bucket, "over-rule").outcome()).isEqualTo("404 NoSuchKey");
    }

    @ParameterizedTest
    @EnumSource
    void onlyOneKeyPasses(EncryptionWrites way) {
        String bucket = name("k-", way);
        Client writer = bucketPolicy(bucket, KEY_ID, rightKey);
        assertThat(way.write(writer, bucket, "clear").outcomeWithEc()).isEqualTo(BY_BUCKET_POLICY);
        assertThat(way.write(writer, bucket, "default", METHOD, "KMS").outcomeWithEc())
                .isEqualTo(BY_BUCKET_POLICY);
        assertThat(way.write(writer, bucket, "wrong", METHOD, "KMS", KEY_ID, wrongKey)
                        .outcomeWithEc())
                .isEqualTo(BY_BUCKET_POLICY);
        assertMade(way.write(writer, bucket, "right", METHOD, "KMS", KEY_ID, rightKey));
        owner.putKmsRule(bucket, rightKey);
        assertMade(way.write(writer, bucket, "by-rule"));
        // a request without a key takes the default one, whatever the bucket's rule names
        assertThat(way.write(writer, bucket, "over-rule", METHOD, "KMS").outcomeWithEc())
                .isEqualTo(BY_BUCKET_POLICY);
        owner.putKmsRule(bucket, wrongKey);
        assertThat(way.write(writer, bucket, "by-wrong-rule").outcomeWithEc()).isEqualTo(BY_BUCKET_POLICY);
    }

    @Test
    void theCipherUnderAKeyIsVisible() {
        Client writer = userPolicy("cipher", DATA, "SM4");
        assertThat(owner.putRule("cipher", "SM4").outcome()).isEqualTo("200");
        assertThat(writer.put("cipher", "sm4", "x").outcome()).isEqualTo("403 AccessDenied");
        assertThat(EncryptionWrites.PUT_OBJECT
                        .write(writer, "cipher", "kms", METHOD, "KMS")
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertMade(EncryptionWrites.PUT_OBJECT.write(writer, "cipher", "kms", METHOD, "KMS", DATA, "SM4"));
    }

    @Test
    void callersWithoutANameAreBoundAsWell() {
        Client user = bucketPolicy("open", METHOD, "KMS");
        owner.bucket(PUT, "open")
                .with("acl")
                .header("x-oss-acl", "public-read-write")
                .send();
        Client anonymous = ring.anonymous();
        for (EncryptionWrites way : EncryptionWrites.values()) {
            assertThat(way.write(anonymous, "open", "clear").outcome()).isEqualTo("403 AccessDenied");
        }
        // what passes the policy meets what else counts: only the key's owner may use it
        assertThat(EncryptionWrites.PUT_OBJECT
                        .write(anonymous, "open", "kms", METHOD, "KMS")
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertMade(EncryptionWrites.PUT_OBJECT.write(user, "open", "kms", METHOD, "KMS"));
        owner.create("open-oss");
        owner.bucket(PUT, "open-oss")
                .with("policy")
                .body(denyUnless(METHOD, "AES256", ", \"Principal\": [\"*\"]"))
                .send();
        owner.bucket(PUT, "open-oss")
                .with("acl")
                .header("x-oss-acl", "public-read-write")
                .send();
        assertThat(EncryptionWrites.POST_OBJECT
                        .write(anonymous, "open-oss", "form")
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertMade(EncryptionWrites.POST_OBJECT.write(anonymous, "open-oss", "form", METHOD, "AES256"));
        assertMade(EncryptionWrites.PUT_OBJECT.write(anonymous, "open-oss", "put", METHOD, "AES256"));
    }

    @Test
    void aLaterAppendKeepsTheMethodOfTheFirst() {
        owner.create("appended");
        owner.putRule("appended", "KMS");
        Client writer = restricted("appender", denyUnless(METHOD, "KMS", ""));
        assertThat(EncryptionWrites.append(writer, "appended", "log", 0).outcome())
                .isEqualTo("200");
        owner.putRule("appended", "AES256");
        assertThat(EncryptionWrites.append(writer, "appended", "log", 7).outcome())
                .isEqualTo("200");
        assertThat(EncryptionWrites.append(owner, "appended", "clear", 0).outcome())
                .isEqualTo("200");
        owner.putRule("appended", "KMS");
        assertThat(EncryptionWrites.append(writer, "appended", "clear", 7).outcomeWithEc())
                .isEqualTo(BY_POLICY);
        assertThat(EncryptionWrites.append(writer, "appended", "clear", 7, METHOD, "KMS")
                        .outcomeWithEc())
                .isEqualTo(BY_POLICY);
        assertThat(owner.get("appended", "log").text()).isEqualTo("contentcontent");
        assertThat(owner.get("appended", "clear").text()).isEqualTo("content");
    }

    @Test
    void partsAreBoundByHowTheirUploadBegan() {
        Client writer = bucketPolicy("parts", METHOD, "KMS");
        String upload = EncryptionWrites.INITIATE_MULTIPART_UPLOAD
                .write(writer, "parts", "large", METHOD, "KMS")
                .element("UploadId")
                .orElseThrow();
        // neither the bucket's rule nor one that changes meanwhile counts for an upload that has begun
        owner.putRule("parts", "AES256");
        assertThat(part(writer, "large", upload, "1").outcome()).isEqualTo("200");
        assertThat(writer.object(PUT, "parts", "large")
                        .with("partNumber", "2")
                        .with("uploadId", upload)
                        .header("x-oss-copy-source", "/" + SOURCE_BUCKET + "/" + SOURCE_KEY)
                        .send()
                        .outcome())
                .isEqualTo("200");
        String clear = EncryptionWrites.INITIATE_MULTIPART_UPLOAD
                .write(owner, "parts", "clear", METHOD, "AES256")
                .element("UploadId")
                .orElse("");
        assertThat(clear).isEmpty();
        assertThat(writer.object(POST, "parts", "large")
                        .with("uploadId", upload)
                        .body("<CompleteMultipartUpload><Part><PartNumber>2</PartNumber><ETag>"
                                + "9A0364B9E99BB480DD25E1F0284C8555</ETag></Part></CompleteMultipartUpload>")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(owner.head("parts", "large").header(METHOD)).contains("KMS");
    }

    @Test
    void anUploadThatBeganInClearIsNotContinuedOrCompleted() {
        owner.create("begun");
        String upload = owner.object(POST, "begun", "large")
                .with("uploads")
                .send()
                .element("UploadId")
                .orElseThrow();
        assertThat(owner.object(PUT, "begun", "large")
                        .with("partNumber", "1")
                        .with("uploadId", upload)
                        .body("x")
                        .send()
                        .outcome())
                .isEqualTo("200");
        owner.putRule("begun", "KMS");
        Client writer = restricted("continuing", denyUnless(METHOD, "KMS", ""));
        assertThat(writer.object(PUT, "begun", "large")
                        .with("partNumber", "1")
                        .with("uploadId", upload)
                        .body("x")
                        .send()
                        .outcomeWithEc())
                .isEqualTo(BY_POLICY);
        assertThat(writer.object(POST, "begun", "large")
                        .with("uploadId", upload)
                        .header("x-oss-complete-all", "yes")
                        .send()
                        .outcomeWithEc())
                .isEqualTo(BY_POLICY);
        // nothing is stored for an upload that is not there, so it is that which is told
        assertThat(writer.object(POST, "begun", "large")
                        .with("uploadId", "0123456789ABCDEF0123456789ABCDEF")
                        .header("x-oss-complete-all", "yes")
                        .send()
                        .outcome())
                .isEqualTo("404 NoSuchUpload");
        assertThat(writer.object(DELETE, "begun", "large")
                        .with("uploadId", upload)
                        .send()
                        .outcome())
                .isEqualTo("204");
    }

    private static Answer part(Client client, String key, String upload, String number) {
        return client.object(PUT, "parts", key)
                .with("partNumber", number)
                .with("uploadId", upload)
                .body("x".repeat(100 * 1024))
                .send();
    }

    @Test
    void aLinkIsStoredInClearWhateverTheRule() {
        owner.create("links");
        owner.putRule("links", "KMS");
        Client writer = restricted("linking", denyUnless(METHOD, "KMS", ""));
        assertThat(writer.object(PUT, "links", "link")
                        .with("symlink")
                        .header("x-oss-symlink-target", "target")
                        .header(METHOD, "KMS")
                        .send()
                        .outcomeWithEc())
                .isEqualTo(BY_POLICY);
        assertThat(owner.object(PUT, "links", "link")
                        .with("symlink")
                        .header("x-oss-symlink-target", "target")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(writer.object(PUT, "links", "copied")
                        .header("x-oss-copy-source", "/links/link")
                        .send()
                        .outcomeWithEc())
                .isEqualTo(BY_POLICY);
        assertThat(owner.get("links", "copied").outcome()).isEqualTo("404 NoSuchKey");
    }

    @Test
    void whatAWritePutsBesideTheContentIsOnTheSameObject() {
        owner.create("beside");
        owner.putRule("beside", "KMS");
        String everything = denyUnless(METHOD, "KMS", "").replace("oss:PutObject", "oss:Put*");
        Client writer = restricted("besides", everything);
        assertMade(EncryptionWrites.PUT_OBJECT.write(
                writer, "beside", "tagged", "x-oss-tagging", "a=b", "x-oss-object-acl", "private"));
    }

    @Test
    void whatReadsOrDeletesSeesTheObjectsOwnMethod() {
        owner.create("own");
        owner.put("own", "clear", "clear");
        owner.putRule("own", "KMS");
        owner.put("own", "kms", "kms");
        Client reader = restricted("own-reader", denyUnless(METHOD, "KMS", "").replace("oss:PutObject", "oss:*"));
        assertThat(reader.get("own", "kms").outcome()).isEqualTo("200");
        assertThat(reader.head("own", "kms").status()).isEqualTo(200);
        assertThat(reader.get("own", "clear").outcomeWithEc()).isEqualTo(BY_POLICY);
        assertThat(reader.bucket(POST, "own")
                        .with("delete")
                        .body("<Delete><Object><Key>kms</Key></Object><Object><Key>clear</Key></Object></Delete>")
                        .send()
                        .outcomeWithEc())
                .isEqualTo("403 AccessDenied 0003-00000204");
        assertThat(reader.delete("own", "clear").outcome()).isEqualTo("403 AccessDenied");
        assertThat(reader.delete("own", "kms").outcome()).isEqualTo("204");
    }

    @Test
    void aPolicyCanKeepABucketsRule() {
        owner.create("kept-rule");
        owner.putRule("kept-rule", "KMS");
        Client administrator = restricted("rule-maker", """
                {"Version": "1", "Statement": [{"Effect": "Deny", "Resource": "*",
                  "Action": ["oss:PutBucket", "oss:PutBucketEncryption", "oss:DeleteBucketEncryption"],
                  "Condition": {"StringNotEquals": {"oss:%s": "KMS"}}}]}
                """.formatted(METHOD));
        assertThat(administrator.putRule("kept-rule", "AES256").outcomeWithEc()).isEqualTo(BY_POLICY);
        assertThat(administrator
                        .bucket(DELETE, "kept-rule")
                        .with("encryption")
                        .send()
                        .outcomeWithEc())
                .isEqualTo(BY_POLICY);
        assertThat(administrator.putKmsRule("kept-rule", rightKey).outcome()).isEqualTo("200");
        assertThat(administrator.bucket(PUT, "unruled").send().outcome()).isEqualTo("403 AccessDenied");
        assertThat(administrator
                        .bucket(PUT, "unruled")
                        .with("acl")
                        .header("x-oss-acl", "private")
                        .header(METHOD, "KMS")
                        .send()
                        .outcome())
                .isEqualTo("403 AccessDenied");
        assertThat(administrator
                        .bucket(PUT, "ruled-at-once")
                        .header(METHOD, "KMS")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(owner.getRule("kept-rule").text()).contains(rightKey);
    }

    @Test
    void theServersDefaultCounts() {
        try (Ring encrypting = Ring.inMemory("encryption:", "  default: KMS")) {
            Client root = encrypting.owner().create("by-default");
            root.bucket(PUT, "by-default")
                    .with("policy")
                    .body(denyUnless(METHOD, "KMS", ", \"Principal\": [\"*\"]"))
                    .send();
            assertThat(root.put("by-default", "kms", "x").outcome()).isEqualTo("200");
            assertThat(EncryptionWrites.PUT_OBJECT
                            .write(root, "by-default", "oss", METHOD, "AES256")
                            .outcome())
                    .isEqualTo("403 AccessDenied");
            root.putRule("by-default", "SM4");
            assertThat(root.put("by-default", "sm4", "x").outcome()).isEqualTo("403 AccessDenied");
        }
    }
}
