package io.coffer.server.main;

import io.coffer.encryption.DamagedDataException;
import io.coffer.encryption.KeyFileException;
import io.coffer.encryption.KeyManagementException;
import io.coffer.server.config.MigrationConfig;
import io.coffer.server.config.ServerConfig;
import io.coffer.server.migration.MigrationException;
import io.coffer.server.migration.StoreComparison;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ./coffer migrate finish}: carries what is left of a stopped store, compares both sides and hands over. */
@Command(
        name = "coffer migrate finish",
        sortOptions = false,
        description = {
            "Carries what is left of a stopped server's store to migration.target of its configuration, compares both sides,"
                    + " and makes the target the place where the store is.",
            "Afterwards this server refuses to start, and gateways may start on the target. Without a migration before it"
                    + " carries everything.",
            "Ends with 0 when it is done, 1 when entries could not be carried or are not the same, 2 when it could not run."
        })
public final class Migrate implements Callable<Integer> {
    private static final int NOT_SAME = 1;

    @Mixin
    private OfflineOptions options = new OfflineOptions();

    @Option(
            names = "--read-all",
            description =
                    "Reads all bodies of both sides again, and compares their SHA-256; without it only those that are"
                            + " carried are read back.")
    private boolean readAll;

    @Option(names = "--dry-run", description = "Only compares: carries nothing and finishes nothing.")
    private boolean dryRun;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    boolean help;

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> environment;
    private final Clock clock = Clock.systemUTC();

    Migrate(PrintStream out, PrintStream err, Map<String, String> environment) {
        this.out = out;
        this.err = err;
        this.environment = environment;
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err, System.getenv()));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err, Map<String, String> environment) {
        return OfflineCommand.run(new Migrate(out, err, environment), arguments, out, err);
    }

    @Override
    public Integer call() {
        try {
            ServerConfig config = options.config(environment);
            MigrationConfig migration = config.migration()
                    .orElseThrow(() -> new StartException("the configuration has no section migration with a target"));
            try (OfflineStore store = OfflineStore.open(config, environment);
                    StorageEngine target = MigrationTarget.open(config, migration, store.rootKey())) {
                MigrationFinish finish = new MigrationFinish(config, store, target, this::progress, clock);
                return dryRun ? compared(finish.compare(readAll)) : finished(finish);
            }
        } catch (StartException
                | MigrationException
                | StorageException
                | KeyFileException
                | KeyManagementException
                | DamagedDataException
                | IllegalArgumentException
                | IOException
                | UncheckedIOException refused) {
            err.println("coffer migrate finish: "
                    + String.valueOf(refused.getMessage()).strip());
            return Verify.COULD_NOT_RUN;
        }
    }

    private void progress(String step) {
        err.println(step);
    }

    private int compared(StoreComparison.Result result) {
        tell(result);
        return result.isSame() ? 0 : NOT_SAME;
    }

    private int finished(MigrationFinish finish) throws IOException {
        Instant begun = clock.instant();
        MigrationFinish.Outcome outcome = finish.run(readAll);
        outcome.comparison().ifPresent(this::tell);
        if (outcome.last().failed() > 0) {
            outcome.last().failures().forEach(out::println);
            out.println("not finished: " + outcome.last().failed() + " entries could not be carried");
            return NOT_SAME;
        }
        if (!outcome.finished()) {
            out.println("not finished: the two sides are not the same");
            return NOT_SAME;
        }
        out.println("finished in " + Duration.between(begun, clock.instant()).toSeconds() + " s");
        return 0;
    }

    private void tell(StoreComparison.Result result) {
        result.told().forEach(out::println);
        out.println(
                result.buckets() + " buckets, " + result.entries() + " entries, " + result.bytes() + " bytes of bodies"
                        + (readAll ? ", of which " + result.readBytes() + " were read on both sides" : ""));
        out.println(result.differences() + " differences");
        out.println("digest of the source " + result.sourceDigest());
        out.println("digest of the target " + result.targetDigest());
    }
}
