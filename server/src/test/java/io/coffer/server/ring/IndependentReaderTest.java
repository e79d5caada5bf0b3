package io.coffer.server.ring;

import static io.coffer.protocol.Method.POST;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Page;
import io.coffer.storage.Reader;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageEngineFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A program in another language, written from docs/format.md, reads what the server wrote: given the root key, the
 * keystore and the engine's entries, it opens envelopes, facts and bodies.
 */
@Tag("own-engine")
class IndependentReaderTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Path SCRIPT = Path.of("src/test/python/read_object.py");
    private static final String BUCKET = "bucket";

    @TempDir
    private Path directory;

    /** An entry for the program: names, ids and attributes in hexadecimal, the body's file. */
    private record Exported(String space, String name, String blob, String attributes, String body) {}

    private record Output(int code, String text) {}

    private static Output run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return new Output(process.waitFor(), text);
        } catch (IOException missing) {
            return new Output(-1, missing.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    @Test
    void readsEveryFormOfObject() throws IOException {
        assumeTrue(
                run("python3", "-c", "import cryptography; print('ready')")
                        .text()
                        .equals("ready"),
                "python3, cryptography");
        Map<String, byte[]> written = write();
        Path export = export();
        for (Map.Entry<String, byte[]> object : written.entrySet()) {
            Path plaintext = directory.resolve("plaintext");
            Output output = read(export, object.getKey(), plaintext);
            assertThat(output.code()).as(object.getKey() + ": " + output.text()).isZero();
            assertThat(Files.readAllBytes(plaintext)).as(object.getKey()).isEqualTo(object.getValue());
        }
        JsonNode facts = JSON.readTree(
                read(export, "small", directory.resolve("plaintext")).text());
        assertThat(facts.at("/userMetadata/colour").asString()).isEqualTo("grün");
        assertThat(facts.at("/tags/kind").asString()).isEqualTo("test");
        assertThat(facts.at("/contentType").asString()).isEqualTo("text/x-small");
    }

    @Test
    void refusesWhatWasChanged() throws IOException {
        assumeTrue(
                run("python3", "-c", "import cryptography; print('ready')")
                        .text()
                        .equals("ready"),
                "python3, cryptography");
        write();
        Path export = export();
        Path entries = export.resolve("entries.json");
        String text = Files.readString(entries);
        Matcher envelope = Pattern.compile(
                        "\"name\":\"6f736d616c6c00016e\",\"blob\":\"[0-9a-f]+\",\"attributes\":\"([0-9a-f]{100})(.)")
                .matcher(text);
        assertThat(envelope.find()).isTrue();
        char changed = envelope.group(2).equals("0") ? '1' : '0';
        Files.writeString(entries, text.substring(0, envelope.start(2)) + changed + text.substring(envelope.end(2)));
        Output output = read(export, "small", directory.resolve("plaintext"));
        assertThat(output.code()).isNotZero();
        assertThat(output.text()).contains("does not authenticate");
    }

    private static Output read(Path export, String key, Path plaintext) {
        return run("python3", SCRIPT.toString(), export.toString(), BUCKET, key, plaintext.toString());
    }

    private Map<String, byte[]> write() {
        try (Ring ring = Ring.on(directory.resolve("data"))) {
            Client owner = ring.owner().create(BUCKET);
            owner.put(BUCKET, "plain", "in clear".getBytes(StandardCharsets.UTF_8));
            owner.putRule(BUCKET, "AES256");
            owner.object(PUT, BUCKET, "small")
                    .header("content-type", "text/x-small")
                    .header("x-oss-meta-colour", "grün")
                    .header("x-oss-tagging", "kind=test")
                    .body("small")
                    .send();
            owner.put(BUCKET, "empty", new byte[0]);
            owner.put(BUCKET, "large", random(200_000));
            owner.object(PUT, BUCKET, "sm4")
                    .header("x-oss-server-side-encryption", "SM4")
                    .body(random(150_000))
                    .send();
            String kms = ring.administration()
                    .succeed(Administration.KMS, "CreateKey")
                    .text("/KeyMetadata/KeyId");
            owner.object(PUT, BUCKET, "kms")
                    .header("x-oss-server-side-encryption", "KMS")
                    .header("x-oss-server-side-encryption-key-id", kms)
                    .body("under a customer's key")
                    .send();
            String appended = "first second";
            owner.object(POST, BUCKET, "log")
                    .with("append")
                    .with("position", "0")
                    .body("first ")
                    .send();
            owner.object(POST, BUCKET, "log")
                    .with("append")
                    .with("position", "6")
                    .body("second")
                    .send();
            return Map.of(
                    "plain", "in clear".getBytes(StandardCharsets.UTF_8),
                    "small", "small".getBytes(StandardCharsets.UTF_8),
                    "empty", new byte[0],
                    "large", random(200_000),
                    "sm4", random(150_000),
                    "kms", "under a customer's key".getBytes(StandardCharsets.UTF_8),
                    "log", appended.getBytes(StandardCharsets.UTF_8),
                    "parts", multipart(owner));
        }
    }

    private static byte[] multipart(Client owner) {
        String id = owner.object(POST, BUCKET, "parts")
                .with("uploads")
                .send()
                .element("UploadId")
                .orElseThrow();
        StringBuilder parts = new StringBuilder();
        byte[] whole = random(250_000);
        for (int number = 1; number <= 2; number++) {
            String etag = owner.object(PUT, BUCKET, "parts")
                    .with("partNumber", Integer.toString(number))
                    .with("uploadId", id)
                    .body(java.util.Arrays.copyOfRange(
                            whole, number == 1 ? 0 : 150_000, number == 1 ? 150_000 : 250_000))
                    .send()
                    .header("etag")
                    .orElseThrow();
            parts.append("<Part><PartNumber>" + number + "</PartNumber><ETag>" + etag + "</ETag></Part>");
        }
        Answer answer = owner.object(POST, BUCKET, "parts")
                .with("uploadId", id)
                .body("<CompleteMultipartUpload>" + parts + "</CompleteMultipartUpload>")
                .send();
        assertThat(answer.outcome()).isEqualTo("200");
        return whole;
    }

    /** The stopped store's entries and bodies as the engine has them, with the two files of keys. */
    private Path export() throws IOException {
        Path export = Files.createDirectories(directory.resolve("export"));
        Path data = directory.resolve("data");
        Files.copy(directory.resolve("data.root-key"), export.resolve("root-key"));
        Files.copy(data.resolve("keys/keystore"), export.resolve("keystore"));
        StorageEngineFactory embedded = ServiceLoader.load(StorageEngineFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> factory.name().equals("embedded"))
                .findFirst()
                .orElseThrow();
        List<Exported> exported = new ArrayList<>();
        try (StorageEngine engine = embedded.open(data.resolve("store"), Map.of())) {
            export(engine, new SpaceId("control"), export, exported);
            Entry bucket = engine.space(new SpaceId("control"))
                    .head(Name.of("bucket/" + BUCKET))
                    .orElseThrow();
            Matcher id = Pattern.compile("\"id\":\"([0-9a-f]{32})\"")
                    .matcher(new String(bucket.attributes().bytes(), StandardCharsets.ISO_8859_1));
            assertThat(id.find()).isTrue();
            export(engine, new SpaceId(id.group(1)), export, exported);
        }
        Files.writeString(export.resolve("entries.json"), JSON.writeValueAsString(exported));
        return export;
    }

    private static void export(StorageEngine engine, SpaceId id, Path export, List<Exported> exported)
            throws IOException {
        Space space = engine.space(id);
        Name after = Name.EMPTY;
        Page page;
        do {
            page = space.scan(Name.EMPTY, after, 100);
            for (Entry entry : page.entries()) {
                after = entry.name();
                String body = "body-" + exported.size();
                try (Reader reader = space.open(entry.name());
                        InputStream bytes = reader.range(0, reader.entry().size())) {
                    Files.write(export.resolve(body), bytes.readAllBytes());
                }
                exported.add(new Exported(
                        id.value(),
                        HexFormat.of().formatHex(entry.name().bytes()),
                        entry.blob().hex(),
                        HexFormat.of().formatHex(entry.attributes().bytes()),
                        body));
            }
        } while (page.more());
    }
}
