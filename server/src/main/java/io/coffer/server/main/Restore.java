package io.coffer.server.main;

import io.coffer.server.backup.BackupManifest;
import io.coffer.server.backup.DamagedBackupException;
import io.coffer.server.backup.StoreRestore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code ./coffer restore}: makes a data directory from a backup, or checks one. No server is needed. */
@Command(
        name = "coffer restore",
        sortOptions = false,
        description = {
            "Makes a data directory from a backup that coffer backup wrote, or only checks it.%n",
            "A backup holds no keys: the keystore (<data>/keys/keystore) and the root key are kept apart from it,"
                    + " and both are needed before a server starts on the restored data."
        })
public final class Restore implements Callable<Integer> {
    private static final int REFUSED = 1;

    @Option(names = "--from", paramLabel = "DIR", required = true, description = "The backup.")
    private Path from = Path.of("");

    @Option(names = "--data", paramLabel = "DIR", description = "The data directory to make; new or empty.")
    private @Nullable Path data;

    @Option(names = "--keystore", paramLabel = "FILE", description = "The keystore, copied to its place.")
    private @Nullable Path keystore;

    @Option(names = "--check", description = "Reads the backup and compares it with its manifest; restores nothing.")
    private boolean check;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this text.")
    boolean help;

    private Restore() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Restore());
    }

    @Override
    public Integer call() {
        if (check == (data != null)) {
            throw new ParameterException(new CommandLine(this), "give either --data or --check");
        }
        try {
            BackupManifest manifest =
                    data == null ? StoreRestore.check(from) : StoreRestore.restore(from, data, keystore());
            System.out.println((data == null ? "checked " : "restored ") + manifest.files() + " files, "
                    + manifest.bytes() + " bytes, of " + manifest.time() + " at sequence " + manifest.sequence());
            if (data != null && keystore == null) {
                System.out.println("before a server starts: put the keystore to " + data.resolve("keys/keystore")
                        + " and name the root key");
            }
            return 0;
        } catch (IOException | DamagedBackupException refused) {
            System.err.println("coffer restore: " + refused.getMessage());
            return REFUSED;
        }
    }

    private Optional<Path> keystore() {
        return Optional.ofNullable(keystore);
    }
}
