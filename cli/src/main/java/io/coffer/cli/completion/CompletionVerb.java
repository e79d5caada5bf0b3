package io.coffer.cli.completion;

import io.coffer.cli.Executable;
import io.coffer.cli.Surroundings;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script that completes this command line. */
@Command(
        name = "completion",
        description = {
            "Prints a script that completes verbs, options and their values in a shell.",
            "bash: source <(coffer completion bash)",
            "zsh: source <(coffer completion zsh)",
            "fish: coffer completion fish | source"
        })
public final class CompletionVerb implements Executable {
    /** Verbs that the launcher runs in other programs, by what is typed before them. */
    private static final Map<String, List<String>> OF_THE_LAUNCHER = Map.of(
            "coffer",
            List.of("credentials", "dev-cluster", "drill", "key-log", "restore", "server", "verify"),
            "coffer dev-cluster",
            List.of("start", "status", "stop"),
            "coffer migrate",
            List.of("finish"));

    @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
    private @Nullable Shell shell;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public int execute(Surroundings surroundings) {
        CompletionTable table =
                CompletionTable.of(Objects.requireNonNull(spec).root().commandLine(), OF_THE_LAUNCHER);
        surroundings.out().print(Objects.requireNonNull(shell).script(table));
        surroundings.out().flush();
        return 0;
    }
}
