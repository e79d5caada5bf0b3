package io.coffer.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request asks of the Ozone manager, by the manager's own counters. */
record ManagerCalls(String address, PrintStream out) {
    private static final Duration TIME = Duration.ofSeconds(3);

    /** The manager publishes its counters every 10 s. */
    private static final Duration PUBLISHED = Duration.ofSeconds(11);

    /** Less is somebody's who works in the background. */
    private static final double LEAST = 0.1;

    /** But not those that count several kinds together, or what there is. */
    private static final Pattern COUNTER = Pattern.compile(
            "(?m)^om_metrics_num_(?!(?:key|bucket|volume|fs)_ops\\b|(?:keys|buckets|volumes)\\b)(\\w+)(?:\\{[^}]*})? ([0-9.E]+)$");

    void print(List<Contender> contenders, PeerWorkload reads) throws IOException {
        PeerWorkload writes = new PeerWorkload(PeerWorkload.Kind.PUT, reads.size(), reads.connections());
        out.printf(
                "%n### Calls to the Ozone manager for each request, %s%n%n",
                reads.title().substring(4));
        out.println("| | PUT of a new object | PUT over one | GET |");
        out.println("|---|---|---|---|");
        for (Contender contender : contenders) {
            List<String> cells = new ArrayList<>();
            Map<String, Double> before = counters();
            contender.prepare(reads);
            Map<String, Double> after = counters();
            cells.add(perRequest(before, after, (long) reads.connections() * reads.objectsPerConnection()));
            for (PeerWorkload workload : List.of(writes, reads)) {
                long requests = contender.run(workload, TIME).requests();
                before = after;
                after = counters();
                cells.add(perRequest(before, after, requests));
            }
            out.printf("| %s | %s |%n", contender.name(), String.join(" | ", cells));
        }
    }

    private static String perRequest(Map<String, Double> before, Map<String, Double> after, long requests) {
        List<String> calls = new ArrayList<>();
        after.forEach((name, count) -> {
            double each = (count - before.getOrDefault(name, 0.0)) / requests;
            if (each >= LEAST) {
                calls.add(String.format("%.1f %s", each, name));
            }
        });
        return calls.isEmpty() ? "none" : String.join(", ", calls);
    }

    private Map<String, Double> counters() throws IOException {
        URI uri = URI.create("http://" + address + "/prom");
        try (HttpClient http = HttpClient.newHttpClient()) {
            Thread.sleep(PUBLISHED);
            String text = http.send(
                            HttpRequest.newBuilder(uri)
                                    .timeout(Duration.ofSeconds(20))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            Map<String, Double> counters = new TreeMap<>();
            Matcher matcher = COUNTER.matcher(text);
            while (matcher.find()) {
                counters.put(matcher.group(1).replace('_', ' '), Double.parseDouble(matcher.group(2)));
            }
            return counters;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
