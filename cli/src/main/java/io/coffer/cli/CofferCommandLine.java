package io.coffer.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
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
        synopsisSubcommandLabel = "VERB",
        subcommands = {KeyVerbs.class, AccountVerbs.class, RamVerbs.class, WhoamiVerb.class},
        footer = {
            "%nTwo more verbs run on the server's own machine:",
            "  server       Serves the OSS API; see coffer server --help.",
            "  credentials  Shows the root access key of a data directory; see coffer credentials --help."
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

    private CofferCommandLine() {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        Surroundings surroundings =
                new Surroundings(System.getenv(), Path.of(System.getProperty("user.home")), out, err);
        System.exit(run(arguments, surroundings));
    }

    /** Runs one command and returns the code to exit with. */
    static int run(String[] arguments, Surroundings surroundings) {
        return commandLine()
                .setOut(surroundings.out())
                .setErr(surroundings.err())
                .setExecutionStrategy(parsed -> execute(parsed, surroundings))
                .execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new CofferCommandLine())
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    }

    private static int execute(ParseResult parsed, Surroundings surroundings) {
        Integer helpShown = CommandLine.executeHelpRequest(parsed);
        if (helpShown != null) {
            return helpShown;
        }
        CommandLine last = parsed.asCommandLineList().getLast();
        if (!(last.getCommand() instanceof Verb verb)) {
            throw new ParameterException(last, "a verb is missing");
        }
        try {
            verb.execute(surroundings);
            return OK;
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

    private static void complain(String line, Surroundings surroundings) {
        surroundings.err().println("coffer: " + Printable.text(line));
    }

    /** What a command sees of its process. */
    record Surroundings(Map<String, String> environment, Path home, PrintWriter out, PrintWriter err) {}
}
