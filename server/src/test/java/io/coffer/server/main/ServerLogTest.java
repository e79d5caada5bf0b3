package io.coffer.server.main;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.protocol.signature.SigningCredentials;
import io.coffer.server.ring.Client;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a server that is a process of its own says on stdout and stderr, and what it loads for that. */
class ServerLogTest {
    private static final Pattern READY = Pattern.compile("ready (\\S+) administration .*");

    @TempDir
    Path directory;

    /** Serves a request that is refused and one that changes something, and ends. */
    private List<String> serve(String... settings) throws IOException, InterruptedException {
        Path file = directory.resolve("coffer.yaml");
        Files.writeString(file, """
                data: %s
                listen: 127.0.0.1:0
                admin-listen: 127.0.0.1:0
                accepted-risks: [memory-keys]
                storage: {engine: memory}
                %s
                """.formatted(directory.resolve("data"), String.join("\n", settings)));
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xlog:class+load:file=" + directory.resolve("classes"),
                "-cp",
                System.getProperty("java.class.path"),
                CofferServer.class.getName(),
                "--config",
                file.toString());
        builder.environment().putAll(Map.of("OSS_ACCESS_KEY_ID", "LTAIlog", "OSS_ACCESS_KEY_SECRET", "log-secret"));
        builder.redirectError(directory.resolve("stderr").toFile());
        Process server = builder.start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = server.inputReader(StandardCharsets.UTF_8)) {
            Matcher ready = READY.matcher(output.readLine());
            assertThat(ready.matches()).isTrue();
            URI endpoint = URI.create(ready.group(1));
            request(endpoint.resolve("/?prefix=x&Signature=hidden"));
            new Client(
                            endpoint.getPort(),
                            Optional.of(new SigningCredentials(
                                    "LTAIlog", "log-secret".getBytes(StandardCharsets.UTF_8), Optional.empty())),
                            Clock.systemUTC())
                    .create("logged");
            // destroy() of the process itself would close its streams before their end is read
            server.toHandle().destroy();
            output.lines().forEach(lines::add);
        }
        assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return lines;
    }

    private static void request(URI uri) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(403);
        }
    }

    private List<String> loadedClasses() throws IOException {
        return Files.readAllLines(directory.resolve("classes"));
    }

    @Test
    void withoutTracingNothingOfItIsLoaded() throws Exception {
        assertThat(serve()).noneMatch(line -> line.contains("ListBuckets"));
        assertThat(loadedClasses())
                .anyMatch(line -> line.contains("io.coffer.server.pipeline.RequestPipeline "))
                .noneMatch(line -> line.contains("io.opentelemetry"))
                .noneMatch(line -> line.contains("io.coffer.server.tracing"));
    }

    @Test
    void logsAreJsonAndTheAccessLogIsOnStdout() throws Exception {
        List<String> stdout = serve(
                "logging: {format: json, access: stdout, access-format: json}",
                "checkpoints: {webhook: 'http://127.0.0.1:1/'}",
                "tracing: {endpoint: 'http://127.0.0.1:1'}");
        // in any order: a line is written after its answer, whoever asks next
        assertThat(stdout.stream().filter(line -> line.startsWith("{")).map(JsonMapper.shared()::readTree))
                .filteredOn(access -> access.get("operation").asString().equals("ListBuckets"))
                .singleElement()
                .satisfies(access -> assertThat(access.get("request_uri").asString())
                        .isEqualTo("GET /?prefix=x&Signature=- HTTP/1.1"));
        assertThat(loadedClasses()).anyMatch(line -> line.contains("io.coffer.server.tracing.OpenTelemetryTracing "));
        List<JsonNode> log = Files.readAllLines(directory.resolve("stderr")).stream()
                .filter(line -> !line.startsWith("WARNING: "))
                .map(JsonMapper.shared()::readTree)
                .toList();
        assertThat(log).isNotEmpty().allSatisfy(event -> {
            assertThat(event.get("timestamp").asLong()).isPositive();
            assertThat(event.has("level")).isTrue();
            assertThat(event.has("loggerName")).isTrue();
            assertThat(event.has("formattedMessage")).isTrue();
        });
        assertThat(log)
                .filteredOn(event -> event.get("loggerName").asString().equals("coffer.audit"))
                .singleElement()
                .satisfies(event -> {
                    String requestId = event.get("mdc").get("requestId").asString();
                    assertThat(event.get("formattedMessage").asString()).contains(requestId, "PutBucket");
                    assertThat(stdout).anyMatch(line -> line.contains("\"request_id\":\"" + requestId + "\""));
                    assertThat(event.get("mdc").get("traceId").asString()).matches("[0-9a-f]{32}");
                });
    }
}
