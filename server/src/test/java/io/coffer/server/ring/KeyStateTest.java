package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.encryption.KeyPurpose;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A key that cannot be used refuses reads and writes; nothing falls back to plaintext. */
class KeyStateTest {
    private static Ring ring;
    private static Client owner;
    private static String account;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner();
        account = owner.service(GET).send().element("ID").orElseThrow();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static String bucketUnderAKey(String bucket) {
        String key = ring.keys().create(account, KeyPurpose.CUSTOMER, bucket).keyId();
        owner.create(bucket);
        owner.putKmsRule(bucket, key);
        assertThat(owner.put(bucket, "before", "text").outcome()).isEqualTo("200");
        return key;
    }

    @Test
    void aDisabledKeyRefusesReadsAndWrites() {
        String key = bucketUnderAKey("disabled");
        String etag = owner.head("disabled", "before").header("etag").orElseThrow();
        ring.keys().disable(key);
        assertThat(owner.get("disabled", "before").outcomeWithEc()).isEqualTo("409 KmsKeyDisabled 0005-00000214");
        assertThat(owner.head("disabled", "before").outcomeWithEc()).isEqualTo("409 KmsKeyDisabled 0005-00000214");
        assertThat(owner.put("disabled", "after", "text").outcomeWithEc())
                .isEqualTo("409 KmsKeyDisabled 0005-00000214");
        assertThat(owner.object(PUT, "disabled", "copy")
                        .header("x-oss-copy-source", "/disabled/before")
                        .header("x-oss-server-side-encryption", "AES256")
                        .send()
                        .outcome())
                .isEqualTo("409 KmsKeyDisabled");
        Answer list = owner.bucket(GET, "disabled").send();
        assertThat(list.outcome()).isEqualTo("200");
        assertThat(list.element("Key")).contains("before");
        assertThat(list.element("Size")).contains("4");
        assertThat(list.text()).doesNotContain(etag.replace("\"", ""), "<Key>after</Key>", "<Key>copy</Key>");
        assertThat(list.element("ETag").orElseThrow()).isNotEmpty();
        ring.keys().enable(key);
        assertThat(owner.get("disabled", "before").text()).isEqualTo("text");
        assertThat(owner.head("disabled", "after").status()).isEqualTo(404);
        assertThat(owner.bucket(GET, "disabled").send().text()).contains(etag.replace("\"", ""));
    }

    @Test
    void anotherKeyInTheRequestStillWrites() {
        String key = bucketUnderAKey("beside");
        ring.keys().disable(key);
        assertThat(owner.object(PUT, "beside", "after")
                        .header("x-oss-server-side-encryption", "AES256")
                        .body("text")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(owner.get("beside", "after").text()).isEqualTo("text");
    }

    @Test
    void aKeyPendingDeletionRefusesReadsAndWrites() {
        String key = bucketUnderAKey("pending");
        ring.keys().scheduleDeletion(key, 7);
        assertThat(owner.get("pending", "before").outcomeWithEc()).isEqualTo("409 KmsKeyPendingDeletion 0005-00000215");
        assertThat(owner.put("pending", "after", "text").outcomeWithEc())
                .isEqualTo("409 KmsKeyPendingDeletion 0005-00000215");
        ring.keys().cancelDeletion(key);
        assertThat(owner.get("pending", "before").text()).isEqualTo("text");
    }

    @Test
    void aRotatedKeyReadsWhatItWroteBefore() {
        String key = bucketUnderAKey("rotated");
        ring.keys().rotate(key);
        assertThat(owner.put("rotated", "after", "new").outcome()).isEqualTo("200");
        assertThat(owner.get("rotated", "before").text()).isEqualTo("text");
        assertThat(owner.get("rotated", "after").text()).isEqualTo("new");
        assertThat(owner.head("rotated", "before").header("x-oss-server-side-encryption-key-id"))
                .contains(key);
    }

    @Test
    void anUnknownKeyRefusesTheWrite() {
        owner.create("unknown");
        owner.putKmsRule("unknown", "no-such-key");
        assertThat(owner.put("unknown", "key", "text").outcomeWithEc()).isEqualTo("400 InvalidArgument 0005-00000208");
        assertThat(owner.bucket(GET, "unknown").send().element("Key")).isEmpty();
    }

    @Test
    void deletingNeedsNoKey() {
        String key = bucketUnderAKey("deleting");
        ring.keys().disable(key);
        assertThat(owner.delete("deleting", "before").outcome()).isEqualTo("204");
        assertThat(owner.head("deleting", "before").status()).isEqualTo(404);
    }
}
