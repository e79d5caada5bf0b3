package io.coffer.cli;

import io.coffer.cli.api.ApiVerbs;
import io.coffer.cli.completion.CompletionVerb;
import io.coffer.cli.importing.ImportVerb;
import io.coffer.cli.object.BucketVerbs;
import io.coffer.cli.object.CatVerb;
import io.coffer.cli.object.CopyVerb;
import io.coffer.cli.object.ListVerb;
import io.coffer.cli.object.PresignVerb;
import io.coffer.cli.object.RemoveVerb;
import io.coffer.cli.object.StatVerb;
import io.coffer.model.CofferVersion;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The command {@code coffer}. It ends with 0 when the server did what was asked, 1 when the server refused, 2 when the
 * command itself is wrong and 3 when no server could be reached.
 */
@Command(
        name = "coffer",
        description = "Administers a Coffer server.%n",
        versionProvider = CofferCommandLine.Version.class,
        synopsisSubcommandLabel = "VERB",
        subcommands = {
            KeyVerbs.class,
            AccountVerbs.class,
            RamVerbs.class,
            StsVerbs.class,
            AuditVerbs.class,
            ExplainVerb.class,
            SimulateVerb.class,
            PreviewVerb.class,
            PostureVerb.class,
            RewrapVerb.class,
            BackupVerb.class,
            MigrateVerbs.class,
            ListVerb.class,
            CopyVerb.class,
            CatVerb.class,
            StatVerb.class,
            RemoveVerb.class,
            BucketVerbs.MakeVerb.class,
            BucketVerbs.RemoveVerb.class,
            PresignVerb.class,
            ImportVerb.class,
            ScrubVerb.class,
            WhoamiVerb.class,
            CompletionVerb.class
        },
        footer = {
            "%nMore verbs run on the server's own machine; each has --help:",
            "  server       Serves the OSS API.",
            "  credentials  Shows the root access key of a data directory.",
            "  restore      Makes a data directory from a backup, or checks one.",
            "  verify       Reads and authenticates everything that a stopped server left at rest.",
            "  key-log      Verifies, lists and exports the log of uses of master keys.",
            "  migrate finish  Ends the move of a stopped server's store to another storage.",
            "  dev-cluster  Runs a whole cluster of Ozone with two gateways on this machine, for trying it out.",
            "  drill        Does to a store made for it what an attacker would, and shows that it is noticed."
        })
public final class CofferCommandLine {
    static final int OK = 0;
    static final int REFUSED = 1;
    static final int USAGE = 2;
    static final int UNREACHABLE = 3;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Shows this text.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Shows the version.")
    boolean version;

    private CofferCommandLine() {}

    /** Read only when it is asked for. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"coffer " + CofferVersion.current()};
        }
    }

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Surroundings surroundings = new Surroundings(
                System.getenv(), Path.of(System.getProperty("user.home")), out, System.out, err, hasTerminal());
        System.exit(run(arguments, surroundings));
    }

    private static boolean hasTerminal() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }

    /** Runs one command and returns the code to exit with. */
    static int run(String[] arguments, Surroundings surroundings) {
        return commandLine(ApiVerbs.command(List.of(arguments)))
                .setOut(surroundings.out())
                .setErr(surroundings.err())
                .setExecutionStrategy(parsed -> execute(parsed, surroundings))
                .setParameterExceptionHandler((wrong, typed) -> explain(wrong))
                .execute(arguments);
    }

    /** Every command there is. */
    static CommandLine commandLine() {
        return commandLine(ApiVerbs.command());
    }

    private static CommandLine commandLine(CommandLine api) {
        return new CommandLine(new CofferCommandLine())
                .addSubcommand("api", api)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    }

    private static int execute(ParseResult parsed, Surroundings surroundings) {
        Integer helpShown = CommandLine.executeHelpRequest(parsed);
        if (helpShown != null) {
            return helpShown;
        }
        CommandLine last = parsed.asCommandLineList().getLast();
        if (!(last.getCommand() instanceof Executable verb)) {
            throw new ParameterException(last, "a verb is missing");
        }
        try {
            return verb.execute(surroundings);
        } catch (UsageException wrong) {
            throw new ParameterException(last, wrong.getMessage(), wrong);
        } catch (RefusedException refused) {
            refused.lines().forEach(line -> complain(line, surroundings));
            return REFUSED;
        } catch (UnreachableException unreachable) {
            complain(String.valueOf(unreachable.getMessage()), surroundings);
            return UNREACHABLE;
        }
    }

    /** The whole help of a verb would hide what is wrong. */
    private static int explain(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        command.getErr().println("coffer: " + wrong.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
        command.getErr().println("Usage: " + command.getCommandSpec().qualifiedName() + " --help");
        return USAGE;
    }

    private static void complain(String line, Surroundings surroundings) {
        surroundings.err().println("coffer: " + Printable.text(line));
    }
}
