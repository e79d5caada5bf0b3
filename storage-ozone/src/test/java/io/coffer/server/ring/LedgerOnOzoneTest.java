package io.coffer.server.ring;

import static io.coffer.server.ring.Administration.COFFER;
import static io.coffer.server.ring.Administration.KMS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Without derived rows the ledger is read from the records: its answers say since when, and nothing is destroyed by them. */
class LedgerOnOzoneTest {
    private Ring ring;
    private Client owner;
    private String key;

    @BeforeEach
    void start() {
        ring = Ring.inMemory();
        owner = ring.owner();
        key = ring.administration().succeed(KMS, "CreateKey").text("/KeyMetadata/KeyId");
        owner.create("bucket").putKmsRule("bucket", key);
        owner.create("other");
    }

    @AfterEach
    void stop() {
        ring.close();
    }

    private JsonNode approximately(String action, String... parameters) {
        Instant before = Instant.ofEpochMilli(ring.clock().millis());
        JsonNode answer =
                ring.administration().succeed(COFFER, action, parameters).body();
        assertThat(answer.has("Sequence")).isFalse();
        assertThat(answer.path("IsApproximate").asBoolean()).isTrue();
        assertThat(Instant.parse(answer.path("HoldsUpTo").asString()))
                .isBetween(before, Instant.ofEpochMilli(ring.clock().millis()));
        return answer;
    }

    @Test
    void answersAreReadFromTheRecords() {
        owner.put("bucket", "one", "12345");
        owner.put("bucket", "two", "1234567");
        owner.put("other", "elsewhere", "not encrypted");
        JsonNode posture = approximately("GetPosture", "BucketName", "bucket");
        assertThat(posture.path("Satisfied").asInt()).isEqualTo(2);
        assertThat(posture.path("SatisfiedBytes").asInt()).isEqualTo(12);
        assertThat(posture.at("/AttributeKeys/AttributeKey")).hasSize(1);

        owner.putRule("bucket", "SM4");
        owner.put("bucket", "three", "1");
        List<String> found = new ArrayList<>();
        String marker = "";
        do {
            JsonNode page = approximately("ListShortfalls", "BucketName", "bucket", "MaxItems", "1", "Marker", marker);
            page.at("/Shortfalls/Shortfall")
                    .forEach(item -> found.add(item.path("Key").asString()));
            marker = page.path("Marker").asString("");
        } while (!marker.isEmpty());
        assertThat(found).containsExactly("one", "two");
    }

    @Test
    void nothingIsDestroyedByThem() {
        owner.put("bucket", "object", "stays");
        ring.administration().succeed(KMS, "CreateKeyVersion", "KeyId", key);
        for (String action : List.of("FenceKeyVersion", "DestroyKeyVersion")) {
            assertThat(ring.administration()
                            .call(COFFER, action, "KeyId", key, "KeyVersion", "1", "Takes", "1")
                            .outcome())
                    .isEqualTo("501 LedgerUnsupported");
        }
        assertThat(ring.administration().call(COFFER, "VerifyLedger").outcome()).isEqualTo("501 LedgerUnsupported");
        ring.administration().succeed(KMS, "ScheduleKeyDeletion", "KeyId", key, "PendingWindowInDays", "7");
        ring.clock().advance(Duration.ofDays(8));
        ring.runChore("keys");
        assertThat(ring.administration()
                        .succeed(KMS, "DescribeKey", "KeyId", key)
                        .text("/KeyMetadata/KeyState"))
                .isEqualTo("PendingDeletion");
    }

    @Test
    void aRewrapNamesTheUploadsThatItLeaves() {
        Rewrapping rewrapping = new Rewrapping(ring);
        owner.put("bucket", "object", "text");
        String upload = rewrapping.begin("bucket", "parts");
        rewrapping.part("bucket", "parts", upload, 1, Rewrapping.bytes(1000, 1));
        String next = rewrapping.newKey();
        owner.putKmsRule("bucket", next);
        JsonNode report = rewrapping.run("bucket");
        assertThat(report.at("/Done/Rewrapped").asInt()).isEqualTo(1);
        assertThat(report.path("Remaining").asInt()).isEqualTo(1);
        assertThat(report.path("IsComplete").asBoolean()).isFalse();
        assertThat(report.at("/Reasons/Reason/0/Reason").asString()).isEqualTo("UploadUnderWay");

        assertThat(rewrapping.completeUpload("bucket", "parts", upload).outcome())
                .isEqualTo("200");
        assertThat(rewrapping.complete("bucket").at("/Done/Rewrapped").asInt()).isEqualTo(1);
        assertThat(rewrapping.use(key).path("ProtectsNothing").asBoolean()).isTrue();
    }
}
