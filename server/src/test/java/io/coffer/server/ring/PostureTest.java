package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ledger says of buckets follows every write, and names what today's rule does not protect. */
@Tag("own-engine")
class PostureTest {
    private static final String COFFER = "2026-11-01";

    @TempDir
    static Path data;

    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        ring = Ring.on(data);
        owner = ring.owner();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    @Test
    void countsFollowWhatIsWrittenAndDeleted() {
        owner.create("follow");
        owner.put("follow", "clear", "12345");
        assertThat(posture("follow")).isEqualTo("1/5 0/0");
        owner.putRule("follow", "AES256");
        assertThat(posture("follow")).isEqualTo("0/0 1/5 NotEncrypted=1");
        owner.put("follow", "sealed", "1234567");
        assertThat(posture("follow")).isEqualTo("1/7 1/5 NotEncrypted=1");
        owner.put("follow", "clear", "now it is");
        assertThat(posture("follow")).isEqualTo("2/16 0/0");
        owner.putRule("follow", "SM4");
        assertThat(posture("follow")).isEqualTo("0/0 2/16 OtherMethod=2");
        owner.delete("follow", "sealed");
        owner.delete("follow", "clear");
        assertThat(posture("follow")).isEqualTo("0/0 0/0");
    }

    @Test
    void versionsUploadsAndLinksCount() {
        owner.create("kinds").putRule("kinds", "AES256");
        owner.bucket(PUT, "kinds")
                .with("versioning")
                .body("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
                .send();
        owner.put("kinds", "object", "one");
        owner.put("kinds", "object", "three");
        owner.delete("kinds", "object");
        assertThat(posture("kinds")).isEqualTo("2/8 0/0");
        String upload = owner.object(POST, "kinds", "large")
                .with("uploads")
                .send()
                .element("UploadId")
                .orElseThrow();
        assertThat(posture("kinds")).isEqualTo("3/8 0/0");
        owner.object(DELETE, "kinds", "large").with("uploadId", upload).send();
        owner.object(PUT, "kinds", "link")
                .with("symlink")
                .header("x-oss-symlink-target", "object")
                .send();
        assertThat(posture("kinds")).isEqualTo("2/8 1/0 Link=1");
    }

    @Test
    void aKeyKnowsWhatItProtects() {
        Administration administration = ring.administration();
        String key = administration.call(Administration.KMS, "CreateKey").text("/KeyMetadata/KeyId");
        owner.create("keyed").putKmsRule("keyed", key);
        owner.put("keyed", "a", "1");
        owner.put("keyed", "b", "22");
        Administration.Reply use = administration.call(COFFER, "GetKeyUse", "KeyId", key);
        assertThat(use.body().path("Entries").asLong()).isEqualTo(2);
        assertThat(use.body().path("Bytes").asLong()).isEqualTo(3);
        assertThat(use.body().at("/Uses/Use/0/KeyVersion").asInt()).isEqualTo(1);
        String other = administration.call(Administration.KMS, "CreateKey").text("/KeyMetadata/KeyId");
        owner.putKmsRule("keyed", other);
        assertThat(posture("keyed")).isEqualTo("0/0 2/3 OtherKey=2");
        assertThat(administration
                        .call(COFFER, "GetKeyUse", "KeyId", key, "KeyVersion", "2")
                        .body()
                        .path("Entries")
                        .asLong())
                .isZero();
    }

    @Test
    void whatFallsShortIsListedInPages() {
        owner.create("listed");
        for (int number = 10; number < 30; number++) {
            owner.object(PUT, "listed", "n" + number)
                    .header("x-oss-server-side-encryption", number % 2 == 0 ? "SM4" : "AES256")
                    .body("x")
                    .send();
        }
        owner.put("listed", "clear", "x");
        owner.putRule("listed", "AES256");
        assertThat(shortfalls("listed", 3)).hasSize(11).doesNotHaveDuplicates().contains("clear", "n10", "n28");
        assertThat(shortfalls("listed", 100)).hasSize(11);
        assertThat(shortfalls("listed", 4, "Reason", "NotEncrypted")).containsExactly("clear");
        Administration.Reply bad =
                ring.administration().call(COFFER, "ListShortfalls", "BucketName", "listed", "Reason", "Nothing");
        assertThat(bad.text("/Code")).isEqualTo("InvalidParameter.Reason");
    }

    @Test
    void anotherAccountsBucketIsUnknown() {
        owner.create("mine");
        Administration other = ring.administration("LTAIother", "other-secret");
        assertThat(other.call(COFFER, "GetPosture", "BucketName", "mine").text("/Code"))
                .isEqualTo("NoSuchBucket");
        assertThat(other.call(COFFER, "GetPosture", "BucketName", "no").text("/Code"))
                .isEqualTo("NoSuchBucket");
        assertThat(other.call(COFFER, "GetPosture", "BucketName", "-").text("/Code"))
                .isEqualTo("NoSuchBucket");
    }

    @Test
    void theCountIsThatOfTheListingAfterManyWrites() {
        owner.create("many").putRule("many", "AES256");
        Random random = new Random(7);
        List<String> there = new ArrayList<>();
        for (int step = 0; step < 120; step++) {
            String key = "k" + random.nextInt(30);
            if (random.nextInt(3) == 0) {
                owner.delete("many", key);
                there.remove(key);
            } else {
                owner.put("many", key, "x".repeat(random.nextInt(50)));
                there.remove(key);
                there.add(key);
            }
        }
        assertThat(posture("many")).startsWith(there.size() + "/").endsWith(" 0/0");
    }

    private static String posture(String bucket) {
        Administration.Reply answer = ring.administration().call(COFFER, "GetPosture", "BucketName", bucket);
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        assertThat(answer.body().path("Sequence").asLong()).isPositive();
        StringBuilder text = new StringBuilder();
        text.append(answer.body().path("Satisfied").asLong())
                .append('/')
                .append(answer.body().path("SatisfiedBytes").asLong())
                .append(' ')
                .append(answer.body().path("Unsatisfied").asLong())
                .append('/')
                .append(answer.body().path("UnsatisfiedBytes").asLong());
        answer.body()
                .at("/ByReason/Shortfall")
                .forEach(reason -> text.append(' ')
                        .append(reason.path("Reason").asString())
                        .append('=')
                        .append(reason.path("Entries").asLong()));
        return text.toString();
    }

    private static List<String> shortfalls(String bucket, int page, String... more) {
        List<String> keys = new ArrayList<>();
        String marker = "";
        boolean truncated;
        do {
            List<String> parameters = new ArrayList<>(
                    List.of("BucketName", bucket, "MaxItems", Integer.toString(page), "Marker", marker));
            parameters.addAll(List.of(more));
            Administration.Reply answer =
                    ring.administration().call(COFFER, "ListShortfalls", parameters.toArray(String[]::new));
            answer.body()
                    .at("/Shortfalls/Shortfall")
                    .forEach(entry -> keys.add(entry.path("Key").asString()));
            truncated = answer.body().path("IsTruncated").asBoolean();
            marker = answer.text("/Marker");
        } while (truncated);
        return keys;
    }
}
