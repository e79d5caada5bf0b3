package io.coffer.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How long a server takes from its start until it serves: with a new data directory, and with one that is there. */
final class StartTime {
    private final LoadOptions options;
    private final LoadCredentials credentials;
    private final PrintStream out;

    StartTime(LoadOptions options, LoadCredentials credentials, PrintStream out) {
        this.options = options;
        this.credentials = credentials;
        this.out = out;
    }

    void run(Path directory) throws IOException {
        out.printf("%n### Start%n%n");
        out.println("| start | number | told by the ready line, ms | from the launcher to the ready line read, ms |");
        out.println("|---|---|---|---|");
        Path data = directory.resolve("start");
        print("first, a new data directory", times(data, 1));
        print("later ones", times(data, options.starts()));
    }

    private record Times(List<Double> told, List<Double> seen) {}

    private Times times(Path data, int starts) throws IOException {
        Times times = new Times(new ArrayList<>(), new ArrayList<>());
        for (int start = 0; start < starts; start++) {
            try (CofferProcess server = CofferProcess.start(options.launcher(), data, credentials)) {
                times.told().add(server.toldMillis());
                times.seen().add(server.seenMillis());
            }
        }
        return times;
    }

    private void print(String what, Times times) {
        out.printf(
                "| %s | %d | %s | %s |%n",
                what,
                times.told().size(),
                Spread.of(times.told()).text(),
                Spread.of(times.seen()).text());
    }
}
