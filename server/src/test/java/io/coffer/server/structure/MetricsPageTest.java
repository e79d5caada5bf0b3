package io.coffer.server.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.observability.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table in {@code docs/observability.md} is derived from {@link Metric}; {@code -Dcoffer.write-docs=true} writes it anew. */
class MetricsPageTest {
    private static final Path PAGE = Path.of("../docs/observability.md");
    private static final String TABLE = "| metric | kind | labels | meaning |\n|---|---|---|---|\n";

    @Test
    void theTableIsWhatThereIs() throws IOException {
        String page = Files.readString(PAGE);
        String expected = page.substring(0, page.indexOf(TABLE)) + TABLE + rows();
        if (Boolean.getBoolean("coffer.write-docs")) {
            Files.writeString(PAGE, expected);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/observability.md is behind Metric: run this test with -Dcoffer.write-docs=true")
                .isEqualTo(expected);
    }

    private static String rows() {
        return Stream.of(Metric.values())
                .map(metric ->
                        "| `" + metric.title() + "` | " + metric.kind().name().toLowerCase(Locale.ROOT) + " | "
                                + metric.labels().stream()
                                        .map(label -> "`" + label + "`")
                                        .collect(Collectors.joining(", "))
                                + " | " + metric.meaning() + " |\n")
                .collect(Collectors.joining());
    }
}
