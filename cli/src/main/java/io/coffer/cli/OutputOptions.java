package io.coffer.cli;

import picocli.CommandLine.Option;

/** How an answer is written. */
public final class OutputOptions {
    @Option(
            names = {"--output", "--output-format"},
            paramLabel = "table|json",
            description = "How the answer is written (table).")
    private Output output = Output.table;

    /** Spelled as they are typed. */
    private enum Output {
        table,
        json
    }

    /** Shows something and gives the code to exit with. */
    public int show(View view, Surroundings surroundings) {
        switch (output) {
            case table -> surroundings.out().print(view.asTable());
            case json -> surroundings.out().println(view.asJson());
        }
        surroundings.out().flush();
        return view.exitCode();
    }
}
