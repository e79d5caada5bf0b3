package io.coffer.benchmark;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** What one workload came to by every way to the cluster, as Markdown. The first way is the one that others are compared with. */
record OzoneTable(PrintStream out) {
    void print(String title, Map<String, List<OzoneRound>> measured) {
        if (measured.isEmpty()) {
            return;
        }
        List<OzoneRound> first = measured.values().iterator().next();
        List<OzoneRound> last = List.copyOf(measured.values()).getLast();
        List<String> names = List.copyOf(measured.keySet());
        out.printf("%n### %s%n%n", title);
        out.printf(
                "| | requests/s | MiB/s | median, ms | 99th, ms | its CPU, ms/request | CPU of Ozone's servers, ms/request"
                        + " | rate ÷ %s | both CPUs ÷ %s | rate ÷ %s |%n|---|---|---|---|---|---|---|---|---|---|%n",
                names.getFirst(), names.getFirst(), names.getLast());
        measured.forEach((name, rounds) -> out.printf(
                "| %s | %s | %s | %s | %s | %s | %s | %s | %s | %s |%n",
                name,
                PeerTable.spread(rounds, OzoneRound::requestsPerSecond),
                PeerTable.spread(rounds, round -> round.own().mebibytesPerSecond()),
                PeerTable.spread(rounds, OzoneRound::medianMillis),
                PeerTable.spread(rounds, OzoneRound::slowMillis),
                PeerTable.spread(rounds, OzoneRound::ownMillisPerRequest),
                PeerTable.spread(rounds, OzoneRound::ozoneMillisPerRequest),
                PeerTable.ratio(rounds, first, OzoneRound::requestsPerSecond),
                PeerTable.ratio(rounds, first, OzoneRound::wholeMillisPerRequest),
                PeerTable.ratio(rounds, last, OzoneRound::requestsPerSecond)));
    }
}
