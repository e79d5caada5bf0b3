package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.encryption.KeyPurpose;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way to write an object takes the same rules of encryption and leaves nothing of it readable in the files. */
class WritePathEncryptionTest {
    private static final int MIN_PART = 100 * 1024;
    private static final String CANARY = HexFormat.of().formatHex(random(16, 21));
    private static final String CANARY_OF_TAGS = HexFormat.of().formatHex(random(16, 22));

    @TempDir
    private Path directory;

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private static byte[] withCanary(int size, long seed) {
        byte[] body = random(size, seed);
        byte[] canary = CANARY.getBytes(ISO_8859_1);
        System.arraycopy(canary, 0, body, 0, canary.length);
        System.arraycopy(canary, 0, body, size - canary.length, canary.length);
        return body;
    }

    private boolean isInFiles(String text) throws IOException {
        return !FilesInUse.with(directory, text).isEmpty();
    }

    private static String begin(Client owner, String key) {
        return owner.object(POST, "bucket", key)
                .with("uploads")
                .header("x-oss-meta-canary", CANARY)
                .header("x-oss-tagging", "canary=" + CANARY_OF_TAGS)
                .send()
                .element("UploadId")
                .orElseThrow();
    }

    private static Call part(Client owner, String key, String upload, int number) {
        return owner.object(PUT, "bucket", key)
                .with("partNumber", Integer.toString(number))
                .with("uploadId", upload);
    }

    private static void complete(Client owner, String key, String upload) {
        assertThat(owner.object(POST, "bucket", key)
                        .with("uploadId", upload)
                        .header("x-oss-complete-all", "yes")
                        .send()
                        .outcome())
                .isEqualTo("200");
    }

