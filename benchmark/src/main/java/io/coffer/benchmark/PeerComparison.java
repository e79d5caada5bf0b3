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
 * Coffer, encrypted and not, beside other servers on the same machine in one run: every workload goes to each of them in
 * turn. What there is no time for is named and left out, so a run ends when it should.
 */
public final class PeerComparison {
    private static final int WRONG_ARGUMENTS = 2;
    private static final double SHARE_OF_WORKLOADS = 0.6;
    private static final Duration SHORTEST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final double SHARE_OF_WARM_UP = 0.15;
    private static final PeerWorkload WARM_UP = new PeerWorkload(PeerWorkload.Kind.MIX, 4 << 10, 16);

    private final PeerOptions options;
    private final PrintStream out;
    /** by {@link System#nanoTime()}, counted from when all servers serve */
    private long deadline;

    private PeerComparison(PeerOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    public static void main(String[] arguments) throws IOException {
        PeerOptions options;
        try {
            options = PeerOptions.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.print(PeerOptions.USAGE);
            System.exit(WRONG_ARGUMENTS);
            return;
        }
        Path directory = Files.createTempDirectory("coffer-peers-");
        // an interrupted run leaves no server and no data either
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LoadDriver.cleanUp(directory)));
        new PeerComparison(options, System.out).run(directory);
    }

    private void run(Path directory) throws IOException {
        MachineFacts.print(directory, out);
        new RawRates(directory, out).run(options.full() ? 5 : 1);
        try (Peers peers = new Peers(directory, out)) {
            peers.startCoffer(options.launcher());
            peers.startOthers(options.classPaths());
            List<LoadTarget> targets = new ArrayList<>(peers.targets());
            List<PeerWorkload> workloads = PeerWorkload.all(options.full());
            Duration time = timeOfOne(workloads.size(), targets.size());
            deadline = System.nanoTime() + options.time().toNanos();
            warmUp(targets);
            if (options.parts().contains(Part.REQUESTS)) {
                for (PeerWorkload workload : workloads) {
                    compare(workload, targets, time);
                }
            }
            LongWorkloads longOnes = new LongWorkloads(options, out, deadline);
            if (options.parts().contains(Part.LISTING)) {
                longOnes.list(targets);
            }
            if (options.parts().contains(Part.UPLOAD)) {
                longOnes.upload(targets);
            }
            if (options.parts().contains(Part.LIBRARY)) {
                new LibraryComparison(directory, out).run(peers, options.rounds(), time);
            }
        }
        out.printf("%nLoad average afterwards: %s.%n", MachineFacts.loadAverage());
    }

    private Duration timeOfOne(int workloads, int targets) {
        Duration one = Duration.ofNanos((long) (options.time().toNanos() * SHARE_OF_WORKLOADS))
                .dividedBy((long) workloads * targets * options.rounds());
        return one.compareTo(SHORTEST) < 0 ? SHORTEST : one.compareTo(LONGEST) > 0 ? LONGEST : one;
    }

    /** Until the JVMs have compiled what is measured; a server that cannot do it takes no part. */
    private void warmUp(List<LoadTarget> targets) {
        Duration time = Duration.ofNanos((long) (options.time().toNanos() * SHARE_OF_WARM_UP))
                .dividedBy(targets.size());
        targets.removeIf(target -> {
            try {
                new PeerClient(target).run(WARM_UP, time);
                return false;
            } catch (IOException failed) {
                out.printf("%n%s is left out: %s.%n", target.name(), failed.getMessage());
                return true;
            }
        });
    }

    private void compare(PeerWorkload workload, List<LoadTarget> targets, Duration time) {
        if (System.nanoTime() > deadline) {
            out.printf("%n%s was left out: the time is over.%n", workload.title());
            return;
        }
        Map<LoadTarget, List<Measurement>> measured = new LinkedHashMap<>();
        List<LoadTarget> turns = new ArrayList<>(targets);
        turns.removeIf(target -> !isPrepared(workload, target));
        targets.stream().filter(turns::contains).forEach(target -> measured.put(target, new ArrayList<>()));
        for (int round = 0; round < options.rounds(); round++) {
            for (LoadTarget target : List.copyOf(turns)) {
                try {
                    FileCache.writeBack();
                    Measurement taken = new PeerClient(target).run(workload, time);
                    measured.computeIfAbsent(target, first -> new ArrayList<>()).add(taken);
                } catch (IOException failed) {
                    out.printf("%n%s failed: %s.%n", workload.title(), failed.getMessage());
                    turns.remove(target);
                    measured.remove(target);
                }
            }
            // another one begins the next round
            Collections.rotate(turns, 1);
        }
        new PeerTable(out, PeerTable.ENCRYPTED).print(workload.title(), measured);
    }

    private boolean isPrepared(PeerWorkload workload, LoadTarget target) {
        try {
            new PeerClient(target).prepare(workload);
            return true;
        } catch (IOException failed) {
            out.printf("%n%s could not be prepared: %s.%n", workload.title(), failed.getMessage());
            return false;
        }
    }
}
