package io.coffer.cli.importing;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.cli.LocalService;
import io.coffer.cli.LocalService.Outcome;
import io.coffer.cli.importing.Unreliable.Fate;
import io.coffer.cli.oss.OssCall;
import io.coffer.cli.oss.OssClient;
import io.coffer.cli.oss.OssReply;
import io.coffer.cli.oss.Payload;
import io.coffer.protocol.Method;
import io.coffer.protocol.xml.XmlElement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** From one server of this process into another, with something in between that does not always do as it is told. */
class ImportVerbTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path home;

    private LocalService source;
    private LocalService target;
    private OssClient writer;
    private OssClient reader;
    private Unreliable way;
    private Unreliable there;

    @BeforeEach
    void start() throws IOException {
        source = LocalService.start();
        target = LocalService.start();
        writer = source.client();
        reader = target.client();
        way = new Unreliable(source);
        there = new Unreliable(target);
    }

    @AfterEach
    void stop() {
        way.close();
        there.close();
        source.close();
        target.close();
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(target.environment());
        environment.put("OSS_ENDPOINT", there.endpoint());
        environment.put("OSS_SOURCE_ACCESS_KEY_ID", LocalService.ID);
        environment.put("OSS_SOURCE_ACCESS_KEY_SECRET", LocalService.SECRET);
        return environment;
    }

    private List<String> command(String... arguments) {
        List<String> all = new ArrayList<>(List.of("import", "--source-endpoint", way.endpoint(), "--output", "json"));
        all.addAll(List.of(arguments));
        if (!all.contains("--journal")) {
            all.addAll(List.of("--journal", home.resolve("journal").toString()));
        }
        return all;
    }

    private Outcome run(String... arguments) {
        return LocalService.run(environment(), home, command(arguments).toArray(String[]::new));
    }

    private JsonNode complete(String... arguments) {
        Outcome outcome = run(arguments);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).as(outcome.out()).isZero();
        JsonNode report = JSON.readTree(outcome.out());
        assertThat(report.path("Complete").asBoolean()).isTrue();
        return report.at("/Buckets/0");
    }

    private Outcome api(LocalService service, String... arguments) {
        List<String> all = new ArrayList<>(List.of("api"));
        all.addAll(List.of(arguments));
        Outcome outcome = service.run(home, all.toArray(String[]::new));
        assertThat(outcome.err()).isEmpty();
        return outcome;
    }

    private JsonNode json(LocalService service, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--output", "json"));
        return JSON.readTree(api(service, all.toArray(String[]::new)).out());
    }

    private void put(String key, String content) {
        writer.done(OssCall.object(Method.PUT, "photos", key)
                .carrying(Payload.of(content.getBytes(StandardCharsets.UTF_8))));
    }

    private void put(String key, String content, String... more) {
        List<String> all =
                new ArrayList<>(List.of("put-object", "--bucket", "photos", "--key", key, "--body", content));
        all.addAll(List.of(more));
        api(source, all.toArray(String[]::new));
    }

    private void bucket() {
        api(source, "put-bucket", "--bucket", "photos");
    }

    private void versioned() {
        bucket();
        api(
                source,
                "put-bucket-versioning",
                "--bucket",
                "photos",
                "--versioning-configuration",
                "{\"Status\":\"Enabled\"}");
    }

    private String content(String key) {
        return api(target, "get-object", "--bucket", "photos", "--key", key).out();
    }

    /** The contents of a name's versions at the target, the oldest first; a delete marker is a dash. */
    private List<String> history(String key) {
        List<String> contents = new ArrayList<>();
        XmlElement list;
        try (OssReply reply = reader.send(
                OssCall.bucket(Method.GET, "photos").asking("versions").asking("prefix", key))) {
            list = reply.document("ListVersionsResult");
        }
        for (XmlElement entry : list.children()) {
            if (entry.name().equals("DeleteMarker")) {
                contents.addFirst("-");
            } else if (entry.name().equals("Version")) {
                contents.addFirst(content(key, entry.value("VersionId").orElseThrow()));
            }
        }
        return contents;
    }

    private String content(String key, String version) {
        try (OssReply reply =
                reader.send(OssCall.object(Method.GET, "photos", key).asking("versionId", version))) {
            return new String(reply.bytes(), StandardCharsets.UTF_8);
        }
    }

    private void versionsOf(String key) {
        put(key, "one");
        put(key, "two");
        writer.done(OssCall.object(Method.DELETE, "photos", key));
        put(key, "three");
    }

    @Test
    void everythingOfAnObjectComes() {
        bucket();
        put(
                "a b/ü+%&.txt",
                "hello",
                "--content-type",
                "text/x",
                "--cache-control",
                "no-store",
                "--content-disposition",
                "inline",
                "--content-encoding",
                "identity",
                "--content-language",
                "de",
                "--expires",
                "Wed, 21 Oct 2026 07:28:00 GMT",
                "--metadata",
                "owner=me",
                "--tagging",
                "k=v&a b=c",
                "--object-acl",
                "public-read",
                "--storage-class",
                "IA",
                "--server-side-encryption",
                "KMS");
        put("empty", "");
        api(source, "put-symlink", "--bucket", "photos", "--key", "link", "--symlink-target", "empty");
        api(source, "append-object", "--bucket", "photos", "--key", "log", "--position", "0", "--body", "line");

        JsonNode report = complete("photos");

        assertThat(report.path("Keys").asInt()).isEqualTo(4);
        assertThat(report.path("VerifiedByCrc64").asInt()).isEqualTo(3);
        assertThat(content("a b/ü+%&.txt")).isEqualTo("hello");
        JsonNode head = json(target, "head-object", "--bucket", "photos", "--key", "a b/ü+%&.txt");
        JsonNode wanted = json(source, "head-object", "--bucket", "photos", "--key", "a b/ü+%&.txt");
        for (String name : List.of(
                "content-type",
                "cache-control",
                "content-disposition",
                "content-encoding",
                "content-language",
                "expires",
                "x-oss-meta-owner",
                "x-oss-tagging-count",
                "x-oss-storage-class",
                "x-oss-server-side-encryption",
                "etag")) {
            assertThat(wanted.has(name)).as(name).isTrue();
            assertThat(head.path(name)).as(name).isEqualTo(wanted.path(name));
        }
        assertThat(json(target, "get-object-tagging", "--bucket", "photos", "--key", "a b/ü+%&.txt"))
                .isEqualTo(json(source, "get-object-tagging", "--bucket", "photos", "--key", "a b/ü+%&.txt"));
        assertThat(json(target, "get-object-acl", "--bucket", "photos", "--key", "a b/ü+%&.txt")
                        .at("/AccessControlList/Grant")
                        .asString())
                .isEqualTo("public-read");
        assertThat(json(target, "get-symlink", "--bucket", "photos", "--key", "link")
                        .path("x-oss-symlink-target")
                        .asString())
                .isEqualTo("empty");
        assertThat(content("log")).isEqualTo("line");
    }

    @Test
    void whatIsSaidOfABucketComes() {
        bucket();
        String key = "{\"ApplyServerSideEncryptionByDefault\":{\"SSEAlgorithm\":\"AES256\"}}";
        api(source, "put-bucket-encryption", "--bucket", "photos", "--server-side-encryption-rule", key);
        api(source, "put-bucket-acl", "--bucket", "photos", "--acl", "public-read");
        api(
                source,
                "put-bucket-cors",
                "--bucket",
                "photos",
                "--cors-configuration",
                "{\"CORSRule\":{\"AllowedOrigin\":\"*\",\"AllowedMethod\":\"GET\"}}");
        api(
                source,
                "put-bucket-lifecycle",
                "--bucket",
                "photos",
                "--lifecycle-configuration",
                "{\"Rule\":{\"ID\":\"r\",\"Prefix\":\"tmp/\",\"Status\":\"Enabled\",\"Expiration\":{\"Days\":3}}}");
        api(
                source,
                "put-bucket-policy",
                "--bucket",
                "photos",
                "--policy",
                "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":[\"oss:PutObject\"],"
                        + "\"Principal\":[\"*\"],\"Resource\":[\"acs:oss:*:*:photos/locked/*\"]}]}");
        api(
                source,
                "put-bucket-tags",
                "--bucket",
                "photos",
                "--tagging",
                "{\"TagSet\":{\"Tag\":{\"Key\":\"a\",\"Value\":\"b\"}}}");
        put("k", "v");

        JsonNode report = complete("photos");

        assertThat(report.path("Settings").valueStream().map(JsonNode::asString))
                .contains("encryption", "acl", "cors", "lifecycle", "policy", "tagging");
        for (String verb : List.of(
                "get-bucket-encryption",
                "get-bucket-acl",
                "get-bucket-cors",
                "get-bucket-lifecycle",
                "get-bucket-policy",
                "get-bucket-tags")) {
            JsonNode expected = json(source, verb, "--bucket", "photos");
            JsonNode arrived = json(target, verb, "--bucket", "photos");
            assertThat(arrived.path("Owner").isMissingNode())
                    .isEqualTo(expected.path("Owner").isMissingNode());
            ((tools.jackson.databind.node.ObjectNode) expected).remove("Owner");
            ((tools.jackson.databind.node.ObjectNode) arrived).remove("Owner");
            assertThat(arrived).as(verb).isEqualTo(expected);
        }
        assertThat(json(target, "head-object", "--bucket", "photos", "--key", "k")
                        .path("x-oss-server-side-encryption")
                        .asString())
                .isEqualTo("AES256");
    }

    @Test
    void versionsComeInTheirOrder() {
        bucket();
        put("old", "before there were versions");
        api(
                source,
                "put-bucket-versioning",
                "--bucket",
                "photos",
                "--versioning-configuration",
                "{\"Status\":\"Enabled\"}");
        put("old", "after");
        versionsOf("k");
        put("gone", "x");
        api(source, "delete-object", "--bucket", "photos", "--key", "gone");
        api(
                source,
                "put-bucket-versioning",
                "--bucket",
                "photos",
                "--versioning-configuration",
                "{\"Status\":\"Suspended\"}");

        JsonNode report = complete("photos");

        assertThat(report.path("Versions").asInt()).isEqualTo(6);
        assertThat(report.path("DeleteMarkers").asInt()).isEqualTo(2);
        assertThat(history("k")).containsExactly("one", "two", "-", "three");
        assertThat(history("gone")).containsExactly("x", "-");
        assertThat(history("old")).containsExactly("before there were versions", "after");
        assertThat(json(target, "get-bucket-versioning", "--bucket", "photos")
                        .path("Status")
                        .asString())
                .isEqualTo("Suspended");
    }

    @Test
    void manyNamesAndManyVersionsComeOverSeveralPages() {
        versioned();
        IntStream.range(0, 30).parallel().forEach(n -> put("many/%03d".formatted(n), "content " + n));
        IntStream.range(0, 1100).forEach(n -> put("one", "v" + n));

        JsonNode report = complete("photos", "--parallel", "16");

        assertThat(report.path("Keys").asInt()).isEqualTo(31);
        assertThat(report.path("Versions").asInt()).isEqualTo(1130);
        assertThat(history("many/007")).containsExactly("content 7");
        assertThat(api(target, "get-object", "--bucket", "photos", "--key", "one")
                        .out())
                .isEqualTo("v1099");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fate.class,
            names = {"ANSWER_LOST", "ANSWER_CUT", "BUSY", "GONE"})
    void whatFailsOnceIsTriedAgainAndComesOnce(Fate fate) {
        versioned();
        versionsOf("a");
        versionsOf("b");
        AtomicInteger reads = new AtomicInteger();
        AtomicInteger writes = new AtomicInteger();
        way.decide(request ->
                request.startsWith("GET /photos/") && reads.incrementAndGet() % 3 == 1 ? fate : Fate.HANDED_ON);
        there.decide(request -> (request.startsWith("PUT /photos/") || request.startsWith("DELETE /photos/"))
                        && !request.contains("?")
                        && writes.incrementAndGet() % 2 == 1
                ? fate
                : Fate.HANDED_ON);

        complete("photos", "--parallel", "1");

        assertThat(writes.get()).isGreaterThan(8);
        assertThat(history("a")).containsExactly("one", "two", "-", "three");
        assertThat(history("b")).containsExactly("one", "two", "-", "three");
    }

    @Test
    void whatIsRefusedIsToldAndTriedInTheNextRun() {
        versioned();
        versionsOf("a");
        versionsOf("b");
        put("c", "c");
        way.decide(request ->
                request.startsWith("GET /photos/b?") && !request.contains("acl") ? Fate.FORBIDDEN : Fate.HANDED_ON);

        Outcome first = run("photos");
        JsonNode report = JSON.readTree(first.out()).at("/Buckets/0");

        assertThat(first.code()).isEqualTo(1);
        assertThat(report.path("Keys").asInt()).isEqualTo(2);
        assertThat(report.path("Failed").asInt()).isEqualTo(1);
        assertThat(report.at("/Failures/0").toString())
                .isEqualTo("{\"What\":\"b\",\"Code\":\"AccessDenied\",\"Message\":\"said by the test\","
                        + "\"RequestId\":\"0123456789ABCDEF01234567\"}");
        assertThat(history("b")).isEmpty();

        way.decide(request -> Fate.HANDED_ON);
        assertThat(complete("photos").path("Keys").asInt()).isEqualTo(3);
        assertThat(history("a")).containsExactly("one", "two", "-", "three");
        assertThat(history("b")).containsExactly("one", "two", "-", "three");
        assertThat(complete("photos").path("Notes").get(0).asString()).contains("had finished");
    }

    @Test
    void aChangedBitIsFoundAndTheObjectTakenAway() {
        bucket();
        put("k", "content that a bit of is changed on the way");
        way.decide(request -> request.equals("GET /photos/k") ? Fate.ANSWER_CHANGED : Fate.HANDED_ON);

        Outcome outcome = run("photos");

        assertThat(outcome.code()).isEqualTo(1);
        assertThat(JSON.readTree(outcome.out()).at("/Buckets/0/Failures/0/Code").asString())
                .isEqualTo("ContentMismatch");
        assertThat(json(target, "list-objects-v2", "--bucket", "photos")
                        .path("KeyCount")
                        .asString())
                .isEqualTo("0");
    }

    @Test
    void aSourceThatIsGoneEndsTheRunAndTheNextGoesOn() {
        versioned();
        IntStream.range(0, 40).forEach(n -> put("k%02d".formatted(n), "v" + n));
        AtomicInteger left = new AtomicInteger(20);
        way.decide(
                request -> request.startsWith("GET /photos/k") && !request.contains("acl") && left.decrementAndGet() < 0
                        ? Fate.GONE
                        : Fate.HANDED_ON);

        Outcome first = run("photos", "--parallel", "4");

        assertThat(first.code()).isEqualTo(3);
        assertThat(first.err()).contains("cannot reach");
        way.decide(request -> Fate.HANDED_ON);
        AtomicInteger reads = new AtomicInteger();
        way.decide(request -> {
            if (request.startsWith("GET /photos/k") && !request.contains("acl")) {
                reads.incrementAndGet();
            }
            return Fate.HANDED_ON;
        });
        JsonNode report = complete("photos");
        assertThat(report.path("Keys").asInt()).isEqualTo(40);
        assertThat(report.path("Versions").asInt()).isEqualTo(40);
        assertThat(reads.get()).as("what was copied is not read again").isEqualTo(20);
        assertThat(json(target, "list-object-versions", "--bucket", "photos").path("Version"))
                .hasSize(40);
    }

    @Test
    void aKilledRunIsGoneOnWith() throws Exception {
        versioned();
        IntStream.range(0, 60).forEach(n -> versionsOf("k%02d".formatted(n)));
        Path journal = home.resolve("journal");
        for (int lines = 20; lines <= 140; lines += 60) {
            CountDownLatch killed = new CountDownLatch(1);
            Process process = process(journal, lines, killed);
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
            while (process.isAlive() && lines(journal) < lines && System.nanoTime() < deadline) {
                Thread.sleep(5);
            }
            assertThat(process.isAlive()).as("killed in the middle").isTrue();
            process.destroyForcibly().waitFor();
            killed.countDown();
        }

        JsonNode report = complete("photos");

        assertThat(report.path("Keys").asInt()).isEqualTo(60);
        assertThat(report.path("Versions").asInt()).isEqualTo(180);
        assertThat(report.path("DeleteMarkers").asInt()).isEqualTo(60);
        for (int n = 0; n < 60; n++) {
            assertThat(history("k%02d".formatted(n))).containsExactly("one", "two", "-", "three");
        }
    }

    /** One that gets no answers once its journal has so many lines, so that it is met in the middle however late. */
    private Process process(Path journal, int lines, CountDownLatch killed) throws IOException {
        way.decide(request -> {
            try {
                if (lines(journal) >= lines) {
                    killed.await();
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return Fate.HANDED_ON;
        });
        List<String> java = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.coffer.cli.CofferCommandLine"));
        java.addAll(command("photos", "--parallel", "4"));
        ProcessBuilder builder = new ProcessBuilder(java);
        builder.environment().putAll(environment());
        return builder.redirectErrorStream(true)
                .redirectOutput(home.resolve("out").toFile())
                .start();
    }

    private static long lines(Path file) throws IOException {
        try (Stream<String> lines = Files.exists(file) ? Files.lines(file) : Stream.empty()) {
            return lines.count();
        }
    }

    @Test
    void whatIsLargeComesInParts() {
        bucket();
        String content = "0123456789abcdef".repeat(1_200_000);
        Path file = write("large", content);
        put("large", "file://" + file, "--content-type", "text/x", "--object-acl", "private", "--tagging", "a=b");
        AtomicInteger parts = new AtomicInteger();
        there.decide(
                request -> request.contains("partNumber") && parts.incrementAndGet() == 3 ? Fate.BUSY : Fate.HANDED_ON);

        JsonNode report = complete("photos", "--part-size", "1");

        assertThat(report.path("VerifiedByCrc64").asInt()).isEqualTo(1);
        assertThat(parts.get()).isEqualTo(20);
        JsonNode head = json(target, "head-object", "--bucket", "photos", "--key", "large");
        assertThat(head.path("x-oss-hash-crc64ecma"))
                .isEqualTo(json(source, "head-object", "--bucket", "photos", "--key", "large")
                        .path("x-oss-hash-crc64ecma"));
        assertThat(head.path("content-type").asString()).isEqualTo("text/x");
        assertThat(head.path("x-oss-tagging-count").asString()).isEqualTo("1");
        assertThat(json(target, "get-object-acl", "--bucket", "photos", "--key", "large")
                        .at("/AccessControlList/Grant")
                        .asString())
                .isEqualTo("private");
    }

    private Path write(String name, String content) {
        try {
            return Files.writeString(home.resolve(name), content);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    @Test
    void aDryRunCountsAndChangesNothing() {
        versioned();
        versionsOf("k");
        there.decide(
                request -> request.startsWith("GET") || request.startsWith("HEAD") ? Fate.HANDED_ON : Fate.FORBIDDEN);

        JsonNode report = complete("photos", "--dry-run");

        assertThat(report.path("Versions").asInt()).isEqualTo(3);
        assertThat(report.path("DeleteMarkers").asInt()).isEqualTo(1);
        assertThat(report.path("Bytes").asInt()).isEqualTo(11);
        assertThat(home.resolve("journal")).doesNotExist();
        assertThat(json(target, "list-buckets").at("/Buckets/Bucket").isMissingNode())
                .isTrue();
    }

    @Test
    void aBucketThatHoldsSomethingIsNotImportedInto() {
        bucket();
        put("k", "v");
        api(target, "put-bucket", "--bucket", "mine");
        api(target, "put-object", "--bucket", "mine", "--key", "k", "--body", "other");

        for (String[] arguments : List.of(new String[] {"photos=mine"}, new String[] {"photos=mine", "--dry-run"})) {
            Outcome outcome = run(arguments);

            assertThat(outcome.code()).isEqualTo(1);
            assertThat(outcome.out()).contains("BucketNotEmpty");
            assertThat(api(target, "get-object", "--bucket", "mine", "--key", "k")
                            .out())
                    .isEqualTo("other");
        }
    }

    @Test
    void allBucketsComeWithoutANameAndOnlySomeNamesWithAPrefix() {
        bucket();
        api(source, "put-bucket", "--bucket", "songs");
        put("a/1", "x");
        put("b/1", "y");

        Outcome outcome = run(
                "--prefix",
                "b/",
                "--no-settings",
                "--report",
                home.resolve("report").toString());

        assertThat(outcome.code()).isZero();
        assertThat(home.resolve("report")).content().isEqualTo(outcome.out());
        assertThat(JSON.readTree(outcome.out()).path("Buckets")).hasSize(2);
        assertThat(json(target, "list-objects-v2", "--bucket", "photos")
                        .at("/Contents/0/Key")
                        .asString())
                .isEqualTo("b/1");
    }

    @Test
    void aKeyOfTheSourceStandsForOneHere() {
        String there1 = key(source);
        String here = key(target);
        for (String name : List.of("photos", "songs")) {
            api(source, "put-bucket", "--bucket", name);
            api(
                    source,
                    "put-bucket-encryption",
                    "--bucket",
                    name,
                    "--server-side-encryption-rule",
                    "{\"ApplyServerSideEncryptionByDefault\":{\"SSEAlgorithm\":\"KMS\",\"KMSMasterKeyID\":\"" + there1
                            + "\"}}");
        }
        put("k", "v");

        JsonNode mapped = complete("photos", "--key", there1 + "=" + here);

        assertThat(mapped.path("Notes")).isEmpty();
        assertThat(json(target, "get-bucket-encryption", "--bucket", "photos")
                        .at("/ApplyServerSideEncryptionByDefault/KMSMasterKeyID")
                        .asString())
                .isEqualTo(here);
        assertThat(json(target, "head-object", "--bucket", "photos", "--key", "k")
                        .path("x-oss-server-side-encryption-key-id")
                        .asString())
                .isEqualTo(here);
        JsonNode unmapped = complete("songs", "--journal", home.resolve("other").toString());
        assertThat(unmapped.path("Notes").get(0).asString()).contains(there1);
        assertThat(json(target, "get-bucket-encryption", "--bucket", "songs").toString())
                .isEqualTo("{\"ApplyServerSideEncryptionByDefault\":{\"SSEAlgorithm\":\"KMS\"}}");
    }

    private String key(LocalService service) {
        Outcome made =
                service.run(home, "key", "create", "--admin-endpoint", service.adminEndpoint(), "--output", "json");
        assertThat(made.err()).isEmpty();
        return JSON.readTree(made.out()).findValue("KeyId").asString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "photos --parallel 0 | --parallel must be 1 to 64",
                "photos --parallel many | 'many' is not an int",
                "photos --part-size 0 | --part-size must be",
                "photos --encryption maybe | expected one of [keep, rule]",
                "photos= | a bucket must be BUCKET or BUCKET=TARGET",
                "a=x b=x | two buckets cannot be copied into one",
                "photos --source-profile none | has no profile none",
                "photos --source-region X | --source-region must be an id",
                "photos --journal /none/x | cannot be written"
            })
    void aWrongCommandIsToldAndNothingIsDone(String arguments, String complaint) {
        there.decide(request -> Fate.FORBIDDEN);
        way.decide(request -> Fate.FORBIDDEN);

        Outcome outcome = run(arguments.split(" "));

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains(complaint);
    }

    @Test
    void aJournalOfAnotherImportIsNotGoneOnWith() {
        bucket();
        complete("photos");

        Outcome other = run("photos=elsewhere");
        Map<String, String> bare = environment();
        bare.remove("OSS_SOURCE_ACCESS_KEY_ID");
        bare.remove("OSS_SOURCE_ACCESS_KEY_SECRET");
        Outcome nobody = LocalService.run(bare, home, command("photos").toArray(String[]::new));

        assertThat(other.code()).isEqualTo(2);
        assertThat(other.err()).contains("is the journal of another import");
        assertThat(nobody.code()).isEqualTo(2);
        assertThat(nobody.err()).contains("no credentials for the source");
    }
}