    /** By every operation that takes content. */
    private static void writeEverything(Client owner) {
        owner.object(PUT, "bucket", "put")
                .header("x-oss-meta-canary", CANARY)
                .header("x-oss-tagging", "canary=" + CANARY_OF_TAGS)
                .body(withCanary(5000, 1))
                .send();
        for (int at = 0; at < 20; at++) {
            assertThat(owner.object(POST, "bucket", "append")
                            .with("append")
                            .with("position", Integer.toString(100 * at))
                            .header("x-oss-meta-canary", CANARY)
                            .body(withCanary(100, at))
                            .send()
                            .outcome())
                    .isEqualTo("200");
        }
        String upload = begin(owner, "multipart");
        part(owner, "multipart", upload, 1).body(withCanary(MIN_PART, 3)).send();
        part(owner, "multipart", upload, 1).body(withCanary(MIN_PART, 4)).send();
        part(owner, "multipart", upload, 2)
                .header("x-oss-copy-source", "/bucket/put")
                .send();
        complete(owner, "multipart", upload);
        part(owner, "open", begin(owner, "open"), 1)
                .body(withCanary(MIN_PART, 5))
                .send();
        owner.object(PUT, "bucket", "copy")
                .header("x-oss-copy-source", "/bucket/multipart")
                .send();
        assertThat(new Client(owner.port(), Optional.empty(), owner.clock())
                        .bucket(POST, "bucket")
                        .header("content-type", Form.TYPE)
                        .body(new Form()
                                .signed("LTAIowner", "owner-secret", Form.policy(Instant.now()))
                                .field("key", "form")
                                .field("x-oss-meta-canary", CANARY)
                                .file(CANARY)
                                .bytes())
                        .send()
                        .status())
                .isEqualTo(204);
        owner.bucket(PUT, "bucket")
                .with("versioning")
                .body("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
                .send();
        owner.put("bucket", "put", withCanary(5000, 6));
        owner.object(PUT, "bucket", "put")
                .with("tagging")
                .body("<Tagging><TagSet><Tag><Key>canary</Key><Value>" + CANARY_OF_TAGS
                        + "</Value></Tag></TagSet></Tagging>")
                .send();
    }

    @ParameterizedTest
    @Tag("own-engine")
    @ValueSource(strings = {"AES256", "SM4", "KMS"})
    void underARuleNothingIsReadableInTheFiles(String algorithm) throws IOException {
        Path data = directory.resolve("data");
        try (Ring ring = Ring.on(data)) {
            Client owner = ring.owner().create("bucket");
            owner.putRule("bucket", algorithm);
            writeEverything(owner);
            for (String key : new String[] {"put", "append", "multipart", "copy", "form"}) {
                Answer answer = owner.get("bucket", key);
                assertThat(answer.text()).as(key).contains(CANARY);
                assertThat(answer.header("x-oss-server-side-encryption")).contains(algorithm);
            }
        }
        assertThat(isInFiles(CANARY)).isFalse();
        assertThat(isInFiles(CANARY_OF_TAGS)).isFalse();
        assertThat(isInFiles("multipart")).as("names are in clear").isTrue();
    }

    @Test
    @Tag("own-engine")
    void withoutARuleEverythingIs() throws IOException {
        try (Ring ring = Ring.on(directory.resolve("data"))) {
            writeEverything(ring.owner().create("bucket"));
        }
        assertThat(isInFiles(CANARY)).isTrue();
        assertThat(isInFiles(CANARY_OF_TAGS)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "-, -, -, -",
        "AES256, -, AES256, -",
        "SM4, -, SM4, -",
        "KMS, -, KMS, -",
        "KMS, SM4, KMS, SM4",
        "AES256, SM4, AES256, -",
        "SM4, SM4, SM4, -",
        "-, SM4, -, -"
    })
    void everyWriteEchoesWhatHolds(String method, String data, String wantedMethod, String wantedData) {
        try (Ring ring = Ring.inMemory()) {
            Client owner = ring.owner().create("bucket");
            owner.put("bucket", "source", "text");
            assertEcho(
                    asked(owner.object(PUT, "bucket", "put").body("text"), method, data)
                            .send(),
                    wantedMethod,
                    wantedData);
            assertEcho(
                    asked(
                                    owner.object(PUT, "bucket", "copy").header("x-oss-copy-source", "/bucket/source"),
                                    method,
                                    data)
                            .send(),
                    wantedMethod,
                    wantedData);
            assertEcho(
                    asked(
                                    owner.object(POST, "bucket", "append")
                                            .with("append")
                                            .with("position", "0")
                                            .body("text"),
                                    method,
                                    data)
                            .send(),
                    wantedMethod,
                    wantedData);
            Answer begun = asked(owner.object(POST, "bucket", "multipart").with("uploads"), method, data)
                    .send();
            assertEcho(begun, wantedMethod, wantedData);
            String upload = begun.element("UploadId").orElseThrow();
            assertEcho(part(owner, "multipart", upload, 1).body("text").send(), wantedMethod, wantedData);
            complete(owner, "multipart", upload);
            Optional<String> keyId = Optional.empty();
            for (String key : new String[] {"put", "copy", "append", "multipart"}) {
                Answer read = owner.get("bucket", key);
                assertThat(read.text()).as(key).isEqualTo("text");
                assertEcho(read, wantedMethod, wantedData);
                Optional<String> used = read.header("x-oss-server-side-encryption-key-id");
                assertThat(used.isPresent()).isEqualTo(wantedMethod.equals("KMS"));
                assertThat(keyId.isEmpty() || keyId.equals(used)).isTrue();
                keyId = used;
            }
        }
    }

    private static Call asked(Call call, String method, String data) {
        if (!method.equals("-")) {
            call.header("x-oss-server-side-encryption", method);
        }
        if (!data.equals("-")) {
            call.header("x-oss-server-side-data-encryption", data);
        }
        return call;
    }

    private static void assertEcho(Answer answer, String method, String data) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("x-oss-server-side-encryption").orElse("-")).isEqualTo(method);
        assertThat(answer.header("x-oss-server-side-data-encryption").orElse("-"))
                .isEqualTo(data);
    }

    private static Stream<Arguments> lies() {
        return Stream.of("multipart", "append")
                .flatMap(key -> Stream.of(0.0, 0.0001, 0.3, 0.5, 0.9, 1.0).map(where -> Arguments.of(key, where)));
    }

    @ParameterizedTest
    @Tag("own-engine")
    @MethodSource("lies")
    void aChangedByteOfAnExtentOrOfTheListOfThemIsRefused(String key, double where) {
        try (Ring ring = Ring.onEngine("lying", directory.resolve("data"))) {
            Client owner = ring.owner().create("bucket");
            owner.putRule("bucket", "AES256");
            writeEverything(owner);
            byte[] right = owner.get("bucket", key).body();
            LyingEngineFactory.LIE.set(body -> {
                byte[] changed = body.clone();
                changed[(int) (where * (body.length - 1))] ^= 1;
                return changed;
            });
            try {
                Answer answer = owner.get("bucket", key);
                if (answer.status() == 200) {
                    assertThat(answer.isWhole()).isFalse();
                    assertThat(answer.body()).isEqualTo(Arrays.copyOf(right, answer.body().length));
                } else {
                    assertThat(answer.outcome()).isEqualTo("500 InternalError");
                }
            } finally {
                LyingEngineFactory.LIE.set(UnaryOperator.identity());
            }
            assertThat(owner.get("bucket", key).body()).isEqualTo(right);
        }
    }

    @Test
    void aDisabledKeyStopsUploadsUnderWay() {
        try (Ring ring = Ring.inMemory()) {
            Client owner = ring.owner().create("bucket");
            String account = owner.service(GET).send().element("ID").orElseThrow();
            String key = ring.keys().create(account, KeyPurpose.CUSTOMER, "key").keyId();
            owner.putKmsRule("bucket", key);
            writeEverything(owner);
            String upload = begin(owner, "under-way");
            part(owner, "under-way", upload, 1).body(withCanary(MIN_PART, 1)).send();
            ring.keys().disable(key);
            assertThat(part(owner, "under-way", upload, 2).body("text").send().outcome())
                    .isEqualTo("409 KmsKeyDisabled");
            assertThat(owner.object(POST, "bucket", "under-way")
                            .with("uploadId", upload)
                            .header("x-oss-complete-all", "yes")
                            .send()
                            .outcome())
                    .isEqualTo("409 KmsKeyDisabled");
            assertThat(owner.object(POST, "bucket", "append")
                            .with("append")
                            .with("position", "2000")
                            .body("text")
                            .send()
                            .outcome())
                    .isEqualTo("409 KmsKeyDisabled");
            for (String read : new String[] {"append", "multipart", "copy", "form"}) {
                assertThat(owner.get("bucket", read).outcome()).as(read).isEqualTo("409 KmsKeyDisabled");
            }
            assertThat(owner.object(GET, "bucket", "under-way")
                            .with("uploadId", upload)
                            .send()
                            .outcome())
                    .isEqualTo("200");
            assertThat(owner.object(DELETE, "bucket", "under-way")
                            .with("uploadId", upload)
                            .send()
                            .status())
                    .isEqualTo(204);
            ring.keys().enable(key);
            assertThat(owner.get("bucket", "append").body()).hasSize(2000);
        }
    }
}
