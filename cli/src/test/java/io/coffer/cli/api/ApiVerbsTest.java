package io.coffer.cli.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.cli.LocalService;
import io.coffer.cli.LocalService.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The verbs against a server of this process. */
class ApiVerbsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static LocalService service;

    @TempDir
    private Path home;

    @BeforeAll
    static void start() {
        service = LocalService.start();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private Outcome api(String... arguments) {
        List<String> all = new ArrayList<>(List.of("api"));
        all.addAll(List.of(arguments));
        return service.run(home, all.toArray(String[]::new));
    }

    private Outcome done(String... arguments) {
        Outcome outcome = api(arguments);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.code()).isZero();
        return outcome;
    }

    private JsonNode json(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--output", "json"));
        return JSON.readTree(done(all.toArray(String[]::new)).out());
    }

    private String bucket(String name) {
        done("put-bucket", "--bucket", name);
        return name;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"ApplyServerSideEncryptionByDefault\":{\"SSEAlgorithm\":\"AES256\"}}",
                "{\"ServerSideEncryptionRule\":{\"ApplyServerSideEncryptionByDefault\":{\"SSEAlgorithm\":\"AES256\"}}}",
                "<ServerSideEncryptionRule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm>"
                        + "</ApplyServerSideEncryptionByDefault></ServerSideEncryptionRule>"
            })
    void aRuleIsSetFromAnOptionAndFromAFile(String rule) throws IOException {
        String bucket = bucket("rule-" + Math.abs(rule.hashCode()));
        Path file = Files.writeString(home.resolve("rule"), rule);

        done("put-bucket-encryption", "--bucket", bucket, "--server-side-encryption-rule", rule);
        assertThat(json("get-bucket-encryption", "--bucket", bucket)
                        .at("/ApplyServerSideEncryptionByDefault/SSEAlgorithm")
                        .asString())
                .isEqualTo("AES256");

        done("delete-bucket-encryption", "--bucket", bucket);
        done("put-bucket-encryption", "--bucket", bucket, "--server-side-encryption-rule", "file://" + file);
        assertThat(done("get-bucket-encryption", "--bucket", bucket).out())
                .isEqualTo("ApplyServerSideEncryptionByDefault.SSEAlgorithm  AES256\n");
    }

    @Test
    void anAnswerIsWrittenInEveryForm() {
        String bucket = bucket("forms");
        done(
                "put-bucket-tags",
                "--bucket",
                bucket,
                "--tagging",
                "{\"TagSet\":{\"Tag\":[{\"Key\":\"a\",\"Value\":\"1\"}]}}");

        assertThat(done("get-bucket-tags", "--bucket", bucket).out()).isEqualTo("""
                TagSet.Tag
                KEY  VALUE
                a    1
                """);
        assertThat(json("get-bucket-tags", "--bucket", bucket).toString())
                .isEqualTo("{\"TagSet\":{\"Tag\":[{\"Key\":\"a\",\"Value\":\"1\"}]}}");
        assertThat(done("get-bucket-tags", "--bucket", bucket, "--output-format", "yaml")
                        .out())
                .isEqualTo("""
                TagSet:
                  Tag:
                    -
                      Key: "a"
                      Value: "1"
                """);
        assertThat(done("get-bucket-tags", "--bucket", bucket, "--output", "xml")
                        .out())
                .contains("<Tag><Key>a</Key><Value>1</Value></Tag>");
    }

    @Test
    void anObjectGoesThereAndBack() throws IOException {
        String bucket = bucket("objects");
        byte[] content = new byte[100_000];
        new java.util.Random(7).nextBytes(content);
        Path sent = Files.write(home.resolve("sent"), content);
        Path received = home.resolve("received");

        done(
                "put-object",
                "--bucket",
                bucket,
                "--key",
                "a b/ü+%.bin",
                "--body",
                "file://" + sent,
                "--content-type",
                "application/x-test",
                "--metadata",
                "owner=me",
                "--metadata",
                "x-oss-meta-second=2",
                "--tagging",
                "k=v",
                "--server-side-encryption",
                "AES256");
        JsonNode head = json("head-object", "--bucket", bucket, "--key", "a b/ü+%.bin");
        done("get-object", "--bucket", bucket, "--key", "a b/ü+%.bin", "--output-file", received.toString());

        assertThat(received).hasBinaryContent(content);
        assertThat(head.path("content-type").asString()).isEqualTo("application/x-test");
        assertThat(head.path("x-oss-meta-owner").asString()).isEqualTo("me");
        assertThat(head.path("x-oss-meta-second").asString()).isEqualTo("2");
        assertThat(head.path("x-oss-tagging-count").asString()).isEqualTo("1");
        assertThat(head.path("x-oss-server-side-encryption").asString()).isEqualTo("AES256");
        done("put-object", "--bucket", bucket, "--key", "text", "--body", "hello");
        assertThat(done("get-object", "--bucket", bucket, "--key", "text", "--range", "bytes=1-3")
                        .out())
                .isEqualTo("ell");
        assertThat(json("list-objects-v2", "--bucket", bucket, "--fetch-owner", "--max-keys", "1")
                        .path("Contents"))
                .hasSize(1)
                .allSatisfy(
                        entry -> assertThat(entry.at("/Owner/ID").asString()).isNotEmpty());
        assertThat(json(
                                "delete-multiple-objects",
                                "--bucket",
                                bucket,
                                "--delete",
                                "{\"Quiet\":false,\"Object\":[{\"Key\":\"text\"}]}")
                        .at("/Deleted/0/Key")
                        .asString())
                .isEqualTo("text");
    }

    @Test
    void anUploadInPartsIsCompleted() {
        String bucket = bucket("parts");
        String id = json("initiate-multipart-upload", "--bucket", bucket, "--key", "k")
                .path("UploadId")
                .asString();
        String etag = json(
                        "upload-part",
                        "--bucket",
                        bucket,
                        "--key",
                        "k",
                        "--upload-id",
                        id,
                        "--part-number",
                        "1",
                        "--body",
                        "content")
                .path("etag")
                .asString();
        assertThat(json("list-parts", "--bucket", bucket, "--key", "k", "--upload-id", id)
                        .path("Part"))
                .hasSize(1);
        done(
                "complete-multipart-upload",
                "--bucket",
                bucket,
                "--key",
                "k",
                "--upload-id",
                id,
                "--complete-multipart-upload",
                "{\"Part\":[{\"PartNumber\":1,\"ETag\":" + JSON.writeValueAsString(etag) + "}]}");

        assertThat(done("get-object", "--bucket", bucket, "--key", "k").out()).isEqualTo("content");
    }

    @Test
    void versionsAreListedAndNamed() {
        String bucket = bucket("versions");
        done("put-bucket-versioning", "--bucket", bucket, "--versioning-configuration", "{\"Status\":\"Enabled\"}");
        done("put-object", "--bucket", bucket, "--key", "k", "--body", "one");
        done("put-object", "--bucket", bucket, "--key", "k", "--body", "two");
        done("delete-object", "--bucket", bucket, "--key", "k");

        JsonNode list = json("list-object-versions", "--bucket", bucket);
        assertThat(list.path("Version")).hasSize(2);
        assertThat(list.path("DeleteMarker")).hasSize(1);
        assertThat(done(
                                "get-object",
                                "--bucket",
                                bucket,
                                "--key",
                                "k",
                                "--version-id",
                                list.at("/Version/1/VersionId").asString())
                        .out())
                .isEqualTo("one");
    }

    @Test
    void aPolicyIsJson() {
        String bucket = bucket("policy");
        String policy = "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Deny\",\"Action\":[\"oss:DeleteBucket\"],"
                + "\"Principal\":[\"*\"],\"Resource\":[\"acs:oss:*:*:policy\"]}]}";
        done("put-bucket-policy", "--bucket", bucket, "--policy", policy);

        assertThat(json("get-bucket-policy", "--bucket", bucket)
                        .at("/Statement/0/Effect")
                        .asString())
                .isEqualTo("Deny");
        done("delete-bucket-policy", "--bucket", bucket);
    }

    @Test
    void everyVersionOfTheSignatureIsAccepted() {
        String bucket = bucket("signatures");
        for (String version : List.of("v1", "v4")) {
            done(
                    "put-bucket-cors",
                    "--bucket",
                    bucket,
                    "--sign-version",
                    version,
                    "--cors-configuration",
                    "{\"CORSRule\":{\"AllowedOrigin\":[\"*\"],\"AllowedMethod\":[\"GET\",\"PUT\"]}}");
            assertThat(json("get-bucket-cors", "--bucket", bucket, "--sign-version", version)
                            .at("/CORSRule/0/AllowedMethod"))
                    .hasSize(2);
            done(
                    "put-object",
                    "--bucket",
                    bucket,
                    "--key",
                    "k ü",
                    "--body",
                    "x",
                    "--sign-version",
                    version,
                    "--content-type",
                    "text/plain",
                    "--metadata",
                    "a=b");
        }
        assertThat(done(
                                "option-object",
                                "--bucket",
                                bucket,
                                "--key",
                                "k",
                                "--origin",
                                "http://a.example",
                                "--access-control-request-method",
                                "GET")
                        .out())
                .contains("access-control-allow-origin");
    }

    @Test
    void aRefusalIsToldWithItsCodeAndRequestId() {
        Outcome refused = api("get-bucket-info", "--bucket", "nobody-has-it");
        Outcome headRefused = api("head-object", "--bucket", bucket("heads"), "--key", "none");

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err())
                .containsPattern(
                        "coffer: NoSuchBucket: .+\ncoffer: RequestId: [0-9A-F]{24}\ncoffer: EC: 0015-00000101");
        assertThat(headRefused.err()).containsPattern("coffer: NoSuchKey: .+\ncoffer: RequestId: [0-9A-F]{24}\n");
    }

    @Test
    void optionsComeBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
        String nowhere = "http://127.0.0.1:9";
        Path file = Files.writeString(home.resolve("other"), """
                [default]
                endpoint = %s
                [profile here]
                access-key-id = %s
                access-key-secret = %s
                endpoint = %s
                """.formatted(
                        nowhere, LocalService.ID, LocalService.SECRET, service.endpoint()));
        String[] list = {"api", "list-buckets"};

        assertThat(LocalService.run(Map.of("OSS_CONFIG_FILE", file.toString(), "OSS_PROFILE", "here"), home, list)
                        .code())
                .isZero();
        assertThat(LocalService.run(Map.of(), home, "api", "list-buckets", "-c", file.toString(), "--profile", "here")
                        .code())
                .isZero();
        assertThat(LocalService.run(
                                Map.of(
                                        "OSS_CONFIG_FILE",
                                        file.toString(),
                                        "OSS_PROFILE",
                                        "here",
                                        "OSS_ENDPOINT",
                                        nowhere),
                                home,
                                list)
                        .code())
                .isEqualTo(3);
        assertThat(LocalService.run(
                                Map.of("OSS_ENDPOINT", nowhere, "OSS_ACCESS_KEY_ID", "x", "OSS_ACCESS_KEY_SECRET", "y"),
                                home,
                                "api",
                                "list-buckets",
                                "-e",
                                service.endpoint(),
                                "-i",
                                LocalService.ID,
                                "-k",
                                LocalService.SECRET)
                        .code())
                .isZero();
        Outcome wrongRegion =
                LocalService.run(service.environment(), home, "api", "list-buckets", "--region", "cn-beijing");
        assertThat(wrongRegion.err()).contains("region");
        assertThat(LocalService.run(Map.of(), home, list).err()).contains("no credentials");
        Files.copy(file, home.resolve(".ossutilconfig"));
        assertThat(LocalService.run(Map.of("OSS_PROFILE", "here"), home, list).code())
                .isZero();
    }

    @Test
    void nobodyAnswers() {
        Outcome outcome = LocalService.run(
                Map.of("OSS_ACCESS_KEY_ID", "a", "OSS_ACCESS_KEY_SECRET", "b", "OSS_ENDPOINT", "http://127.0.0.1:9"),
                home,
                "api",
                "list-buckets");

        assertThat(outcome.code()).isEqualTo(3);
        assertThat(outcome.err()).contains("cannot reach http://127.0.0.1:9: nothing serves there");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "get-bucket-encryptoin --bucket b | get-bucket-encryption",
                "get-bucket-encryption | Missing required option: '--bucket=NAME'",
                "get-object --bucket b | Missing required option: '--key=KEY'",
                "put-bucket-encryption --bucket b | Missing required option: '--server-side-encryption-rule",
                "put-bucket-encryption --bucket b --server-side-encryption-rule no | must be an XML document or a JSON object",
                "put-bucket-encryption --bucket b --server-side-encryption-rule [] | must be an XML document or a JSON object",
                "put-bucket-encryption --bucket b --server-side-encryption-rule file:///none/x | cannot be read",
                "put-bucket-policy --bucket b --policy <x/> | --policy must be a JSON object",
                "put-object --bucket b --key k --body file:///none/x | cannot be read",
                "put-object --bucket b --key k --metadata noequals | --metadata must be NAME=VALUE",
                "list-objects-v2 --bucket b --max-keys ten | 'ten' is not a long",
                "list-objects-v2 --bucket b --fetch-owner=maybe | 'maybe' is not a boolean",
                "list-objects-v2 --bucket b --prefix | Missing required parameter for option '--prefix'",
                "list-objects-v2 --bucket b --colour red | Unknown options: '--colour', 'red'",
                "list-buckets --output tsv | expected one of [table, json, yaml, xml, raw]",
                "list-buckets --sign-version v2 | expected one of [v1, v4]",
                "list-buckets --header nocolon | --header must be NAME:VALUE",
                "list-buckets --endpoint ftp://x | --endpoint must be http://HOST:PORT",
                "list-buckets --region Upper | --region must be an id",
                "list-buckets --profile none | has no profile none",
                "list-buckets --config-file /none/x | cannot be read",
                "list-buckets --access-key-id x | given together",
                "get-bucket-acl --bucket b --addressing-style virtual | needs an endpoint with a name"
            })
    void aWrongCommandIsToldAndNotSent(String command, String complaint) {
        long before = requests();

        Outcome outcome = api(command.split(" "));

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains(complaint);
        assertThat(requests()).as("requests sent").isEqualTo(before);
    }

    /** A request is counted after its answer, and is in flight until then. */
    private static long requests() {
        while (metrics().noneMatch("coffer_requests_in_flight{port=\"oss\"} 0.0"::equals)) {
            Thread.onSpinWait();
        }
        return metrics()
                .filter(line -> line.startsWith("coffer_requests_total{") && line.contains("service=\"oss\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static Stream<String> metrics() {
        try (java.util.Scanner metrics = new java.util.Scanner(
                java.net
                        .URI
                        .create(service.adminEndpoint() + "/metrics")
                        .toURL()
                        .openStream(),
                java.nio.charset.StandardCharsets.UTF_8)) {
            return metrics.useDelimiter("\n").tokens().toList().stream();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
