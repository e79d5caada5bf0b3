package io.coffer.cli.api;

import picocli.CommandLine.Option;

/** How the answer of an operation is written. */
final class ApiOutputOptions {
    @Option(
            names = {"--output", "--output-format"},
            paramLabel = "table|json|yaml|xml|raw",
            description = "How the answer is written (table); raw is as it came.")
    private Output output = Output.table;

    /** Spelled as they are typed. */
    enum Output {
        table,
        json,
        yaml,
        xml,
        raw
    }

    Output output() {
        return output;
    }
}
