package io.coffer.server.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.config.ServerCommand;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files below {@code deploy}, as far as they can be read without the tools they are for. */
class DeploymentFilesTest {
    private static final Path DEPLOY = Path.of("../deploy");
    private static final Path CHART = DEPLOY.resolve("helm/coffer");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern ACTION = Pattern.compile("\\{\\{.*?}}");
    private static final Pattern VALUE = Pattern.compile("\\.Values\\.([A-Za-z.]+)");

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** All branches of a template, with a word in the place of each value. */
    private static String withoutActions(String template) {
        List<String> lines = template.lines()
                .filter(line -> !line.strip().matches("\\{\\{.*}}"))
                .map(line -> ACTION.matcher(line).replaceAll("value"))
                .toList();
        return String.join("\n", lines) + "\n";
    }

    private static List<Path> templates(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(CHART.resolve("templates"))) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }

    private static JsonNode template(String name) {
        return YAML.readTree(withoutActions(read(CHART.resolve("templates").resolve(name))));
    }

    private static ServerCommand.Outcome parse(String... arguments) {
        return ServerCommand.parse(arguments, Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"coffer.yaml", "debian/coffer.yaml"})
    void settingsAreUnderstood(String file) {
        assertThat(parse("--config", DEPLOY.resolve(file).toString())).isInstanceOf(ServerCommand.Outcome.Start.class);
    }

    @Test
    void theChartsSettingsAreUnderstood(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("coffer.yaml");
        Files.writeString(
                file, template("configmap.yaml").get("data").get("coffer.yaml").asString());
        assertThat(parse("--config", file.toString())).isInstanceOf(ServerCommand.Outcome.Start.class);
        assertThat(Files.readString(file)).contains("root-key:", "plain-http", "tls:");
    }

    @Test
    void everyTemplateIsYamlAndBalanced() throws IOException {
        assertThat(templates(".yaml")).hasSizeGreaterThan(3).allSatisfy(file -> {
            String text = read(file);
            for (String document : withoutActions(text).split("(?m)^---$")) {
                JsonNode resource = YAML.readTree(document);
                assertThat(resource.get("kind").asString()).isNotBlank();
                assertThat(resource.get("metadata").get("name").asString()).startsWith("value");
            }
            long begun = Pattern.compile("\\{\\{-? (if|with|range|define) ")
                    .matcher(text)
                    .results()
                    .count();
            assertThat(Pattern.compile("\\{\\{-? end -?}}")
                            .matcher(text)
                            .results()
                            .count())
                    .as("blocks that end")
                    .isEqualTo(begun);
        });
    }

    @Test
    void everyValueThatATemplateTakesIsThereAndAllowed() throws IOException {
        JsonNode values = YAML.readTree(read(CHART.resolve("values.yaml")));
        JsonNode schema = JsonMapper.shared().readTree(read(CHART.resolve("values.schema.json")));
        TreeSet<String> taken = new TreeSet<>();
        for (Path file : Stream.concat(templates(".yaml").stream(), templates(".txt").stream())
                .toList()) {
            VALUE.matcher(read(file))
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .forEach(taken::add);
        }
        assertThat(taken).hasSizeGreaterThan(15).allSatisfy(path -> {
            String pointer = "/" + path.replace('.', '/');
            assertThat(values.at(pointer).isMissingNode()).as(path).isFalse();
            JsonNode allowed = schema;
            for (String name : path.split("\\.")) {
                allowed = allowed.path("properties").path(name);
            }
            assertThat(allowed.isMissingNode()).as("the schema knows " + path).isFalse();
        });
        assertThat(taken.stream().map(path -> path.split("\\.")[0]).distinct()).containsAll(values.propertyNames());
    }

    @ParameterizedTest
    @ValueSource(strings = {"all", "few"})
    void helmLintsAndRendersIt(String values) throws IOException, InterruptedException {
        Path file = CHART.resolve("ci").resolve(values + "-values.yaml");
        Tool helm = Tool.named("helm");
        helm.run("lint", "--strict", CHART.toString(), "--values", file.toString());
        String rendered = helm.run("template", "store", CHART.toString(), "--values", file.toString());
        for (String document : rendered.split("(?m)^---$")) {
            JsonNode resource = YAML.readTree(document);
            assertThat(resource.isMissingNode() || resource.has("kind")).isTrue();
        }
    }

    @Test
    void theValuesOfTheLinterAreValuesOfTheChart() throws IOException {
        JsonNode values = YAML.readTree(read(CHART.resolve("values.yaml")));
        try (Stream<Path> files = Files.list(CHART.resolve("ci"))) {
            assertThat(files.toList())
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(YAML.readTree(read(file)).propertyNames())
                            .isSubsetOf(values.propertyNames()));
        }
    }

    @Test
    void thePodIsConfinedAndProbed() {
        JsonNode pod = template("statefulset.yaml").at("/spec/template/spec");
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/automountServiceAccountToken").asBoolean(true)).isFalse();
        JsonNode container = pod.get("containers").get(0);
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(container.at("/securityContext/capabilities/drop/0").asString())
                .isEqualTo("ALL");
        assertThat(container.at("/livenessProbe/httpGet/path").asString()).isEqualTo("/-/live");
        assertThat(container.at("/readinessProbe/httpGet/path").asString()).isEqualTo("/-/ready");
        List<String> mounts = container
                .get("volumeMounts")
                .valueStream()
                .map(mount -> mount.get("name").asString())
                .filter(name -> !name.equals("data"))
                .toList();
        assertThat(pod.get("volumes")
                        .valueStream()
                        .map(volume -> volume.get("name").asString()))
                .containsExactlyInAnyOrderElementsOf(mounts);
        assertThat(template("statefulset.yaml")
                        .at("/spec/volumeClaimTemplates/0/metadata/name")
                        .asString())
                .isEqualTo("data");
        assertThat(template("statefulset.yaml").at("/spec/replicas").asInt()).isEqualTo(1);
    }

    @Test
    void thereAreNoCredentialsInTheChart() {
        String values = read(CHART.resolve("values.yaml"));
        assertThat(YAML.readTree(values).at("/rootCredentials/existingSecret").asString())
                .isEmpty();
        assertThat(YAML.readTree(values).at("/rootKey/existingSecret").asString())
                .isEmpty();
        assertThat(template("statefulset.yaml").toString()).doesNotContain("OSS_ACCESS_KEY_SECRET");
    }

    @Test
    void theImageRunsAsNobodyInParticularWithFlagsThatThereAre() {
        List<String> lines = read(DEPLOY.resolve("container/Containerfile"))
                .replace("\\\n", " ")
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
        assertThat(lines)
                .allMatch(line -> line.matches("(ARG|FROM|RUN|USER|WORKDIR|ENV|EXPOSE|STOPSIGNAL|ENTRYPOINT|CMD) .*"));
        assertThat(lines).filteredOn(line -> line.startsWith("USER ")).containsExactly("USER 10001:10001");
        assertThat(lines).contains("STOPSIGNAL SIGTERM", "ENTRYPOINT [\"/opt/coffer/coffer\"]");
        assertThat(lines).noneMatch(line -> line.matches("(?i).*(secret|password|curl|wget|https?://).*"));
        String command = lines.stream()
                .filter(line -> line.startsWith("CMD "))
                .findFirst()
                .orElseThrow();
        List<String> words = JsonMapper.shared()
                .readTree(command.substring("CMD ".length()))
                .valueStream()
                .map(JsonNode::asString)
                .toList();
        assertThat(words.getFirst()).isEqualTo("server");
        assertThat(parse(words.subList(1, words.size()).toArray(String[]::new)))
                .isInstanceOf(ServerCommand.Outcome.Start.class);
    }

    @Test
    void theServiceIsConfined() {
        List<String> unit =
                read(DEPLOY.resolve("systemd/coffer.service")).lines().toList();
        assertThat(unit)
                .contains(
                        "User=coffer",
                        "NoNewPrivileges=yes",
                        "CapabilityBoundingSet=",
                        "ProtectSystem=strict",
                        "ProtectHome=yes",
                        "PrivateTmp=yes",
                        "LimitCORE=0",
                        "UMask=0077",
                        "StateDirectoryMode=0700");
        String start = unit.stream()
                .filter(line -> line.startsWith("ExecStart="))
                .findFirst()
                .orElseThrow();
        List<String> conffiles =
                Arrays.asList(read(DEPLOY.resolve("debian/conffiles")).split("\n"));
        assertThat(start).isEqualTo("ExecStart=/usr/bin/coffer server --config " + conffiles.getFirst());
        assertThat(unit).contains("EnvironmentFile=-" + conffiles.get(1));
    }
}
