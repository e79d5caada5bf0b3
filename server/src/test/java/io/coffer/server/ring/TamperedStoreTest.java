package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.ObjectKey;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever changes the store behind the server's back makes reads fail, and never a wrong byte be delivered. */
@Tag("own-engine")
class TamperedStoreTest {
    private static final int SEGMENT = 64 * 1024;
    private static final byte[] SMALL = random(500, 1);
    private static final byte[] TWIN = random(500, 2);
    private static final byte[] LARGE = random(3_000_000, 3);

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
            Client owner = ring.owner().create("bucket");
            owner.putRule("bucket", "AES256");
            owner.put("bucket", "small", SMALL);
            owner.put("bucket", "twin", TWIN);
            owner.put("bucket", "large", LARGE);
        }
    }

    private interface Change {
        void of(StorageEngine engine, Space space);
    }

    /** Changes the stopped store by the engine's own means, as one who has the machine but no key. */
    private void change(Change change) {
        StorageEngineFactory embedded = ServiceLoader.load(StorageEngineFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> factory.name().equals("embedded"))
                .findFirst()
                .orElseThrow();
        try (StorageEngine engine = embedded.open(data.resolve("store"), Map.of())) {
            change.of(engine, engine.space(bucketSpace(engine)));
        }
    }

    /** The bucket's record is sealed but not hidden: its id is a field of its JSON. */
    private static SpaceId bucketSpace(StorageEngine engine) {
        Entry bucket = engine.space(new SpaceId("control"))
                .head(Name.of("bucket/bucket"))
                .orElseThrow();
        String record = new String(bucket.attributes().bytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
        var id = java.util.regex.Pattern.compile("\"id\":\"([0-9a-f]{32})\"").matcher(record);
        assertThat(id.find()).isTrue();
        return new SpaceId(id.group(1));
    }

    private static Name name(String key) {
        return ObjectNames.of(new ObjectKey(key));
    }

    private static byte[] body(Space space, Name name) {
        try (Reader reader = space.open(name);
                InputStream in = reader.range(0, reader.entry().size())) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static void replace(Space space, Name name, byte[] body, Attributes attributes) {
        try (Writer writer = space.begin(body.length)) {
            writer.write(body, 0, body.length);
            space.commit(writer, name, attributes, Condition.ANY);
        }
    }

    private void assertRefused(String key, byte[] plaintext) {
        try (Ring ring = Ring.on(data)) {
            assertNothingWrong(ring.owner().get("bucket", key), plaintext, 0);
            int half = plaintext.length / 2;
            Answer part = ring.owner()
                    .object(GET, "bucket", key)
                    .header("range", "bytes=" + half + "-")
                    .send();
            assertNothingWrong(part, plaintext, half);
            assertThat(ring.owner().getRule("bucket").outcome()).isEqualTo("200");
        }
    }

    private static void assertNothingWrong(Answer answer, byte[] plaintext, int from) {
        if (answer.status() >= 400) {
            assertThat(answer.outcome()).isEqualTo("500 InternalError");
            return;
        }
        assertThat(answer.isWhole()).isFalse();
        assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(plaintext, from, from + answer.body().length));
    }

    @Test
    void theStoreIsGoodBeforeItIsChanged() {
        change((engine, space) -> assertThat(space.head(name("large"))).isPresent());
        try (Ring ring = Ring.on(data)) {
            assertThat(ring.owner().get("bucket", "small").body()).isEqualTo(SMALL);
            assertThat(ring.owner().get("bucket", "large").body()).isEqualTo(LARGE);
        }
    }

    @Test
    void aFlippedBitInABodyFileIsFound() throws IOException {
        for (Path file : bodyFiles()) {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length * 2 / 3] ^= 0x10;
            Files.write(file, bytes);
        }
        assertRefused("large", LARGE);
    }

    @Test
    void aTruncatedBodyFileIsFound() throws IOException {
        for (Path file : bodyFiles()) {
            byte[] bytes = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(bytes, bytes.length - 10_000));
        }
        assertRefused("large", LARGE);
    }

    @Test
    void aMissingBodyFileIsFound() throws IOException {
        for (Path file : bodyFiles()) {
            Files.delete(file);
        }
        assertRefused("large", LARGE);
    }

    private List<Path> bodyFiles() throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            List<Path> large = files.filter(Files::isRegularFile)
                    .filter(file -> sizeOf(file) >= LARGE.length)
                    .filter(file -> !file.toString().endsWith(".log")
                            && !file.toString().endsWith(".sst"))
                    .toList();
            assertThat(large).isNotEmpty();
            return large;
        }
    }

    private static long sizeOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            return 0;
        }
    }

    /** Written by the engine's own means, so that its checksums hold: the record names the body that it belongs to. */
    @ParameterizedTest
    @ValueSource(strings = {"small", "large"})
    void anotherBodyWithAFlippedBitIsFound(String key) {
        byte[] plaintext = key.equals("small") ? SMALL : LARGE;
        change((engine, space) -> {
            Entry entry = space.head(name(key)).orElseThrow();
            byte[] ciphertext = body(space, name(key));
            ciphertext[ciphertext.length * 2 / 3] ^= 1;
            replace(space, name(key), ciphertext, entry.attributes());
        });
        assertRefused(key, plaintext);
    }

    @Test
    void anotherBodyWithSwappedSegmentsIsFound() {
        change((engine, space) -> replace(
                space,
                name("large"),
                swapped(body(space, name("large"))),
                space.head(name("large")).orElseThrow().attributes()));
        assertRefused("large", LARGE);
    }

    private static byte[] swapped(byte[] ciphertext) {
        byte[] swapped = ciphertext.clone();
        System.arraycopy(ciphertext, SEGMENT, swapped, 2 * SEGMENT, SEGMENT);
        System.arraycopy(ciphertext, 2 * SEGMENT, swapped, SEGMENT, SEGMENT);
        return swapped;
    }

    @Test
    void swappedSegmentsInTheFileAreFound() throws IOException {
        for (Path file : bodyFiles()) {
            Files.write(file, swapped(Files.readAllBytes(file)));
        }
        assertRefused("large", LARGE);
    }

    @Test
    void anEnvelopeOfAnotherObjectIsFound() {
        change((engine, space) -> {
            Entry small = space.head(name("small")).orElseThrow();
            Entry twin = space.head(name("twin")).orElseThrow();
            space.update(name("small"), twin.attributes(), small.generation());
        });
        assertRefused("small", SMALL);
        try (Ring ring = Ring.on(data)) {
            assertThat(ring.owner().head("bucket", "small").status()).isEqualTo(500);
            assertThat(ring.owner().get("bucket", "twin").body()).isEqualTo(TWIN);
        }
    }

    @Test
    void anObjectUnderAnothersNameIsFound() {
        change((engine, space) -> {
            Entry twin = space.head(name("twin")).orElseThrow();
            replace(space, name("small"), body(space, name("twin")), twin.attributes());
        });
        assertRefused("small", SMALL);
    }

    @Test
    void anEditedRecordIsFound() {
        change((engine, space) -> {
            Entry entry = space.head(name("small")).orElseThrow();
            byte[] record = entry.attributes().bytes().clone();
            record[record.length / 2] ^= 1;
            space.update(name("small"), new Attributes(record), entry.generation());
        });
        assertRefused("small", SMALL);
        try (Ring ring = Ring.on(data)) {
            assertThat(ring.owner().object(HEAD, "bucket", "small").send().status())
                    .isEqualTo(500);
        }
    }

    @Test
    void aBucketsRecordWithoutItsRuleIsFound() {
        change((engine, space) -> {
            Space control = engine.space(new SpaceId("control"));
            Entry entry = control.head(Name.of("bucket/bucket")).orElseThrow();
            byte[] record = entry.attributes().bytes().clone();
            String text = new String(record, java.nio.charset.StandardCharsets.ISO_8859_1);
            int at = text.indexOf("AES256");
            assertThat(at).isPositive();
            record[at] = 'B';
            control.update(entry.name(), new Attributes(record), entry.generation());
        });
        try (Ring ring = Ring.on(data)) {
            assertThat(ring.owner().put("bucket", "plain", "text").outcome()).isEqualTo("500 InternalError");
            assertThat(ring.owner().getRule("bucket").outcome()).isEqualTo("500 InternalError");
        }
    }
}
