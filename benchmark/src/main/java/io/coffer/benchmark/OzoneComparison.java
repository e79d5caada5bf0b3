package io.coffer.benchmark;

import io.coffer.benchmark.PeerOptions.Part;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Coffer on an Ozone cluster of processes of this machine, encrypted and not, beside Ozone's own client and its own S3 gateway on
 * the same cluster; and two gateways beside one. Every workload is done by each in turn.
 */
public final class OzoneComparison {
    private static final int WRONG_ARGUMENTS = 2;
    private static final int MINUTES = 20;
    private static final double SHARE_OF_WARM_UP = 0.12;
    private static final double SHARE_OF_WORKLOADS = 0.6;
    private static final double SHARE_OF_PAIR = 0.12;
    private static final double SHARE_OF_PAIR_ALONE = 0.6;
    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final int KIBIBYTE = 1 << 10;
    private static final int MEBIBYTE = 1 << 20;

    private final PeerOptions options;
    private final PrintStream out;

    private OzoneComparison(PeerOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        PeerOptions options;
        try {
            options = PeerOptions.parse(arguments, MINUTES, PeerOptions.OF_OZONE);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.print(PeerOptions.USAGE);
            System.exit(WRONG_ARGUMENTS);
            return;
        }
        Path directory = Files.createTempDirectory("coffer-ozone-");
        // an interrupted run leaves no process and no data either
        Runtime.getRuntime().addShutdownHook(new Thread(() -> cleanUp(options.launcher(), directory)));
        new OzoneComparison(options, System.out).run(directory);
    }

    private static void cleanUp(Path launcher, Path directory) {
        ProcessHandle.current().children().forEach(child -> {
            child.destroyForcibly();
            child.onExit().join();
        });
        DevClusterProcesses.stop(launcher, OzonePeers.clusterIn(directory));
        LoadDriver.cleanUp(directory);
    }

    private static List<PeerWorkload> workloads(boolean full) {
        List<PeerWorkload> all = new ArrayList<>();
        for (PeerWorkload.Kind kind : List.of(PeerWorkload.Kind.PUT, PeerWorkload.Kind.GET)) {
            for (int connections : full ? new int[] {1, 8, 32} : new int[] {8}) {
                all.add(new PeerWorkload(kind, 4 * KIBIBYTE, connections));
            }
            all.add(new PeerWorkload(kind, MEBIBYTE, 4));
            for (int connections : full ? new int[] {1, 4} : new int[] {1}) {
                all.add(new PeerWorkload(kind, (full ? 64L : 8L) * MEBIBYTE, connections));
            }
        }
        return all;
    }

    private void run(Path directory) throws IOException {
        MachineFacts.print(directory, out);
        try (OzonePeers peers = new OzonePeers(options, directory, out)) {
            List<Contender> contenders = new ArrayList<>(peers.contenders());
            if (options.parts().contains(Part.REQUESTS)) {
                requests(peers, contenders);
            }
            if (options.parts().contains(Part.GATEWAYS)) {
                GatewayPair pair = new GatewayPair(peers, options.rounds(), out);
                double share = options.parts().contains(Part.REQUESTS) ? SHARE_OF_PAIR : SHARE_OF_PAIR_ALONE;
                pair.run(part(share, GatewayPair.MEASUREMENTS * options.rounds()));
            }
        }
        out.printf("%nLoad average afterwards: %s.%n", MachineFacts.loadAverage());
    }

    private void requests(OzonePeers peers, List<Contender> contenders) throws IOException {
        List<PeerWorkload> workloads = workloads(options.full());
        warmUp(contenders, part(SHARE_OF_WARM_UP, 2 * contenders.size()));
        new ManagerCalls(peers.cluster().address("om.http"), out)
                .print(contenders, new PeerWorkload(PeerWorkload.Kind.GET, 4 * KIBIBYTE, 3));
        Duration time = part(SHARE_OF_WORKLOADS, workloads.size() * contenders.size() * options.rounds());
        for (PeerWorkload workload : workloads) {
            compare(workload, contenders, peers.cluster().servers(), time);
        }
    }

    private Duration part(double share, int measurements) {
        Duration one =
                Duration.ofNanos((long) (options.time().toNanos() * share)).dividedBy(measurements);
        return one.compareTo(SHORTEST) < 0 ? SHORTEST : one;
    }

    /** Until the JVMs have compiled most of what is measured. */
    private static void warmUp(List<Contender> contenders, Duration time) throws IOException {
        for (PeerWorkload.Kind kind : List.of(PeerWorkload.Kind.PUT, PeerWorkload.Kind.GET)) {
            PeerWorkload workload = new PeerWorkload(kind, 4 * KIBIBYTE, 16);
            for (Contender contender : contenders) {
                contender.prepare(workload);
                contender.run(workload, time);
            }
        }
    }

    private void compare(
            PeerWorkload workload, List<Contender> contenders, List<ProcessFigures> servers, Duration time) {
        Map<String, List<OzoneRound>> measured = new LinkedHashMap<>();
        List<Contender> turns = new ArrayList<>(contenders);
        for (Contender contender : contenders) {
            measured.put(contender.name(), new ArrayList<>());
            attempt(workload, contender, turns, measured, () -> contender.prepare(workload));
        }
        for (int round = 0; round < options.rounds(); round++) {
            for (Contender contender : List.copyOf(turns)) {
                attempt(workload, contender, turns, measured, () -> {
                    double before = processorMicros(servers);
                    Measurement own = contender.run(workload, time);
                    measured.computeIfAbsent(contender.name(), first -> new ArrayList<>())
                            .add(new OzoneRound(own, processorMicros(servers) - before));
                });
            }
            // another one begins the next round
            Collections.rotate(turns, 1);
        }
        new OzoneTable(out).print(workload.title(), measured);
    }

    private interface Attempt {
        void run() throws IOException;
    }

    /** Who fails takes no further part in the workload. */
    private void attempt(
            PeerWorkload workload,
            Contender contender,
            List<Contender> turns,
            Map<String, List<OzoneRound>> measured,
            Attempt attempt) {
        try {
            attempt.run();
        } catch (IOException failed) {
            out.printf("%n%s failed: %s.%n", workload.title(), failed.getMessage());
            turns.remove(contender);
            measured.remove(contender.name());
        }
    }

    static double processorMicros(List<ProcessFigures> processes) {
        return processes.stream().mapToDouble(ProcessFigures::processorMicros).sum();
    }
}
