package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.ObjectKey;
import io.coffer.server.main.OfflineTools;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.storage.Attributes;
import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Reader;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageEngineFactory;
import io.coffer.storage.Writer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code ./coffer verify} over a stopped store: it finds nothing in a good one, and names what was done to another. */
@Tag("own-engine")
class VerifyTest {
    private static final String CANARY = "canary-9f8e7d6c5b4a";
    private static final String PLAIN_CANARY = "canary-in-plain-sight";

    @TempDir
    private Path directory;

    private Path data;

    private static byte[] random(int size, long seed) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    @BeforeEach
    void store() {
        data = directory.resolve("data");
        try (Ring ring = Ring.on(data)) {
            Client owner = ring.owner().create("secret").create("clear").create("kept");
            owner.putRule("secret", "AES256");
            owner.object(PUT, "secret", "small")
                    .header("x-oss-meta-canary", CANARY)
                    .header("x-oss-tagging", "canary=" + CANARY)
                    .body("something about " + CANARY)
                    .send();
            owner.put("secret", "twin", "something else");
            owner.put("secret", "large", random(400_000, 1));
            multipart(owner, "secret", "parts", true);
            multipart(owner, "secret", "open", false);
            append(owner);
            owner.object(PUT, "secret", "sm4")
                    .header("x-oss-server-side-encryption", "SM4")
                    .body(random(100_000, 4))
                    .send();
            owner.put("clear", "plain", PLAIN_CANARY);
            owner.object(PUT, "clear", "link")
                    .with("symlink")
                    .header("x-oss-symlink-target", "plain")
                    .send();
            owner.bucket(PUT, "kept")
                    .with("versioning")
                    .body("<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>")
                    .send();
            owner.put("kept", "key", "one");
            owner.put("kept", "key", "two");
            owner.object(DELETE, "kept", "key").send();
        }
    }

    private static void append(Client owner) {
        owner.object(POST, "secret", "log")
                .with("append")
                .with("position", "0")
                .body("first ")
                .send();
        owner.object(POST, "secret", "log")
                .with("append")
                .with("position", "6")
                .body("second")
                .send();
    }

    private static void multipart(Client owner, String bucket, String key, boolean complete) {
        String id = owner.object(POST, bucket, key)
                .with("uploads")
                .send()
                .element("UploadId")
                .orElseThrow();
        StringBuilder parts = new StringBuilder();
        for (int number = 1; number <= 2; number++) {
            String etag = owner.object(PUT, bucket, key)
                    .with("partNumber", Integer.toString(number))
                    .with("uploadId", id)
                    .body(random(150_000, number))
                    .send()
                    .header("etag")
                    .orElseThrow();
            parts.append("<Part><PartNumber>")
                    .append(number)
                    .append("</PartNumber><ETag>")
                    .append(etag)
                    .append("</ETag></Part>");
        }
        if (complete) {
            Answer answer = owner.object(POST, bucket, key)
                    .with("uploadId", id)
                    .body("<CompleteMultipartUpload>" + parts + "</CompleteMultipartUpload>")
                    .send();
            assertThat(answer.outcome()).isEqualTo("200");
        }
    }

    private interface Change {
        void of(StorageEngine engine, Space secret) throws IOException;
    }

