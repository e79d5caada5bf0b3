package io.coffer.server.main;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;

/** Runs a command that works on files, without a server. */
final class OfflineCommand {
    private OfflineCommand() {}

    /** @return the status to exit with; 2 when the arguments are wrong */
    static int run(Callable<Integer> command, String[] arguments, PrintStream out, PrintStream err) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setOut(new PrintWriter(out, true, out.charset()))
                .setErr(new PrintWriter(err, true, err.charset()))
                .execute(arguments);
    }
}
