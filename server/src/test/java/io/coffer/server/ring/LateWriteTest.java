package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.storage.Name;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that end after something else changed what they began with. */
@Covers({"UploadPart", "CompleteMultipartUpload", "PutObject", "AppendObject", "GetObject"})
@Tag("own-engine")
class LateWriteTest {
    private static final byte[] TEXT = "late".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private Ring ring;
    private Client owner;

    @BeforeEach
    void start() {
        ring = Ring.onEngine("lying", directory.resolve("data"));
        owner = ring.owner().create("bucket");
    }

    @AfterEach
    void stop() {
        LyingEngineFactory.COMMITTED.set(name -> {});
        LyingEngineFactory.OPENING.set(name -> {});
        ring.close();
    }

    private void versioning(String status) {
        assertThat(owner.bucket(PUT, "bucket")
                        .with("versioning")
                        .body("<VersioningConfiguration><Status>" + status + "</Status></VersioningConfiguration>")
                        .send()
                        .outcome())
                .isEqualTo("200");
    }

    private static boolean isOf(Name name, char kind) {
        return name.bytes()[0] == kind;
    }

    /** A client that waited too long for an answer sends the part again, and completes with either. */
    @Test
    void aPartThatTheCompletionTookIsNotFreedWithTheUpload() {
        String upload = owner.object(POST, "bucket", "k")
                .with("uploads")
                .send()
                .element("UploadId")
                .orElseThrow();
        Call part = owner.object(PUT, "bucket", "k")
                .with("partNumber", "1")
                .with("uploadId", upload)
                .body(TEXT);
        assertThat(part.send().outcome()).isEqualTo("200");
        AtomicBoolean once = new AtomicBoolean();
        AtomicReference<String> completed = new AtomicReference<>("");
        LyingEngineFactory.COMMITTED.set(name -> {
            if (isOf(name, 'x') && once.compareAndSet(false, true)) {
                completed.set(owner.object(POST, "bucket", "k")
                        .with("uploadId", upload)
                        .header("x-oss-complete-all", "yes")
                        .send()
                        .outcome());
            }
        });
        assertThat(part.send().outcome()).isEqualTo("404 NoSuchUpload");
        assertThat(completed.get()).isEqualTo("200");
        assertThat(owner.get("bucket", "k").text()).isEqualTo("late");
        ring.runChore("sweep");
        ring.clock().advance(Duration.ofHours(2));
        ring.runChore("sweep");
        assertThat(owner.get("bucket", "k").text()).isEqualTo("late");
    }

    @Test
    void whatVersioningBeganToKeepIsNotWrittenOver() {
        owner.put("bucket", "k", "kept");
        try (Wire wire = new Wire(ring.port())) {
            Call put = owner.object(PUT, "bucket", "k").body(TEXT);
            begin(wire, put);
            versioning("Enabled");
            assertThat(wire.send(Arrays.copyOfRange(TEXT, 1, TEXT.length))
                            .receive(false)
                            .outcome())
                    .isEqualTo("200");
        }
        assertThat(owner.get("bucket", "k").text()).isEqualTo("late");
        assertThat(owner.object(GET, "bucket", "k")
                        .with("versionId", "null")
                        .send()
                        .text())
                .isEqualTo("kept");
    }

    @Test
    void aFirstAppendThatEndsBehindANewVersionIsToldSo() {
        try (Wire wire = new Wire(ring.port())) {
            Call append = owner.object(POST, "bucket", "k")
                    .with("append")
                    .with("position", "0")
                    .body(TEXT);
            begin(wire, append);
            versioning("Enabled");
            owner.put("bucket", "k", "version");
            assertThat(wire.send(Arrays.copyOfRange(TEXT, 1, TEXT.length))
                            .receive(false)
                            .outcome())
                    .isEqualTo("409 PositionNotEqualToLength");
        }
        assertThat(owner.get("bucket", "k").text()).isEqualTo("version");
    }

    /** Sends all but the rest of the body when the server has seen the bucket as it is, which it does before a body. */
    private static void begin(Wire wire, Call call) {
        assertThat(wire.ask(call.askingHead()).status()).isEqualTo(100);
        wire.send(Arrays.copyOf(TEXT, 1));
    }

    @Test
    void aVersionIsNeverReadAsTheOneThatTookItsPlace() {
        versioning("Enabled");
        String version =
                owner.put("bucket", "k", "first").header("x-oss-version-id").orElseThrow();
        AtomicBoolean once = new AtomicBoolean();
        LyingEngineFactory.OPENING.set(name -> {
            if (isOf(name, 'o') && once.compareAndSet(false, true)) {
                owner.object(DELETE, "bucket", "k").with("versionId", version).send();
                owner.put("bucket", "k", "second");
            }
        });
        assertThat(owner.object(GET, "bucket", "k")
                        .with("versionId", version)
                        .send()
                        .outcome())
                .isEqualTo("404 NoSuchVersion");
        assertThat(once).isTrue();
    }
}
