package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that limit their own bandwidth. Times are judged from one side only: a loaded machine is slow, never fast. */
@Covers({"PutObject", "GetObject", "PostObject", "AppendObject", "UploadPart"})
class TrafficLimitTest {
    private static final String BUCKET = "limited";
    private static final String LIMIT = "x-oss-traffic-limit";

    /** 800 kbit/s move these in 0.8 seconds. */
    private static final byte[] CONTENT = new byte[80_000];

    private static final Duration LEAST = Duration.ofMillis(500);

    private static Ring ring;
    private static Client owner;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner().create(BUCKET);
        new Random(3).nextBytes(CONTENT);
        owner.put(BUCKET, "stored", CONTENT);
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    private static Answer slow(Supplier<Answer> call) {
        long started = System.nanoTime();
        Answer answer = call.get();
        assertThat(Duration.ofNanos(System.nanoTime() - started)).isGreaterThan(LEAST);
        return answer;
    }

    @Test
    void anUploadIsSlowedByHeaderOrParameter() {
        Answer byHeader = slow(() -> owner.object(PUT, BUCKET, "header")
                .header(LIMIT, "800000")
                .body(CONTENT)
                .send());
        Answer byParameter = slow(() -> owner.object(PUT, BUCKET, "parameter")
                .with(LIMIT, "800000")
                .body(CONTENT)
                .send());
        assertThat(byHeader.status()).isEqualTo(200);
        assertThat(byParameter.status()).isEqualTo(200);
        assertThat(owner.get(BUCKET, "header").body()).isEqualTo(CONTENT);
        assertThat(owner.get(BUCKET, "parameter").body()).isEqualTo(CONTENT);
    }

    @Test
    void aDownloadIsSlowed() {
        Answer answer = slow(() ->
                owner.object(GET, BUCKET, "stored").header(LIMIT, "800000").send());
        assertThat(answer.body()).isEqualTo(CONTENT);
    }

    @Test
    void anAppendAndAPartAreSlowed() {
        Answer append = slow(() -> owner.object(POST, BUCKET, "appended")
                .with("append")
                .with("position", "0")
                .header(LIMIT, "800000")
                .body(CONTENT)
                .send());
        assertThat(append.status()).isEqualTo(200);
        String upload = owner.object(POST, BUCKET, "parts")
                .with("uploads")
                .send()
                .element("UploadId")
                .orElseThrow();
        Answer part = slow(() -> owner.object(PUT, BUCKET, "parts")
                .with("partNumber", "1")
                .with("uploadId", upload)
                .with(LIMIT, "800000")
                .body(CONTENT)
                .send());
        assertThat(part.status()).isEqualTo(200);
    }

    @Test
    void aFormIsSlowed() {
        byte[] form = new Form()
                .signed("LTAIowner", "owner-secret", Form.policy(ring.clock().instant()))
                .field("key", "form")
                .field(LIMIT, "800000")
                .file("f", "", CONTENT)
                .bytes();
        Answer answer = slow(() -> ring.anonymous()
                .bucket(POST, BUCKET)
                .header("content-type", Form.TYPE)
                .body(form)
                .send());
        assertThat(answer.status()).isEqualTo(204);
        assertThat(owner.get(BUCKET, "form").body()).isEqualTo(CONTENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"245759", "838860801", "0", "-1", "fast", "", "99999999999999999999"})
    void anImpossibleLimitIsRefused(String limit) {
        assertThat(owner.object(PUT, BUCKET, "refused")
                        .header(LIMIT, limit)
                        .body("text")
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(owner.object(GET, BUCKET, "stored").with(LIMIT, limit).send().outcome())
                .isEqualTo("400 InvalidArgument");
        assertThat(owner.head(BUCKET, "refused").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"245760", "838860800"})
    void theLimitsThemselvesArePossible(String limit) {
        assertThat(owner.object(PUT, BUCKET, "border")
                        .header(LIMIT, limit)
                        .body("text")
                        .send()
                        .status())
                .isEqualTo(200);
    }
}
