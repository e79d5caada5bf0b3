package io.coffer.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The same load over one gateway and spread over two, in turns: free to use all processors, and each with a small share of one, so that it is what bounds. */
record GatewayPair(OzonePeers peers, int rounds, PrintStream out) {
    private static final int CONNECTIONS = 32;
    private static final List<PeerWorkload> LOADS = List.of(
            new PeerWorkload(PeerWorkload.Kind.GET, 4 << 10, CONNECTIONS),
            new PeerWorkload(PeerWorkload.Kind.STAT, 4 << 10, CONNECTIONS),
            new PeerWorkload(PeerWorkload.Kind.REFUSED, 4 << 10, CONNECTIONS));

    private static final int WARM_UP_TURNS = 4;

    /** Of one processor, for each gateway: so little that the client and Ozone have enough left for both. */
    private static final double SHARE = 0.3;

    /** In a round. */
    static final int MEASUREMENTS = 2 * 2 * 3;

    void run(Duration time) throws IOException {
        new PeerClient(peers.gateways().getFirst()).prepare(LOADS.getFirst());
        warmUp(time);
        compare("Two gateways beside one, free on all processors", time);
        long first = peers.cluster().processId(0);
        long second = peers.cluster().processId(1);
        try (ProcessorShare one = ProcessorShare.of(first, SHARE);
                ProcessorShare other = ProcessorShare.of(second, SHARE)) {
            compare("Two gateways beside one, each with " + SHARE + " of a processor", time);
        } catch (IOException impossible) {
            out.printf("%nGateways with a share of a processor were not measured: %s.%n", impossible.getMessage());
        }
    }

    /** Both alike: one that is still compiling takes twice the time. */
    private void warmUp(Duration time) throws IOException {
        for (PeerWorkload load : LOADS) {
            for (LoadTarget target : targets(load)) {
                new PeerClient(target).run(load, time.multipliedBy(WARM_UP_TURNS));
            }
        }
    }

    private List<LoadTarget> targets(PeerWorkload load) throws IOException {
        return load.kind() == PeerWorkload.Kind.REFUSED ? peers.refusingGateways() : peers.gateways();
    }

    private void compare(String title, Duration time) throws IOException {
        List<ProcessFigures> servers = peers.cluster().servers();
        out.printf("%n### %s%n%n", title);
        out.println(
                "| | gateways | requests/s | gateways' CPU, µs/request | share of all processors | Ozone's CPU, µs/request"
                        + " | rate ÷ one |");
        out.println("|---|---|---|---|---|---|---|");
        for (PeerWorkload load : LOADS) {
            List<LoadTarget> both = targets(load);
            Map<String, PeerClient> ways = new LinkedHashMap<>();
            ways.put("one", new PeerClient(both.getFirst()));
            ways.put("two", new PeerClient(both));
            Map<String, List<OzoneRound>> measured = new LinkedHashMap<>();
            for (int round = 0; round < rounds; round++) {
                for (Map.Entry<String, PeerClient> way : ways.entrySet()) {
                    double before = OzoneComparison.processorMicros(servers);
                    Measurement own = way.getValue().run(load, time);
                    measured.computeIfAbsent(way.getKey(), first -> new ArrayList<>())
                            .add(new OzoneRound(own, OzoneComparison.processorMicros(servers) - before));
                }
            }
            measured.forEach((gateways, taken) -> out.printf(
                    "| %s | %s | %s | %s | %s | %s | %s |%n",
                    load.title(),
                    gateways,
                    PeerTable.spread(taken, OzoneRound::requestsPerSecond),
                    PeerTable.spread(taken, round -> round.own().processorMicrosPerRequest()),
                    PeerTable.spread(taken, GatewayPair::share),
                    PeerTable.spread(taken, round -> round.ozoneMillisPerRequest() * 1000),
                    PeerTable.ratio(taken, measured.getOrDefault("one", taken), OzoneRound::requestsPerSecond)));
        }
    }

    private static double share(OzoneRound round) {
        return round.own().processorMicros()
                / 1e6
                / round.own().seconds()
                / Runtime.getRuntime().availableProcessors();
    }
}
