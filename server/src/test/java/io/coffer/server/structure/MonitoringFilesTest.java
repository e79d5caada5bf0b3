package io.coffer.server.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.observability.Metric;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What {@code deploy/monitoring} asks of Prometheus is what the server exports. */
class MonitoringFilesTest {
    private static final Path DIRECTORY = Path.of("../deploy/monitoring");
    private static final Pattern METRIC = Pattern.compile("\\bcoffer_[a-z_]+");
    private static final Pattern SELECTOR = Pattern.compile("\\b(coffer_[a-z_]+)\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)\\s*(?:=~|!~|!=|=)");
    private static final Pattern GROUPING = Pattern.compile("\\bby \\(([a-z_, ]+)\\)");

    /** By the scrape, not by the server. */
    private static final Set<String> OF_THE_SCRAPE = Set.of("instance", "job");

    private static JsonNode yaml(String file) {
        return new YAMLMapper().readTree(DIRECTORY.resolve(file).toFile());
    }

    private static List<String> dashboardQueries() {
        JsonNode dashboard = JsonMapper.shared()
                .readTree(DIRECTORY.resolve("coffer-dashboard.json").toFile());
        Stream<String> panels = dashboard
                .get("panels")
                .valueStream()
                .flatMap(panel -> panel.path("targets").valueStream())
                .map(target -> target.get("expr").asString());
        Stream<String> variables = dashboard
                .get("templating")
                .get("list")
                .valueStream()
                .filter(variable -> variable.get("type").asString().equals("query"))
                .map(variable -> variable.get("definition").asString());
        return Stream.concat(panels, variables).toList();
    }

    private static List<JsonNode> alerts() {
        return yaml("coffer-alerts.yaml")
                .get("groups")
                .valueStream()
                .flatMap(group -> group.get("rules").valueStream())
                .toList();
    }

    private static List<String> alertQueries() {
        return alerts().stream().map(alert -> alert.get("expr").asString()).toList();
    }

    /** Every name of a series, with the labels it may have. */
    private static Map<String, Set<String>> series() {
        Map<String, Set<String>> series = new HashMap<>();
        for (Metric metric : Metric.values()) {
            Set<String> labels = new HashSet<>(metric.labels());
            labels.addAll(OF_THE_SCRAPE);
            if (metric.kind() == Metric.Kind.HISTOGRAM) {
                series.put(metric.title() + "_sum", labels);
                series.put(metric.title() + "_count", labels);
                Set<String> withBound = new HashSet<>(labels);
                withBound.add("le");
                series.put(metric.title() + "_bucket", withBound);
            } else {
                series.put(metric.title(), labels);
            }
        }
        return series;
    }

    private static Stream<String> metricsIn(String query) {
        return METRIC.matcher(query).results().map(found -> found.group());
    }

    @Test
    void everyMetricThatIsAskedForIsExported() {
        assertThat(Stream.concat(dashboardQueries().stream(), alertQueries().stream())
                        .flatMap(MonitoringFilesTest::metricsIn))
                .isNotEmpty()
                .isSubsetOf(series().keySet());
    }

    @Test
    void everyLabelThatIsAskedForIsExported() {
        for (String query : Stream.concat(dashboardQueries().stream(), alertQueries().stream())
                .toList()) {
            Matcher selector = SELECTOR.matcher(query);
            while (selector.find()) {
                assertThat(LABEL.matcher(selector.group(2)).results().map(label -> label.group(1)))
                        .as(query)
                        .isSubsetOf(series().get(selector.group(1)));
            }
            Matcher grouping = GROUPING.matcher(query);
            while (grouping.find()) {
                assertThat(metricsIn(query))
                        .as(query)
                        .allSatisfy(metric -> assertThat(series().get(metric))
                                .containsAll(Arrays.asList(grouping.group(1).split(", "))));
            }
        }
    }

    @Test
    void theDashboardShowsEveryMetric() {
        Set<String> shown = new HashSet<>();
        dashboardQueries().forEach(query -> metricsIn(query).forEach(shown::add));
        assertThat(series().keySet()).isEqualTo(shown);
    }

    @Test
    void everyAlertSaysWhatIsWrongAndWhatToDo() {
        assertThat(alerts()).isNotEmpty().allSatisfy(alert -> {
            assertThat(alert.get("alert").asString()).startsWith("Coffer");
            assertThat(alert.get("labels").get("severity").asString()).isIn("critical", "warning", "info");
            assertThat(alert.get("annotations").get("summary").asString()).isNotBlank();
            assertThat(alert.get("annotations").get("action").asString()).isNotBlank();
        });
        assertThat(alerts().stream().map(alert -> alert.get("alert").asString()))
                .doesNotHaveDuplicates();
    }

    @Test
    void theScrapeIsOfTheJobThatAlertsExpect() {
        JsonNode scrape = yaml("prometheus.yaml").get("scrape_configs").get(0);
        assertThat(scrape.get("job_name").asString()).isEqualTo("coffer");
        assertThat(scrape.get("metrics_path").asString()).isEqualTo("/metrics");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check config prometheus.yaml",
                "check rules coffer-alerts.yaml",
                "test rules coffer-alerts-test.yaml"
            })
    void prometheusUnderstandsThem(String check) throws IOException, InterruptedException {
        // of Debian's package prometheus
        Tool.named("promtool").in(DIRECTORY).run(check.split(" "));
    }
}
