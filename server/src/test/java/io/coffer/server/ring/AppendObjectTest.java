package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.protocol.Crc64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects that grow. */
@Covers({"AppendObject", "SealAppendObject"})
class AppendObjectTest {
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

    private static Call call(String bucket, String key, long position, String text) {
        return owner.object(POST, bucket, key)
                .with("append")
                .with("position", Long.toString(position))
                .body(text);
    }

    private static Answer append(String bucket, String key, long position, String text) {
        return call(bucket, key, position, text).send();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AES256", "SM4", "KMS"})
    void appendsGrowAnObject(String algorithm) {
        String bucket = "grow" + algorithm.toLowerCase(java.util.Locale.ROOT);
        owner.create(bucket);
        if (!algorithm.isEmpty()) {
            owner.putRule(bucket, algorithm);
        }
        Answer first = call(bucket, "log", 0, "one ")
                .header("content-type", "text/log")
                .header("x-oss-meta-kept", "yes")
                .send();
        assertThat(first.outcome()).isEqualTo("200");
        assertThat(first.header("x-oss-next-append-position")).contains("4");
        Answer second = call(bucket, "log", 4, "two")
                .header("content-type", "text/other")
                .header("x-oss-server-side-encryption", "SM4")
                .send();
        assertThat(second.header("x-oss-next-append-position")).contains("7");
        assertThat(second.header("x-oss-hash-crc64ecma")).contains(Crc64.text(Crc64.of("one two".getBytes(UTF_8))));
        assertThat(second.header("x-oss-server-side-encryption"))
                .isEqualTo(algorithm.isEmpty() ? java.util.Optional.empty() : java.util.Optional.of(algorithm));
        Answer whole = owner.get(bucket, "log");
        assertThat(whole.text()).isEqualTo("one two");
        assertThat(whole.header("content-type")).contains("text/log");
        assertThat(whole.header("x-oss-meta-kept")).contains("yes");
        assertThat(whole.header("x-oss-object-type")).contains("Appendable");
        assertThat(whole.header("x-oss-next-append-position")).contains("7");
        assertThat(whole.header("etag")).isEqualTo(second.header("etag"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AES256"})
    void manySmallAppendsStayOneObject(String algorithm) {
        String bucket = "many" + algorithm.toLowerCase(java.util.Locale.ROOT);
        owner.create(bucket);
        if (!algorithm.isEmpty()) {
            owner.putRule(bucket, algorithm);
        }
        StringBuilder expected = new StringBuilder();
        try (Wire wire = new Wire(ring.port())) {
            for (int at = 0; at < 300; at++) {
                String line = "line " + at + "\n";
                Answer answer = call(bucket, "log", expected.length(), line).send(wire);
                assertThat(answer.outcome()).isEqualTo("200");
                expected.append(line);
            }
        }
        assertThat(owner.get(bucket, "log").text()).isEqualTo(expected.toString());
        assertThat(owner.object(GET, bucket, "log")
                        .header("range", "bytes=1000-1999")
                        .send()
                        .text())
                .isEqualTo(expected.substring(1000, 2000));
        ring.runChore("sweep");
        ring.clock().advance(java.time.Duration.ofHours(2));
        ring.runChore("sweep");
        assertThat(owner.get(bucket, "log").text()).isEqualTo(expected.toString());
    }

    @Test
    void theWrongPlaceIsRefusedWithTheRightOne() {
        owner.create("place");
        append("place", "log", 0, "text");
        for (long position : new long[] {0, 3, 5}) {
            Answer answer = append("place", "log", position, "more");
            assertThat(answer.outcomeWithEc()).isEqualTo("409 PositionNotEqualToLength 0026-00000016");
            assertThat(answer.header("x-oss-next-append-position")).contains("4");
        }
        Answer none = append("place", "none", 1, "text");
        assertThat(none.outcome()).isEqualTo("409 PositionNotEqualToLength");
        assertThat(none.header("x-oss-next-append-position")).contains("0");
        assertThat(owner.get("place", "log").text()).isEqualTo("text");
        assertThat(owner.head("place", "none").status()).isEqualTo(404);
    }

    @Test
    void badRequestsAreRefused() {
        owner.create("bad");
        owner.put("bad", "normal", "text");
        assertThat(append("bad", "normal", 4, "more").outcome()).isEqualTo("409 ObjectNotAppendable");
        assertThat(owner.object(POST, "bad", "log")
                        .with("append")
                        .body("text")
                        .send()
                        .outcome())
                .isEqualTo("400 MissingArgument");
        for (String position : new String[] {"-1", "x", ""}) {
            assertThat(owner.object(POST, "bad", "log")
                            .with("append")
                            .with("position", position)
                            .body("text")
                            .send()
                            .outcome())
                    .isEqualTo("400 InvalidArgument");
        }
        assertThat(call("bad", "log", 0, "text")
                        .header("content-md5", "eB5eJF1ptWaXm4bijSPyxw==")
                        .send()
                        .outcome())
                .isEqualTo("400 InvalidDigest");
        assertThat(owner.head("bad", "log").status()).isEqualTo(404);
        assertThat(owner.object(DELETE, "bad", "normal").send().status()).isEqualTo(204);
        assertThat(owner.bucket(DELETE, "bad").send().status()).isEqualTo(204);
    }

    @Test
    void aSealedObjectTakesNoMore() {
        owner.create("sealed");
        append("sealed", "log", 0, "text");
        owner.put("sealed", "normal", "text");
        Call wrong = owner.object(POST, "sealed", "log").with("seal").with("position", "3");
        assertThat(wrong.send().outcome()).isEqualTo("409 PositionNotEqualToLength");
        Answer sealed = owner.object(POST, "sealed", "log")
                .with("seal")
                .with("position", "4")
                .send();
        assertThat(sealed.outcome()).isEqualTo("200");
        assertThat(sealed.header("x-oss-sealed-time")).isPresent();
        assertThat(append("sealed", "log", 4, "more").outcome()).isEqualTo("409 AppendSealedObjectNotAllowed");
        assertThat(owner.object(HEAD, "sealed", "log").send().header("x-oss-sealed-time"))
                .isEqualTo(sealed.header("x-oss-sealed-time"));
        assertThat(owner.object(POST, "sealed", "normal")
                        .with("seal")
                        .with("position", "4")
                        .send()
                        .outcome())
                .isEqualTo("405 MethodNotAllowed");
    }

    @Test
    void ofTwoAppendsAtOncePlaceOneWins() throws Exception {
        owner.create("racing");
        append("racing", "log", 0, "start");
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 10; round++) {
                long position = 5 + round;
                Callable<Answer> one = () -> append("racing", "log", position, "a");
                List<Future<Answer>> answers = callers.invokeAll(List.of(one, one, one));
                int won = 0;
                for (Future<Answer> answer : answers) {
                    won += answer.get().status() == 200 ? 1 : 0;
                }
                assertThat(won).isEqualTo(1);
            }
        }
        assertThat(owner.get("racing", "log").text()).isEqualTo("start" + "a".repeat(10));
    }

    @Test
    void inABucketWithVersionsItIsTheNullVersion() {
        owner.create("versioned-log");
        owner.bucket(PUT, "versioned-log")
                .with("versioning")
                .body("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
                .send();
        assertThat(append("versioned-log", "log", 0, "one").header("x-oss-version-id"))
                .contains("null");
        assertThat(append("versioned-log", "log", 3, "two").header("x-oss-version-id"))
                .contains("null");
        assertThat(owner.get("versioned-log", "log").text()).isEqualTo("onetwo");
    }

    @Test
    void aCopyOfItIsANormalObject() {
        owner.create("copied-log");
        append("copied-log", "log", 0, "one");
        append("copied-log", "log", 3, "two");
        owner.object(PUT, "copied-log", "copy")
                .header("x-oss-copy-source", "/copied-log/log")
                .send();
        Answer copy = owner.get("copied-log", "copy");
        assertThat(copy.text()).isEqualTo("onetwo");
        assertThat(copy.header("x-oss-object-type")).contains("Normal");
    }
}
