package io.coffer.benchmark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small reads beside an HTTP library that answers every request with the same bytes. */
record LibraryComparison(Path directory, PrintStream out) {
    private static final PeerWorkload READS = new PeerWorkload(PeerWorkload.Kind.GET, ConstantServer.BYTES, 64);
    private static final int WARM_UP_TURNS = 4;

    void run(Peers peers, int rounds, Duration time) throws IOException {
        int port = PeerProcess.freePort();
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                ConstantServer.class.getName(),
                Integer.toString(port));
        try (PeerProcess constant = PeerProcess.start("constant", directory, port, command)) {
            LoadTarget anonymous = peers.anonymous();
            List<LoadTarget> targets = new ArrayList<>();
            targets.add(new LoadTarget("Jetty, a constant", port, constant.figures(), "any", Optional.empty(), false));
            targets.add(anonymous);
            for (LoadTarget coffer : peers.coffer()) {
                // what is read without a signature was stored with one
                new PeerClient(coffer).prepare(READS);
                targets.add(coffer);
            }
            Map<LoadTarget, List<Measurement>> measured = new LinkedHashMap<>();
            for (LoadTarget target : targets) {
                new PeerClient(target).run(READS, time.multipliedBy(WARM_UP_TURNS));
                measured.put(target, new ArrayList<>());
            }
            for (int round = 0; round < rounds; round++) {
                for (LoadTarget target : targets) {
                    FileCache.writeBack();
                    measured.computeIfAbsent(target, absent -> new ArrayList<>())
                            .add(new PeerClient(target).run(READS, time));
                }
            }
            new PeerTable(out, anonymous.name()).print(READS.title() + ", beside a constant", measured);
        }
    }
}