    /** Changes the stopped store by the engine's own means, as one who has the disk but no key. */
    private void change(Change change) {
        StorageEngineFactory embedded = ServiceLoader.load(StorageEngineFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> factory.name().equals("embedded"))
                .findFirst()
                .orElseThrow();
        try (StorageEngine engine = embedded.open(data.resolve("store"), Map.of())) {
            Entry bucket = engine.space(new SpaceId("control"))
                    .head(Name.of("bucket/secret"))
                    .orElseThrow();
            var id = Pattern.compile("\"id\":\"([0-9a-f]{32})\"")
                    .matcher(new String(bucket.attributes().bytes(), StandardCharsets.ISO_8859_1));
            assertThat(id.find()).isTrue();
            change.of(engine, engine.space(new SpaceId(id.group(1))));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Name name(String key) {
        return ObjectNames.of(new ObjectKey(key));
    }

    private static byte[] body(Space space, Name name) throws IOException {
        try (Reader reader = space.open(name);
                InputStream in = reader.range(0, reader.entry().size())) {
            return in.readAllBytes();
        }
    }

    private static void replace(Space space, Name name, byte[] body, Attributes attributes) {
        try (Writer writer = space.begin(body.length)) {
            writer.write(body, 0, body.length);
            space.commit(writer, name, attributes, Condition.ANY);
        }
    }

    @Test
    void aGoodStoreIsClean() {
        OfflineTools.Result result = OfflineTools.verify(data);
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        JsonNode report = result.json();
        assertThat(report.path("result").asString()).isEqualTo("clean");
        assertThat(report.path("objects").asLong()).isEqualTo(9);
        assertThat(report.at("/counts/encryptedObjects").asLong()).isEqualTo(6);
        assertThat(report.at("/counts/plainObjects").asLong()).isEqualTo(3);
        assertThat(report.at("/counts/links").asLong()).isEqualTo(1);
        assertThat(report.at("/counts/deleteMarkers").asLong()).isEqualTo(1);
        assertThat(report.at("/counts/uploads").asLong()).isEqualTo(1);
        assertThat(report.at("/counts/extents").asLong()).isEqualTo(6);
        assertThat(report.at("/orphans/extents").asLong()).isZero();
        assertThat(report.at("/ledger/exact").asBoolean()).isTrue();
        assertThat(report.at("/audit/whole").asBoolean()).isTrue();
        assertThat(report.at("/keyLog/whole").asBoolean()).isTrue();
        assertThat(report.at("/keyLog/records").asLong()).isGreaterThan(10);
        assertThat(report.path("bytes").asLong()).isGreaterThan(400_000 + 600_000 + 100_000);
        assertThat(report.path("anchor").asString()).startsWith("no checkpoint was given");
    }

    @Test
    void whatIsEncryptedIsNowhereInTheFiles() {
        OfflineTools.Result result = OfflineTools.verify(data, "--canary", CANARY);
        assertThat(result.code()).as(result.out()).isZero();
        assertThat(result.json().at("/canaries/searched").asLong()).isEqualTo(1);
        // its ETag and CRC64, which would confirm guesses, are not there either
        Answer head;
        try (Ring ring = Ring.on(data)) {
            head = ring.owner().head("secret", "small");
        }
        String etag = head.header("etag").orElseThrow().replace("\"", "");
        String crc64 = head.header("x-oss-hash-crc64ecma").orElseThrow();
        assertThat(OfflineTools.verify(data, "--canary", etag, "--canary", crc64)
                        .code())
                .isZero();
    }

    @Test
    void whatIsPlainIsFoundAndNamed() {
        OfflineTools.Result result = OfflineTools.verify(data, "--canary", PLAIN_CANARY);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.findings()).allMatch(finding -> finding.startsWith("canary /store/"));
        assertThat(result.json().at("/canaries/hits/0/form").asString()).isEqualTo("UTF-8");
    }

    @Test
    void aSwappedEnvelopeIsNamed() {
        change((engine, secret) -> secret.update(
                name("small"),
                secret.head(name("twin")).orElseThrow().attributes(),
                secret.head(name("small")).orElseThrow().generation()));
        OfflineTools.Result result = OfflineTools.verify(data);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.findings()).containsExactly("record secret/small");
    }

    @Test
    void anotherBodyIsNamed() {
        change((engine, secret) -> {
            byte[] ciphertext = body(secret, name("large"));
            ciphertext[ciphertext.length / 2] ^= 1;
            replace(
                    secret,
                    name("large"),
                    ciphertext,
                    secret.head(name("large")).orElseThrow().attributes());
        });
        OfflineTools.Result result = OfflineTools.verify(data);
        // the body has another id than its record
        assertThat(result.findings()).containsExactly("record secret/large");
    }

    @Test
    void anExchangedPartIsNamed() {
        change((engine, secret) -> {
            var extents =
                    secret.scan(new Name(new byte[] {'x'}), Name.EMPTY, 100).entries();
            Entry part = extents.stream()
                    .filter(entry -> entry.size() > 100_000)
                    .findFirst()
                    .orElseThrow();
            byte[] ciphertext = body(secret, part.name());
            ciphertext[ciphertext.length - 1] ^= 1;
            replace(secret, part.name(), ciphertext, part.attributes());
        });
        assertThat(OfflineTools.verify(data).findings())
                .hasSize(1)
                .allMatch(finding -> finding.equals("body secret/parts") || finding.equals("body secret/open"));
    }

