package io.coffer.server.ring;

import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.HEAD;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The access log of the whole server. */
class AccessLogTest {
    /** The fields of OSS's log, of which those that are texts stand in quotes. */
    private static final Pattern LINE = Pattern.compile("(?<ip>\\S+) - - \\[(?<time>[^\\]]+)] \"(?<request>[^\"]*)\""
            + " (?<status>\\d+) (?<sent>\\d+) (?<millis>\\d+) \"(?<referer>[^\"]*)\" \"(?<agent>[^\"]*)\" \"(?<host>[^\"]*)\""
            + " \"(?<id>[^\"]*)\" \"(?<flag>true|false)\" \"(?<requester>[^\"]*)\" \"(?<operation>[^\"]*)\""
            + " \"(?<bucket>[^\"]*)\" \"(?<key>[^\"]*)\" (?<size>\\d+|-) (?<cost>\\d+) \"(?<error>[^\"]*)\""
            + " (?<length>\\d+) \"(?<owner>[^\"]*)\" (?<delta>\\d+|-) \"-\" \"(?<class>[^\"]*)\" \"-\" \"-\""
            + " \"(?<accessKey>[^\"]*)\"");

    private Path file;

    @BeforeEach
    void place(@TempDir Path directory) {
        file = directory.resolve("access.log");
    }

    private Ring ring(String... more) {
        return Ring.inMemory("logging:\n  access: file\n  access-file: " + file + "\n  " + String.join("\n  ", more));
    }

    /** As many lines as that, in any order: a line is written after its answer, whoever asks next. */
    private List<String> await(int lines) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(Files.readAllLines(file)).hasSize(lines));
        try {
            return Files.readAllLines(file);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static <T> T only(List<T> lines, Predicate<T> meant) {
        List<T> found = lines.stream().filter(meant).toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    @Test
    void everyRequestHasALineInOssOrder() {
        try (Ring ring = ring()) {
            Client owner = ring.owner().create("logged");
            owner.object(PUT, "logged", "a \"key\"")
                    .header("user-agent", "tester \"1\"\\")
                    .header("referer", "http://example.com/")
                    .body("hello")
                    .send();
            Answer missing = ring.anonymous().get("logged", "none");
            List<Matcher> lines = await(3).stream().map(LINE::matcher).toList();
            assertThat(lines).allMatch(Matcher::matches);
            Matcher put = only(lines, line -> line.group("operation").equals("PutObject"));
            assertThat(put.group("request")).isEqualTo("PUT /logged/a%20%22key%22 HTTP/1.1");
            assertThat(put.group("agent")).isEqualTo("tester %221%22%5C");
            assertThat(put.group("referer")).isEqualTo("http://example.com/");
            assertThat(put.group("bucket")).isEqualTo("logged");
            assertThat(put.group("key")).isEqualTo("a%20%22key%22");
            assertThat(put.group("size")).isEqualTo("5");
            assertThat(put.group("delta")).isEqualTo("5");
            assertThat(put.group("accessKey")).isEqualTo("LTAIowner");
            assertThat(put.group("flag")).isEqualTo("false");
            assertThat(put.group("requester")).isEqualTo(put.group("owner")).matches("\\d{16}");
            Matcher refused = only(lines, line -> line.group("status").equals("403"));
            assertThat(refused.group("error")).isEqualTo("AccessDenied");
            assertThat(refused.group("requester")).isEqualTo("-");
            assertThat(refused.group("id"))
                    .isEqualTo(missing.header("x-oss-request-id").orElseThrow());
        }
    }

    @Test
    void signaturesAreNotInIt() {
        try (Ring ring = ring("access-format: json")) {
            Client owner = ring.owner().create("hidden");
            owner.object(HEAD, "hidden", "key").signing(Call.Signing.V1_URL).send();
            owner.object(HEAD, "hidden", "key").signing(Call.Signing.V4_URL).send();
            assertThat(await(3).stream().filter(line -> line.contains("HEAD /hidden/key")))
                    .hasSize(2)
                    .anyMatch(line -> line.contains("&Signature=- ")
                            || line.contains("?Signature=-&")
                            || line.contains("&Signature=-&"))
                    .anyMatch(line -> line.matches(".*x-oss-signature=-[& ].*"))
                    .noneMatch(line -> line.matches(".*ignature=[^-].*"));
        }
    }

    @Test
    void asJsonItHasTheSameFieldsByName() {
        try (Ring ring = ring("access-format: json")) {
            Client owner = ring.owner().create("json-log");
            owner.object(PUT, "json-log", "k\u00fc\n\"")
                    .header("user-agent", "\"}\\ \t")
                    .body("hello")
                    .send();
            owner.get("json-log", "none");
            List<JsonNode> lines =
                    await(3).stream().map(JsonMapper.shared()::readTree).toList();
            JsonNode put = only(lines, line -> line.get("operation").asString().equals("PutObject"));
            assertThat(put.get("user_agent").asString()).isEqualTo("\"}\\");
            assertThat(put.get("key").asString()).isEqualTo("k%C3%BC%0A%22");
            assertThat(put.get("http_status").asInt()).isEqualTo(200);
            assertThat(put.get("delta_data_size").asLong()).isEqualTo(5);
            assertThat(put.get("time").asString()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.*Z");
            assertThat(put.has("error_code")).isFalse();
            JsonNode missing = only(lines, line -> line.has("error_code"));
            assertThat(missing.get("error_code").asString()).isEqualTo("NoSuchKey");
            assertThat(missing.get("operation").asString()).isEqualTo("GetObject");
        }
    }

    @Test
    void aStopWritesWhatWaits() throws IOException {
        try (Ring ring = ring()) {
            for (int i = 0; i < 100; i++) {
                ring.anonymous().service(GET).send();
            }
        }
        assertThat(Files.readAllLines(file)).hasSize(100).allMatch(line -> line.contains("\"ListBuckets\""));
    }

    @Test
    void aLineThatCannotBeWrittenIsCounted(@TempDir Path directory) throws IOException {
        file = directory.resolve("full");
        Files.createSymbolicLink(file, Path.of("/dev/full"));
        try (Ring ring = ring()) {
            ring.anonymous().service(GET).send();
            Awaitility.await()
                    .untilAsserted(() -> assertThat(
                                    ring.administration().get("/metrics").body().lines())
                            .contains("coffer_access_log_lost_lines_total 1.0"));
            assertThat(ring.anonymous().service(GET).send().outcome()).isEqualTo("403 AccessDenied");
        }
    }

    @Test
    void aServerWhoseLogCannotBeWrittenDoesNotStart() {
        file = Path.of("/proc/access.log");
        assertThatThrownBy(this::ring).hasMessageContaining("the access log /proc/access.log cannot be written");
    }
}
