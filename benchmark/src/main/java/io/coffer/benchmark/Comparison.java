package io.coffer.benchmark;

import io.coffer.protocol.Method;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The same loads with encryption off and on, in turn against one server, as ratios to those with encryption off. */
final class Comparison {
    private static final long SMALL = 4 << 10;
    private static final int WARM_UP_CONNECTIONS = 16;

    private final LoadClient client;
    private final LoadOptions options;
    private final PrintStream out;

    Comparison(LoadClient client, LoadOptions options, PrintStream out) {
        this.client = client;
        this.options = options;
        this.out = out;
    }

    void createBuckets() throws IOException {
        for (Encryption encryption : Encryption.values()) {
            client.createBucket(encryption);
        }
    }

    void small() throws IOException {
        warmUp();
        compare(SMALL, 1, 16, 64);
    }

    void large() throws IOException {
        compare(options.scale().largeBytes(), 1, 4);
    }

    private void compare(long size, int... connections) throws IOException {
        for (Method method : List.of(Method.PUT, Method.GET)) {
            for (int number : connections) {
                compare(new Load(method, size, number, options.loadTime()));
            }
        }
    }

    /** Until the JVM has compiled what is measured: the small requests take the longest way through it. */
    private void warmUp() throws IOException {
        for (Encryption encryption : Encryption.values()) {
            for (Method method : List.of(Method.PUT, Method.GET)) {
                Load load = new Load(method, SMALL, WARM_UP_CONNECTIONS, options.warmUpTime());
                client.prepare(encryption, load);
                client.run(encryption, load);
            }
        }
    }

    private void compare(Load load) throws IOException {
        Map<Encryption, List<Measurement>> measured = new EnumMap<>(Encryption.class);
        for (Encryption encryption : Encryption.values()) {
            client.prepare(encryption, load);
            client.run(encryption, new Load(load.method(), load.size(), load.connections(), Duration.ZERO));
        }
        List<Encryption> turns = new ArrayList<>(List.of(Encryption.values()));
        for (int round = 0; round < options.rounds(); round++) {
            for (Encryption encryption : turns) {
                measured.computeIfAbsent(encryption, kind -> new ArrayList<>()).add(client.run(encryption, load));
            }
            // another one begins the next round
            Collections.rotate(turns, 1);
        }
        print(load, measured);
    }

    private void print(Load load, Map<Encryption, List<Measurement>> measured) {
        out.printf("%n### %s%n%n", load.title());
        out.println("| encryption | requests/s | MiB/s | server CPU, µs/request | median, µs | 99th, µs"
                + " | rate ÷ off | CPU ÷ off |");
        out.println("|---|---|---|---|---|---|---|---|");
        List<Measurement> off = measured.getOrDefault(Encryption.OFF, List.of());
        measured.forEach((encryption, rounds) -> out.printf(
                "| %s | %s | %s | %s | %s | %s | %s | %s |%n",
                encryption,
                spread(rounds, Measurement::requestsPerSecond),
                spread(rounds, Measurement::mebibytesPerSecond),
                spread(rounds, Measurement::processorMicrosPerRequest),
                spread(rounds, Measurement::medianMicros),
                spread(rounds, Measurement::slowMicros),
                ratio(rounds, off, Measurement::requestsPerSecond),
                ratio(rounds, off, Measurement::processorMicrosPerRequest)));
    }

    private static String spread(List<Measurement> rounds, ToDoubleFunction<Measurement> figure) {
        return Spread.of(rounds.stream().map(figure::applyAsDouble).toList()).text();
    }

    /** Each round against the same round with encryption off, which ran just before or after it. */
    private static String ratio(List<Measurement> rounds, List<Measurement> off, ToDoubleFunction<Measurement> figure) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds.size(); round++) {
            ratios.add(figure.applyAsDouble(rounds.get(round)) / figure.applyAsDouble(off.get(round)));
        }
        return Spread.of(ratios).text();
    }
}
