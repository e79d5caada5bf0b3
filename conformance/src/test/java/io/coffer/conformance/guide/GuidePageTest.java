package io.coffer.conformance.guide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GuidePageTest {
    private static final String FENCE = "```";

    @TempDir
    private Path directory;

    @Test
    void everyMarkerIsAStep() throws IOException {
        GuidePage page = page("""
                # A page
                <!-- start: server -->

                <!-- run: shell, exit 1 -->
                FENCEsh
                false
                FENCE
                <!-- output -->
                FENCEtext
                ...
                FENCE
                <!-- file: a.json -->
                FENCEjson
                {}
                FENCE
                <!-- run: server -->
                FENCEsh
                ./coffer server  # serves
                FENCE
                <!-- not run here: needs a moon; covered by a/b, c -->
                FENCEsh
                moon
                FENCE
                <!-- stop: server -->
                """);
        assertThat(page.steps())
                .containsExactly(
                        new Step.Server(2, "./coffer server"),
                        new Step.Shell(5, "false\n", 1),
                        new Step.Output(9, "...\n"),
                        new Step.Content(13, "a.json", "{}\n"),
                        new Step.Server(17, "./coffer server"),
                        new Step.NotRun(21, "needs a moon", List.of("a/b", "c")),
                        new Step.Stop(24));
    }

    @Test
    void aBlockWithoutAMarkerIsRefused() {
        assertThatThrownBy(() -> page("text\nFENCEsh\ntrue\nFENCE\n")).hasMessageContaining("page.md:2");
        assertThatThrownBy(() -> page("<!-- run: basic -->\nFENCE\nFENCE\n")).hasMessageContaining("'run: basic'");
        assertThatThrownBy(() -> page("<!-- not run here: no reason is enough -->\nFENCE\nFENCE\n"))
                .hasMessageContaining("no marker that is known");
    }

    @Test
    void aMarkerWithoutItsBlockIsRefused() {
        assertThatThrownBy(() -> page("<!-- run: shell -->\n\nFENCEsh\ntrue\nFENCE\n"))
                .hasMessageContaining("page.md:2");
    }

    private GuidePage page(String text) throws IOException {
        return GuidePage.read(Files.writeString(directory.resolve("page.md"), text.replace("FENCE", FENCE)));
    }
}