    @Test
    void aMissingPartIsNamed() {
        change((engine, secret) -> {
            Entry log = secret.scan(new Name(new byte[] {'x'}), Name.EMPTY, 100).entries().stream()
                    .filter(entry -> entry.size() < 100)
                    .findFirst()
                    .orElseThrow();
            secret.delete(log.name(), Condition.ANY);
        });
        assertThat(OfflineTools.verify(data).findings()).containsExactly("extent secret/log");
    }

    @Test
    void anAclAndARuleEditedOnTheDiskAreRefusedAndNamed() {
        change((engine, secret) -> {
            edit(engine.space(new SpaceId("control")), Name.of("bucket/secret"), "AES256", "AES25X");
            edit(engine.space(new SpaceId("control")), Name.of("bucket/clear"), "\"PRIVATE\"", "\"private\"");
            edit(secret, name("small"), "default", "DEFAULT");
        });
        OfflineTools.Result result = OfflineTools.verify(data);
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.findings()).contains("control-record /bucket/secret", "control-record /bucket/clear");
        try (Ring ring = Ring.on(data)) {
            assertThat(ring.owner().get("clear", "plain").outcome()).isEqualTo("500 InternalError");
            assertThat(ring.anonymous().get("clear", "plain").outcome()).isEqualTo("500 InternalError");
            assertThat(ring.owner().put("secret", "new", "text").outcome()).isEqualTo("500 InternalError");
        }
    }

    @Test
    void anAclOfAnObjectEditedOnTheDiskIsRefusedAndNamed() {
        change((engine, secret) -> edit(secret, name("small"), "default", "Default"));
        assertThat(OfflineTools.verify(data).findings()).containsExactly("record secret/small");
        try (Ring ring = Ring.on(data)) {
            assertThat(ring.owner().get("secret", "small").outcome()).isEqualTo("500 InternalError");
            assertThat(ring.anonymous().get("secret", "small").outcome()).isEqualTo("500 InternalError");
        }
    }

    private static void edit(Space space, Name name, String from, String to) {
        Entry entry = space.head(name).orElseThrow();
        byte[] record = entry.attributes().bytes().clone();
        int at = new String(record, StandardCharsets.ISO_8859_1).indexOf(from);
        assertThat(at).as(from).isPositive();
        System.arraycopy(to.getBytes(StandardCharsets.ISO_8859_1), 0, record, at, to.length());
        space.update(name, new Attributes(record), entry.generation());
    }

    @Test
    void aRemovedAuditRecordAndAnEditedKeyUseAreNamed() throws IOException {
        change((engine, secret) -> {
            Space control = engine.space(new SpaceId("control"));
            Entry audit = control.scan(Name.of("audit/record/"), Name.EMPTY, 3)
                    .entries()
                    .get(2);
            control.delete(audit.name(), Condition.ANY);
        });
        Path log = keyLogFile();
        String text = Files.readString(log);
        Files.writeString(log, text.replaceFirst("\"operation\":\"unwrap\"", "\"operation\":\"rewrap\""));
        assertThat(OfflineTools.verify(data).findings())
                .hasSize(2)
                .anyMatch(finding -> finding.startsWith("audit /audit records"))
                .anyMatch(finding -> finding.startsWith("key-log /chain 1 record"));
    }

    private Path keyLogFile() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("key-log"))) {
            return files.findFirst().orElseThrow();
        }
    }

    @Test
    void whatCannotRunSaysWhy() throws IOException {
        try (Ring ring = Ring.on(data)) {
            assertThat(ring.port()).isPositive();
            OfflineTools.Result result = OfflineTools.verify(data);
            assertThat(result.code()).isEqualTo(2);
            assertThat(result.err()).startsWith("coffer verify: ");
        }
        assertThat(OfflineTools.verify(directory.resolve("nothing")).code()).isEqualTo(2);
        assertThat(OfflineTools.verify(data, "--canary", "abc").code()).isEqualTo(2);
        Path rootKey = directory.resolve("data.root-key");
        byte[] key = Files.readAllBytes(rootKey);
        byte[] other = key.clone();
        other[30] = (byte) (other[30] == 'a' ? 'b' : 'a');
        Files.write(rootKey, other);
        assertThat(OfflineTools.verify(data).code()).isEqualTo(2);
        Files.delete(rootKey);
        assertThat(OfflineTools.verify(data).code()).isEqualTo(2);
        assertThat(Arrays.equals(key, other)).isFalse();
    }
}
