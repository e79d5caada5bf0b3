package io.coffer.server.main;

import io.coffer.encryption.KeyFileException;
import io.coffer.server.config.ServerConfig;
import io.coffer.server.evidence.SignedCheckpoint;
import io.coffer.storage.StorageException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./coffer drill}: does to a scratch store what must be noticed, and says whether it was. */
@Command(
        name = "coffer drill",
        sortOptions = false,
        description = {
            "Does to a scratch store what must be noticed: KMS offline, wrong root key, flipped bits in every kind of"
                    + " file, roll-back, replayed envelopes.",
            "With --data on copies of that stopped store, which itself is only read; otherwise on one made for it.",
            "Ends with 0 when all was noticed, 1 when something was not, 2 when it could not run."
        })
public final class Drill implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private enum Output {
        TABLE,
        JSON
    }

    /** The JSON report. */
    private record Report(String result, List<DrillResult> drills) {}

    @Mixin
    private OfflineOptions store = new OfflineOptions();

    @Option(
            names = "--scratch",
            paramLabel = "DIR",
            description = "Where copies are made and removed again; needs room for three of the store (the temporary"
                    + " directory).")
    private @Nullable Path scratch;

    @Option(names = "--output", paramLabel = "table|json", description = "Form of the report (table).")
    private Output output = Output.TABLE;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    boolean help;

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;

    Drill(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err, System.getenv()));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err, Map<String, String> environment) {
        return OfflineCommand.run(new Drill(out, err, environment), arguments, out, err);
    }

    @Override
    public Integer call() {
        try {
            Path home = scratch == null
                    ? Files.createTempDirectory("coffer-drill-")
                    : Files.createTempDirectory(Files.createDirectories(scratch), "coffer-drill-");
            try {
                return report(drill(home));
            } finally {
                DrillStore.delete(home);
            }
        } catch (StartException
                | StorageException
                | KeyFileException
                | IllegalArgumentException
                | IOException refused) {
            err.println("coffer drill: " + String.valueOf(refused.getMessage()).strip());
            return Verify.COULD_NOT_RUN;
        }
    }

    private List<DrillResult> drill(Path home) throws IOException {
        DrillStore pristine = new DrillStore(home.resolve("pristine"));
        if (store.isGiven()) {
            ServerConfig config = store.config(environment);
            requireStopped(config.data());
            DrillStore.copied(config.data(), config.rootKeyFile(), pristine.home());
        } else {
            Files.createDirectories(pristine.home());
        }
        SignedCheckpoint anchor = pristine.write(1);
        DrillStore reopened = pristine.copy("reopened");
        if (!reopened.verify(Optional.of(anchor)).isClean()) {
            throw new IllegalArgumentException("the store has findings already; see coffer verify");
        }
        return new Drills(pristine, reopened, anchor).run();
    }

    /** A copy of what a server writes meanwhile would be damaged. */
    private static void requireStopped(Path data) throws IOException {
        Path lock = data.resolve(Secrets.STORE).resolve("lock");
        if (!Files.exists(lock)) {
            throw new IllegalArgumentException("there is no store in " + data);
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            if (held == null) {
                throw new IllegalArgumentException(
                        "a server has the store in " + data + " open: stop it, or name a copy");
            }
        } catch (OverlappingFileLockException here) {
            throw new IllegalArgumentException("this process has the store in " + data + " open", here);
        }
    }

    private int report(List<DrillResult> results) {
        boolean passed = results.stream().allMatch(DrillResult::passed);
        if (output == Output.JSON) {
            out.println(JSON.writerWithDefaultPrettyPrinter()
                    .writeValueAsString(new Report(passed ? "passed" : "failed", results)));
        } else {
            results.forEach(result -> out.println((result.passed() ? "pass  " : "FAIL  ") + result.drill() + "  "
                    + result.target() + "  " + result.observed()));
            out.println((passed ? "passed: " : "FAILED: ") + results.size() + " drills");
        }
        return passed ? Verify.CLEAN : Verify.FINDINGS;
    }
}
