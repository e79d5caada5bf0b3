package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A clock that is set back changes what is shown as a time, and no order. */
class BackwardClockTest {
    private static final int LEAST_PART = 102_400;
    private static final Pattern VERSION_ID = Pattern.compile("<VersionId>([^<]*)</VersionId>");

    private Ring ring;
    private Client owner;

    @BeforeEach
    void start() {
        ring = Ring.inMemory();
        owner = ring.owner();
    }

    @AfterEach
    void stop() {
        ring.close();
    }

    private void setBack(int hours) {
        ring.clock().advance(Duration.ofHours(-hours));
    }

    private String put(String bucket, String text) {
        return owner.put(bucket, "key", text).header("x-oss-version-id").orElse("");
    }

    @Test
    void theLastVersionWrittenIsTheCurrentOne() {
        owner.create("versions")
                .bucket(PUT, "versions")
                .with("versioning")
                .body("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
                .send();
        List<String> newestFirst = new ArrayList<>();
        for (int number = 0; number < 5; number++) {
            newestFirst.addFirst(put("versions", "text " + number));
            setBack(number + 1);
        }
        assertThat(owner.get("versions", "key").text()).isEqualTo("text 4");
        newestFirst.addFirst(
                owner.delete("versions", "key").header("x-oss-version-id").orElseThrow());
        setBack(10);
        assertThat(owner.get("versions", "key").outcome()).isEqualTo("404 NoSuchKey");
        assertThat(listed()).isEqualTo(newestFirst);
        owner.object(DELETE, "versions", "key")
                .with("versionId", newestFirst.removeFirst())
                .send();
        assertThat(owner.get("versions", "key").text()).isEqualTo("text 4");
    }

    private List<String> listed() {
        Matcher ids = VERSION_ID.matcher(
                owner.bucket(GET, "versions").with("versions").send().text());
        List<String> listed = new ArrayList<>();
        while (ids.find()) {
            listed.add(ids.group(1));
        }
        return listed;
    }

    @Test
    void anOverwriteAndItsReadersGoByTheOrderOfWrites() {
        owner.create("plain");
        String first = owner.put("plain", "key", "earlier").header("etag").orElseThrow();
        setBack(48);
        owner.put("plain", "key", "later");
        assertThat(owner.get("plain", "key").text()).isEqualTo("later");
        assertThat(owner.object(GET, "plain", "key")
                        .header("if-none-match", first)
                        .send()
                        .text())
                .isEqualTo("later");
    }

    @Test
    void appendsGoOn() {
        owner.create("logs");
        long position = 0;
        for (String line : List.of("one ", "two ", "three")) {
            Answer answer = owner.object(POST, "logs", "log")
                    .with("append")
                    .with("position", Long.toString(position))
                    .body(line)
                    .send();
            assertThat(answer.outcome()).isEqualTo("200");
            position =
                    Long.parseLong(answer.header("x-oss-next-append-position").orElseThrow());
            setBack(5);
        }
        assertThat(owner.get("logs", "log").text()).isEqualTo("one two three");
    }

    @Test
    void thePartUploadedLastIsTheOneTaken() {
        owner.create("uploads");
        String upload = owner.object(POST, "uploads", "key")
                .with("uploads")
                .send()
                .element("UploadId")
                .orElseThrow();
        byte[] replaced = new byte[LEAST_PART];
        byte[] taken = new byte[LEAST_PART];
        taken[0] = 1;
        part(upload, replaced);
        setBack(24);
        String tag = part(upload, taken);
        setBack(24);
        assertThat(owner.object(POST, "uploads", "key")
                        .with("uploadId", upload)
                        .body("<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>" + tag
                                + "</ETag></Part></CompleteMultipartUpload>")
                        .send()
                        .outcome())
                .isEqualTo("200");
        assertThat(owner.get("uploads", "key").body()).isEqualTo(taken);
    }

    private String part(String upload, byte[] body) {
        return owner.object(PUT, "uploads", "key")
                .with("partNumber", "1")
                .with("uploadId", upload)
                .body(body)
                .send()
                .header("etag")
                .orElseThrow();
    }

    @Test
    void nothingExpiresBeforeItsAge() {
        owner.create("aging");
        owner.bucket(PUT, "aging")
                .with("lifecycle")
                .body("<LifecycleConfiguration><Rule><ID>r</ID><Prefix></Prefix><Status>Enabled</Status>"
                        + "<Expiration><Days>2</Days></Expiration></Rule></LifecycleConfiguration>")
                .send();
        owner.put("aging", "key", "content");
        setBack(24 * 30);
        ring.runChore("lifecycle");
        assertThat(owner.get("aging", "key").outcome()).isEqualTo("200");
        ring.clock().advance(Duration.ofDays(31));
        ring.runChore("lifecycle");
        assertThat(owner.get("aging", "key").outcome())
                .as("one day after it was written")
                .isEqualTo("200");
        ring.clock().advance(Duration.ofDays(3));
        ring.runChore("lifecycle");
        assertThat(owner.get("aging", "key").outcome()).isEqualTo("404 NoSuchKey");
    }

    @Test
    void theRecordOfChangesStaysWhole() {
        owner.create("first");
        setBack(100);
        owner.create("second");
        setBack(100);
        owner.create("third");
        assertThat(ring.administration()
                        .succeed(Administration.COFFER, "VerifyAuditTrail")
                        .body()
                        .at("/IsWhole")
                        .asBoolean())
                .isTrue();
    }
}
