package io.coffer.benchmark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What one workload came to on every server, as Markdown.
 *
 * @param measure name of the server that the others are compared with
 */
record PeerTable(PrintStream out, String measure) {
    /** Encrypted, since that is what is used. */
    static final String ENCRYPTED = "Coffer, AES256";

    void print(String title, Map<LoadTarget, List<Measurement>> measured) {
        out.printf("%n### %s%n%n", title);
        out.println("| server | requests/s | MiB/s | server CPU, µs/request | median, µs | 99th, µs" + " | " + measure
                + " ÷ this |");
        out.println("|---|---|---|---|---|---|---|");
        Optional<List<Measurement>> measures = measured.entrySet().stream()
                .filter(entry -> entry.getKey().name().equals(measure))
                .map(Map.Entry::getValue)
                .findFirst();
        measured.forEach((target, rounds) -> out.printf(
                "| %s | %s | %s | %s | %s | %s | %s |%n",
                target.name(),
                spread(rounds, Measurement::requestsPerSecond),
                spread(rounds, Measurement::mebibytesPerSecond),
                spread(rounds, Measurement::processorMicrosPerRequest),
                spread(rounds, Measurement::medianMicros),
                spread(rounds, Measurement::slowMicros),
                measures.map(ours -> ratio(ours, rounds, Measurement::requestsPerSecond))
                        .orElse("-")));
    }

    static <T> String spread(List<T> rounds, ToDoubleFunction<T> figure) {
        return Spread.of(rounds.stream().map(figure::applyAsDouble).toList()).text();
    }

    /** Each round against the same round of the others. */
    static <T> String ratio(List<T> ours, List<T> theirs, ToDoubleFunction<T> figure) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < Math.min(ours.size(), theirs.size()); round++) {
            ratios.add(figure.applyAsDouble(ours.get(round)) / figure.applyAsDouble(theirs.get(round)));
        }
        return Spread.of(ratios).text();
    }
}
