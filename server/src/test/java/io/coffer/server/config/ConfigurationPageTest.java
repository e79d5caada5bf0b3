package io.coffer.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {
    private static final Path PAGE = Path.of("..", "docs", "configuration.md");

    @Test
    void thePageSaysWhatTheRecordsSay() throws IOException {
        String expected = ConfigurationPage.text();
        if (Boolean.getBoolean("coffer.write-docs")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, expected);
        }

        assertThat(PAGE).as("""
                        the page differs from the records; write it again with
                        ./mvnw -q test -pl server -am -Dtest=ConfigurationPageTest \
                        -Dsurefire.failIfNoSpecifiedTests=false -Dcoffer.write-docs=true""").hasContent(expected);
    }
}
