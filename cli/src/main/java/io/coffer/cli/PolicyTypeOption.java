package io.coffer.cli;

import picocli.CommandLine.Option;

/** Which policies a name means. */
final class PolicyTypeOption {
    @Option(names = "--system", description = "A policy that comes with the server, not one of the account.")
    private boolean system;

    String wire() {
        return system ? "System" : "Custom";
    }
}
