package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What operations cost at the key service, nothing being kept from before: one generate for a write, one unwrap for each distinct
 * wrapped key. An object has two of these: its own data key, and its bucket's attribute key.
 */
class KeyServiceCallsTest {
    private static KmsService kms;
    private static Ring ring;
    private static Client owner;
    private static String defaultKey;

    @BeforeAll
    static void start() {
        kms = new KmsService("other-secret");
        defaultKey = kms.create();
        ring = Ring.inMemory(
                kms.settings(kms.create(), defaultKey, "calls: {" + KmsService.PATIENT + ", cache-seconds: 300}"));
        owner = ring.owner();
        owner.create("bucket");
        owner.putKmsRule("bucket", "");
        // makes the attribute key
        owner.put("bucket", "first", "text");
    }

    @AfterAll
    static void stop() {
        ring.close();
        kms.close();
    }

    /** Checks what every operation keeps to and gives the number of generates and of unwraps. */
    private static String cost(Supplier<Answer> operation) {
        // makes the server forget what it keeps of the key
        ring.keys().enable(defaultKey);
        kms.takeAsked();
        assertThat(operation.get().outcome()).isEqualTo("200");
        List<KmsService.Asked> asked = kms.takeAsked();
        List<String> unwrapped = asked.stream()
                .filter(call -> call.action().equals("Decrypt"))
                .map(call -> call.parameters().get("CiphertextBlob"))
                .toList();
        assertThat(unwrapped).as("each wrapped key once").doesNotHaveDuplicates();
        long generated = asked.stream()
                .filter(call -> call.action().equals("GenerateDataKey"))
                .count();
        assertThat(generated + unwrapped.size()).as("nothing else").isEqualTo(asked.size());
        return generated + " + " + unwrapped.size();
    }

    @Test
    void aPut() {
        assertThat(cost(() -> owner.put("bucket", "put", "text"))).isEqualTo("1 + 1");
        assertThat(cost(() -> owner.put("bucket", "put", "over it"))).isEqualTo("1 + 1");
    }

    @Test
    void aGetAndAHead() {
        owner.put("bucket", "get", "text");
        assertThat(cost(() -> owner.get("bucket", "get"))).isEqualTo("0 + 2");
        assertThat(cost(() -> owner.head("bucket", "get"))).isEqualTo("0 + 1");
    }

    @Test
    void aCopy() {
        owner.put("bucket", "source", "text");
        assertThat(cost(() -> owner.object(PUT, "bucket", "copy")
                        .header("x-oss-copy-source", "/bucket/source")
                        .send()))
                .isEqualTo("1 + 2");
    }

    @Test
    void aMultipartUploadWithACopiedPart() {
        owner.put("bucket", "part-source", "text");
        String[] id = new String[1];
        assertThat(cost(() -> {
                    Answer initiated = owner.object(POST, "bucket", "parts")
                            .with("uploads")
                            .send();
                    id[0] = initiated.element("UploadId").orElseThrow();
                    return initiated;
                }))
                .isEqualTo("1 + 1");
        assertThat(cost(() -> owner.object(PUT, "bucket", "parts")
                        .with("partNumber", "1")
                        .with("uploadId", id[0])
                        .body("1".repeat(102_400))
                        .send()))
                .isEqualTo("0 + 2");
        assertThat(cost(() -> owner.object(PUT, "bucket", "parts")
                        .with("partNumber", "2")
                        .with("uploadId", id[0])
                        .header("x-oss-copy-source", "/bucket/part-source")
                        .send()))
                .isEqualTo("0 + 3");
        assertThat(cost(() -> owner.object(POST, "bucket", "parts")
                        .with("uploadId", id[0])
                        .header("x-oss-complete-all", "yes")
                        .send()))
                .isEqualTo("0 + 2");
        assertThat(cost(() -> owner.get("bucket", "parts"))).isEqualTo("0 + 2");
    }

    @Test
    void anAppend() {
        assertThat(cost(() -> EncryptionWrites.append(owner, "bucket", "appendable", 0)))
                .isEqualTo("1 + 1");
        assertThat(cost(() -> EncryptionWrites.append(owner, "bucket", "appendable", 7)))
                .isEqualTo("0 + 2");
    }

    @Test
    void aListing() {
        for (int i = 0; i < 10; i++) {
            owner.put("bucket", "listed" + i, "text");
        }
        assertThat(cost(() -> owner.bucket(GET, "bucket").send())).isEqualTo("0 + 1");
    }
}
