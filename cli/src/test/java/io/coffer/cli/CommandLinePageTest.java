package io.coffer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The page is written from the commands; here it is compared, and written again on demand. */
class CommandLinePageTest {
    private static final int API = 132;
    private static final int OTHERS = 10;

    private static final String[] CONNECTION = {
        "--endpoint",
        "--region",
        "--access-key-id",
        "--access-key-secret",
        "--sts-token",
        "--config-file",
        "--profile",
        "--ca-certificate"
    };

    private static final Path PAGE = Path.of("..", "docs", "command-line.md");

    @Test
    void thePageSaysWhatTheCommandsSay() throws IOException {
        StringBuilder expected = new StringBuilder(INTRODUCTION);
        describe(CofferCommandLine.commandLine(), expected);
        if (Boolean.getBoolean("coffer.write-docs")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, expected);
        }

        assertThat(PAGE).as("""
                        the page differs from the commands; write it again with
                        ./mvnw -q test -pl cli -am -Dtest=CommandLinePageTest \
                        -Dsurefire.failIfNoSpecifiedTests=false -Dcoffer.write-docs=true""").hasContent(expected.toString());
    }

    @Test
    void everyVerbHasHelpAndTheCommonOptions() {
        assertThat(verbs(CofferCommandLine.commandLine())).isEqualTo(84 + API + OTHERS);
    }

    private static int verbs(CommandLine command) {
        if (command.getCommand() instanceof Executable) {
            String usage = command.getUsageMessage(CommandLine.Help.Ansi.OFF);
            String name = command.getCommandSpec().qualifiedName();
            assertThat(usage).as(name).contains("--help").doesNotContain("\u001b");
            if (!name.equals("coffer completion")) {
                assertThat(usage).as(name).contains(CONNECTION);
            }
            if (!Set.of("coffer completion", "coffer cat").contains(name)) {
                assertThat(usage).as(name).contains("--output").containsPattern("=table\\|json");
            }
            if (command.getCommand() instanceof Verb) {
                assertThat(usage).as(name).contains("--admin-endpoint");
            }
            return 1;
        }
        return command.getSubcommands().values().stream()
                .mapToInt(CommandLinePageTest::verbs)
                .sum();
    }

    /** One line for each operation: their common options stand with {@code coffer api}. */
    private static void operations(CommandLine api, StringBuilder page) {
        page.append("\n| verb | what it does | its own options; * must be given |\n|---|---|---|\n");
        Set<String> common = api.getCommandSpec().optionsMap().keySet();
        api.getSubcommands()
                .forEach((name, verb) -> page.append("| `")
                        .append(name)
                        .append("` | ")
                        .append(verb.getCommandSpec().usageMessage().description()[0])
                        .append(" | ")
                        .append(verb.getCommandSpec().options().stream()
                                .filter(option -> !common.contains(option.longestName()))
                                .map(option -> "`" + option.longestName() + "`" + (option.required() ? "*" : ""))
                                .collect(Collectors.joining(" ")))
                        .append(" |\n"));
    }

    private static void describe(CommandLine command, StringBuilder page) {
        page.append("\n## `")
                .append(command.getCommandSpec().qualifiedName())
                .append("`\n\n```text\n")
                .append(command.getUsageMessage(CommandLine.Help.Ansi.OFF).stripTrailing())
                .append("\n```\n");
        if (command.getCommandName().equals("api")) {
            operations(command, page);
        } else {
            command.getSubcommands().values().forEach(inner -> describe(inner, page));
        }
    }

    private static final String INTRODUCTION = """
            # The command line

            <!-- Written from the commands of io.coffer.cli by CommandLinePageTest; edit there. -->

            `./coffer` runs from the source tree, from any working directory and through symbolic links. It finds a JDK 25
            (`JAVA_HOME`, then the newest in `/usr/lib/jvm`, then `java` on the path), builds what is missing or older than
            its sources, and becomes the JVM. `./coffer server`, `./coffer restore` and `./coffer credentials` run on the server's
            machine. `api`, `ls`, `cp`, `cat`, `stat`, `rm`, `mb`, `rb`, `presign` and `import` talk to the OSS API of any
            service; every other verb talks to a running server's administration port.

            | exit code | meaning |
            |---|---|
            | 0 | done |
            | 1 | the server refused; stderr has Code, message, RequestId and EC. Or some of it could not be done, as the answer says |
            | 2 | the command is wrong, or there are no credentials; nothing was sent |
            | 3 | no server could be reached |

            Whom a verb asks and as whom is said by options, else by the environment (`OSS_ACCESS_KEY_ID`,
            `OSS_ACCESS_KEY_SECRET`, `OSS_SESSION_TOKEN`, `OSS_ENDPOINT`, `OSS_REGION`), else by `~/.ossutilconfig` as ossutil 1
            (`[Credentials]`) or ossutil 2 (`[default]`, `[profile NAME]`) writes it; `OSS_CONFIG_FILE` and `OSS_PROFILE` name
            another file and profile. No secret needs to be typed. With `--output json` a list is one array of all its pages,
            everything else the server's answer as it is. Nothing is coloured, and bars of progress are drawn on terminals only.

            Every operation of the OSS API, named as in ossutil 2, with documents in XML or JSON:

            ```sh
            ./coffer api put-bucket-encryption --bucket photos --server-side-encryption-rule file://rule.json
            ./coffer api get-bucket-encryption --bucket photos --output json
            source <(./coffer completion bash)
            ```

            Buckets from another service. The same command goes on where a run ended:

            ```sh
            ./coffer import --source-endpoint https://oss-cn-hangzhou.aliyuncs.com --source-profile alibaba photos --dry-run
            ./coffer import --source-endpoint https://oss-cn-hangzhou.aliyuncs.com --source-profile alibaba photos
            ```

            A first user, who may read one bucket:

            ```sh
            ./coffer ram user create alice
            ./coffer ram access-key create --user alice
            ./coffer ram policy create read-photos --document read-photos.json
            ./coffer ram attach --policy read-photos --user alice
            ```

            Credentials that end by themselves, for a user whose policies allow `sts:AssumeRole` on a role that trusts it:

            ```sh
            ./coffer sts assume-role --role acs:ram::1234567890123456:role/reader --session alice --duration 900
            ```
            """;
}
