package io.coffer.server.main;

import io.coffer.server.evidence.SignedCheckpoint;
import io.coffer.server.keyuse.KeyLogQuery;
import io.coffer.server.keyuse.KeyLogReader;
import io.coffer.server.keyuse.KeyLogVerification;
import io.coffer.server.keyuse.KeyUseLog;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code ./coffer key-log}: reads and checks files of the key-use log, without a server and without any key. */
@Command(
        name = "coffer key-log",
        sortOptions = false,
        description = "Reads and checks the key-use log: one of its files, or the whole directory key-log/.")
public final class KeyLog implements Callable<Integer> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    enum Output {
        TABLE,
        JSON
    }

    private final PrintStream out;
    private final PrintStream err;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    boolean help;

    KeyLog(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        return OfflineCommand.run(new KeyLog(out, err), arguments, out, err);
    }

    @Override
    public Integer call() {
        err.println("coffer key-log: say verify, list or export; see coffer key-log --help");
        return Verify.COULD_NOT_RUN;
    }

    @Command(
            name = "verify",
            description = {
                "Checks that no record was changed or removed; with a checkpoint also that none is missing at the end.",
                "Ends with 0 when it is whole, 1 when it is not, 2 when it could not be checked."
            })
    int verify(
            @Parameters(paramLabel = "FILE", description = "A file of the log, or its directory.") Path file,
            @Option(names = "--checkpoint", paramLabel = "FILE", description = "A signed checkpoint.") @Nullable
                    Path checkpoint,
            @Option(
                            names = "--public-key",
                            paramLabel = "BASE64",
                            description = "The store's key for checkpoints, as it was noted elsewhere.")
                    @Nullable
                    String publicKey,
            @Option(names = "--output", paramLabel = "table|json", defaultValue = "table") Output output) {
        try {
            Optional<SignedCheckpoint> anchored =
                    checkpoint == null ? Optional.empty() : Optional.of(SignedCheckpoint.read(checkpoint));
            if (publicKey != null
                    && anchored.filter(given -> !given.publicKey().equals(publicKey))
                            .isPresent()) {
                return refuse("the checkpoint is signed by another key than the one given");
            }
            List<KeyUseLog.Head> heads =
                    anchored.map(given -> given.content().keyUseHeads()).orElse(List.of());
            KeyLogVerification.Report report = KeyLogVerification.verify(file, heads);
            if (output == Output.JSON) {
                out.println(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report));
            } else {
                print(report, anchored);
            }
            return report.isWhole() ? Verify.CLEAN : Verify.FINDINGS;
        } catch (IOException | IllegalArgumentException unreadable) {
            return refuse(String.valueOf(unreadable.getMessage()));
        }
    }

    private void print(KeyLogVerification.Report report, Optional<SignedCheckpoint> anchored) {
        out.println((report.isWhole() ? "whole: " : "BROKEN: ") + report.records() + " records in "
                + report.chains().size() + " chains");
        report.chains()
                .forEach(chain -> out.println("chain " + chain.id().ordinal() + " records " + chain.first() + " to "
                        + chain.newest().number() + ", newest " + chain.newest().hash()));
        report.breaks()
                .forEach(found -> out.println(found.kind() + " chain " + found.chain() + " record " + found.number()
                        + " " + found.file() + ": " + found.detail()));
        report.notes().forEach(out::println);
        if (report.unfinishedBytes() > 0) {
            out.println(report.unfinishedBytes() + " bytes at the end are of a record that was not finished");
        }
        out.println(anchored.map(given -> "anchored by checkpoint "
                        + given.content().number() + " of " + given.content().time() + ", signed by "
                        + given.publicKey()
                        + "; a cut behind it is not seen")
                .orElse("no checkpoint was given: a cut at the end, or a log written anew, is not seen"));
    }

    @Command(name = "list", description = "Lists records, a line each.")
    int list(
            @Parameters(paramLabel = "FILE", description = "A file of the log, or its directory.") Path file,
            @Mixin KeyLogFilter filter) {
        return each(file, filter, line -> out.println(KeyLogQuery.row(line)));
    }

    @Command(name = "export", description = "Writes records as they stand in the log, a JSON object a line.")
    int export(
            @Parameters(paramLabel = "FILE", description = "A file of the log, or its directory.") Path file,
            @Mixin KeyLogFilter filter) {
        return each(file, filter, line -> out.println(line.json().orElseThrow()));
    }

    private int each(Path file, KeyLogFilter filter, Consumer<KeyLogReader.Line> visitor) {
        try {
            KeyLogQuery.each(file, filter.query(), visitor);
            return Verify.CLEAN;
        } catch (IOException unreadable) {
            return refuse(String.valueOf(unreadable.getMessage()));
        }
    }

    private int refuse(String reason) {
        err.println("coffer key-log: " + reason);
        return Verify.COULD_NOT_RUN;
    }
}
