package io.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The page is written from the commands; here it is compared, and written again on demand. */
class CommandLinePageTest {
    private static final Path PAGE = Path.of("..", "docs", "command-line.md");

    @Test
    void thePageSaysWhatTheCommandsSay() throws IOException {
        StringBuilder expected = new StringBuilder(INTRODUCTION);
        describe(CofferCommandLine.commandLine(), expected);
        if (Boolean.getBoolean("coffer.regenerate")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, expected);
        }

        assertThat(PAGE).as("""
                        the page differs from the commands; write it again with
                        ./mvnw -q test -pl cli -am -Dtest=CommandLinePageTest \
                        -Dsurefire.failIfNoSpecifiedTests=false -Dcoffer.regenerate=true""").hasContent(expected.toString());
    }

    @Test
    void everyVerbHasHelpAndTheCommonOptions() {
        assertThat(verbs(CofferCommandLine.commandLine())).isEqualTo(22);
    }

    private static int verbs(CommandLine command) {
        if (command.getCommand() instanceof Verb) {
            assertThat(command.getUsageMessage(CommandLine.Help.Ansi.OFF))
                    .contains("--help", "--endpoint", "--admin-endpoint", "--region", "--output", "--ca-certificate");
            return 1;
        }
        return command.getSubcommands().values().stream()
                .mapToInt(CommandLinePageTest::verbs)
                .sum();
    }

    private static void describe(CommandLine command, StringBuilder page) {
        page.append("\n## `")
                .append(command.getCommandSpec().qualifiedName())
                .append("`\n\n```text\n")
                .append(command.getUsageMessage(CommandLine.Help.Ansi.OFF).stripTrailing())
                .append("\n```\n");
        command.getSubcommands().values().forEach(inner -> describe(inner, page));
    }

    private static final String INTRODUCTION = """
            # The command line

            <!-- Written from the commands of io.coffer.cli by CommandLinePageTest; edit there. -->

            `./coffer` runs from the source tree, from any working directory and through symbolic links. It finds a JDK 25
            (`JAVA_HOME`, then the newest in `/usr/lib/jvm`, then `java` on the path), builds what is missing or older than
            its sources, and becomes the JVM. `./coffer server` and `./coffer credentials` run on the server's machine;
            every other verb talks to a running server's administration port.

            | exit code | meaning |
            |---|---|
            | 0 | done |
            | 1 | the server refused; stderr has Code, message and RequestId |
            | 2 | the command is wrong, or there are no credentials |
            | 3 | no server could be reached |

            Credentials are `OSS_ACCESS_KEY_ID`, `OSS_ACCESS_KEY_SECRET` and, for temporary ones, `OSS_SESSION_TOKEN` in the
            environment, else those of `~/.ossutilconfig` as ossutil 1 (`[Credentials]`) or ossutil 2 (`[default]`) writes
            it. With `--output json` a list is one array of all its pages, everything else the server's answer as it is.

            A first user, who may read one bucket:

            ```sh
            ./coffer ram user create alice
            ./coffer ram access-key create --user alice
            ./coffer ram policy create read-photos --document read-photos.json
            ./coffer ram attach --policy read-photos --user alice
            ```
            """;
}
