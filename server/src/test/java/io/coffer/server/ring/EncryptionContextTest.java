package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A caller's encryption context: given at every write that begins an object, needed at every unwrap. */
class EncryptionContextTest {
    private static final String JSON = "{\"purpose\":\"archive\"}";
    private static final String BASE64 = Base64.getEncoder().encodeToString(JSON.getBytes(StandardCharsets.UTF_8));
    private static final String CONTEXT = "x-oss-server-side-encryption-context";

    private static KmsService kms;
    private static String key;
    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        kms = new KmsService("other-secret");
        key = kms.create();
        ring = Ring.inMemory(kms.settings(kms.create(), key, "calls: {cache-seconds: 0}"));
        owner = ring.owner();
        owner.create("bucket");
        owner.create(EncryptionWrites.SOURCE_BUCKET);
        owner.put(EncryptionWrites.SOURCE_BUCKET, EncryptionWrites.SOURCE_KEY, "content");
    }

    @AfterAll
    static void stop() {
        ring.close();
        kms.close();
    }

    private static Answer write(EncryptionWrites write, String object, String context) {
        return write.write(
                owner,
                "bucket",
                object,
                "x-oss-server-side-encryption",
                "KMS",
                "x-oss-server-side-encryption-key-id",
                key,
                CONTEXT,
                context);
    }

    private static long callsWithTheContext(String action) {
        return kms.takeAsked().stream()
                .filter(asked -> asked.action().equals(action))
                .filter(asked -> asked.parameters().get("EncryptionContext").contains("\"purpose\":\"archive\""))
                .count();
    }

    @ParameterizedTest
    @EnumSource(EncryptionWrites.class)
    void everyWriteBindsIt(EncryptionWrites write) {
        for (String form : new String[] {JSON, BASE64}) {
            String object = write + "-" + form.length();
            kms.takeAsked();
            Answer written = write(write, object, form);

            assertThat(written.outcome()).startsWith("20");
            assertThat(written.header(CONTEXT)).contains(BASE64);
            assertThat(callsWithTheContext("GenerateDataKey")).isEqualTo(1);
            if (write != EncryptionWrites.INITIATE_MULTIPART_UPLOAD) {
                Answer read = owner.get("bucket", object);
                assertThat(read.text()).isEqualTo("content");
                assertThat(read.header(CONTEXT)).isEmpty();
                assertThat(callsWithTheContext("Decrypt")).isEqualTo(1);
            }
        }
    }

    @Test
    void partsAndTheirObjectAreBoundAsTheirUpload() {
        String id = write(EncryptionWrites.INITIATE_MULTIPART_UPLOAD, "parts", JSON)
                .element("UploadId")
                .orElseThrow();
        kms.takeAsked();
        assertThat(owner.object(PUT, "bucket", "parts")
                        .with("partNumber", "1")
                        .with("uploadId", id)
                        .body("one")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(callsWithTheContext("Decrypt")).isEqualTo(1);
        assertThat(owner.object(POST, "bucket", "parts")
                        .with("uploadId", id)
                        .header("x-oss-complete-all", "yes")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(owner.get("bucket", "parts").text()).isEqualTo("one");
    }

    @Test
    void aCopyHasOneOnlyWhenAskedAgain() {
        write(EncryptionWrites.PUT_OBJECT, "original", JSON);
        kms.takeAsked();
        Answer copy = owner.object(PUT, "bucket", "copy")
                .header("x-oss-copy-source", "/bucket/original")
                .header("x-oss-server-side-encryption", "KMS")
                .header("x-oss-server-side-encryption-key-id", key)
                .send();
        assertThat(copy.outcome()).isEqualTo("200");
        assertThat(copy.header(CONTEXT)).isEmpty();
        assertThat(callsWithTheContext("GenerateDataKey")).isZero();
        assertThat(owner.get("bucket", "copy").text()).isEqualTo("content");
    }

    @ParameterizedTest
    @EnumSource(EncryptionWrites.class)
    void refusesWhatIsMalformedOrHasNoKeyId(EncryptionWrites write) {
        assertThat(write(write, "bad", "test encryption context parameter").outcomeWithEc())
                .isEqualTo("400 InvalidArgument 0005-00000230");
        assertThat(write(write, "bad", "{\"coffer:blob\":\"x\"}").outcomeWithEc())
                .isEqualTo("400 InvalidArgument 0005-00000230");
        assertThat(write.write(owner, "bucket", "bad", "x-oss-server-side-encryption", "KMS", CONTEXT, JSON)
                        .outcomeWithEc())
                .isEqualTo("400 InvalidArgument 0005-00000228");
        assertThat(write.write(owner, "bucket", "bad", "x-oss-server-side-encryption", "AES256", CONTEXT, JSON)
                        .outcomeWithEc())
                .isEqualTo("400 InvalidArgument 0005-00000228");
        assertThat(write.write(owner, "bucket", "bad", CONTEXT, JSON).outcomeWithEc())
                .isEqualTo("400 InvalidArgument 0005-00000228");
    }

    @Test
    void isRefusedWhereNoObjectBegins() {
        assertThat(owner.object(GET, "bucket", "any")
                        .header(CONTEXT, JSON)
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(owner.bucket(PUT, "another")
                        .header("x-oss-server-side-encryption", "KMS")
                        .header("x-oss-server-side-encryption-key-id", key)
                        .header(CONTEXT, JSON)
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
    }

    @Test
    void worksWithKeysOfTheServersOwn() {
        try (Ring local = Ring.inMemory()) {
            String account = local.owner().service(GET).send().element("ID").orElseThrow();
            String own = local.keys()
                    .create(account, io.coffer.encryption.KeyPurpose.CUSTOMER, "")
                    .keyId();
            local.owner().create("bucket");
            assertThat(local.owner()
                            .object(PUT, "bucket", "key")
                            .header("x-oss-server-side-encryption", "KMS")
                            .header("x-oss-server-side-encryption-key-id", own)
                            .header(CONTEXT, JSON)
                            .body("content")
                            .send()
                            .outcome())
                    .isEqualTo("200");
            assertThat(local.owner().get("bucket", "key").text()).isEqualTo("content");
        }
    }
}
