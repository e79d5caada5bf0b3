package io.coffer.server.main;

import io.coffer.encryption.DamagedDataException;
import io.coffer.encryption.KeyFileException;
import io.coffer.server.evidence.CanarySearch;
import io.coffer.server.evidence.SignedCheckpoint;
import io.coffer.server.evidence.StoreVerification;
import io.coffer.server.evidence.VerificationProgress;
import io.coffer.server.evidence.VerificationReport;
import io.coffer.storage.StorageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./coffer verify}: authenticates everything that a stopped store, or a copy of one, holds. */
@Command(
        name = "coffer verify",
        sortOptions = false,
        description = {
            "Reads everything at rest and authenticates it. The server must be stopped, or DIR a copy.",
            "Ends with 0 when nothing was found, 1 with findings, 2 when it could not run."
        })
public final class Verify implements Callable<Integer> {
    static final int CLEAN = 0;
    static final int FINDINGS = 1;
    static final int COULD_NOT_RUN = 2;

    private static final int MOST_THREADS = 64;
    private static final int USUAL_THREADS = 4;

    private enum Output {
        TABLE,
        JSON
    }

    @Mixin
    private OfflineOptions store = new OfflineOptions();

    @Option(names = "--output", paramLabel = "table|json", description = "Form of the report (table).")
    private Output output = Output.TABLE;

    @Option(
            names = "--canary",
            paramLabel = "TEXT",
            description = "A text to look for in all files, also as UTF-16 and base64; repeatable.")
    private List<String> canaries = new ArrayList<>();

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "A signed checkpoint that the store must not be older than.")
    private @Nullable Path checkpoint;

    @Option(names = "--threads", paramLabel = "N", description = "Threads that inspect at once (4, or the processors).")
    private int threads = Math.min(USUAL_THREADS, Runtime.getRuntime().availableProcessors());

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    boolean help;

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    Verify(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err, System.getenv()));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err, Map<String, String> environment) {
        return OfflineCommand.run(new Verify(out, err, environment), arguments, out, err);
    }

    @Override
    public Integer call() {
        if (threads < 1 || threads > MOST_THREADS) {
            return refuse("--threads must be 1 to " + MOST_THREADS);
        }
        if (canaries.stream().anyMatch(text -> text.length() < CanarySearch.LEAST_LENGTH)) {
            return refuse("a canary has at least " + CanarySearch.LEAST_LENGTH + " characters");
        }
        VerificationProgress progress = ProgressBar.onTerminal(err);
        try {
            Optional<SignedCheckpoint> anchored =
                    checkpoint == null ? Optional.empty() : Optional.of(SignedCheckpoint.read(checkpoint));
            try (OfflineStore opened = OfflineStore.open(store.config(environment), environment)) {
                VerificationReport report = new StoreVerification(
                                opened.subject(), new StoreVerification.Options(threads, canaries, anchored), progress)
                        .run();
                out.print(output == Output.JSON ? report.json() + "\n" : VerificationTable.of(report));
                return report.isClean() ? CLEAN : FINDINGS;
            }
        } catch (StartException
                | StorageException
                | KeyFileException
                | DamagedDataException
                | IllegalArgumentException
                | IOException refused) {
            return refuse(String.valueOf(refused.getMessage()));
        }
    }

    private int refuse(String reason) {
        err.println("coffer verify: " + reason.strip());
        return COULD_NOT_RUN;
    }
}
