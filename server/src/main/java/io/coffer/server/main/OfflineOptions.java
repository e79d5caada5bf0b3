package io.coffer.server.main;

import io.coffer.server.config.ServerCommand;
import io.coffer.server.config.ServerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the store of an offline command is, as the server is told it. */
final class OfflineOptions {
    @Option(names = "--data", paramLabel = "DIR", description = "Directory of the data (coffer-data).")
    @Nullable
    String data;

    @Option(
            names = "--root-key",
            paramLabel = "FILE",
            description = "File of the root key (<DIR>.root-key, beside the data directory).")
    @Nullable
    String rootKey;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration file of the server (YAML).")
    @Nullable
    String configuration;

    /** Whether a store is named at all. */
    boolean isGiven() {
        return data != null || configuration != null;
    }

    /** @throws IllegalArgumentException when the configuration is wrong */
    ServerConfig config(Map<String, String> environment) {
        List<String> arguments = new ArrayList<>();
        add(arguments, "--data", data);
        add(arguments, "--root-key", rootKey);
        add(arguments, "--config", configuration);
        return switch (ServerCommand.parse(arguments.toArray(String[]::new), environment)) {
            case ServerCommand.Outcome.Start start -> start.config();
            case ServerCommand.Outcome.Exit exit -> throw new IllegalArgumentException(exit.message());
        };
    }

    private static void add(List<String> arguments, String flag, @Nullable String value) {
        if (value != null) {
            arguments.add(flag);
            arguments.add(value);
        }
    }
}
