package io.coffer.benchmark;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends workloads to a server, a thread for each connection.
 *
 * @param targets one, or several over which the connections are spread evenly
 */
record PeerClient(List<LoadTarget> targets) implements Contender {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double MEDIAN = 0.5;
    private static final double SLOW = 0.99;

    private interface Each {
        long[] run(int number, OssConnection connection) throws IOException;
    }

    PeerClient(LoadTarget target) {
        this(List.of(target));
    }

    @Override
    public String name() {
        return targets.getFirst().name();
    }

    private LoadTarget target(int connection) {
        return targets.get(connection % targets.size());
    }

    private double processorMicros() {
        return targets.stream()
                .mapToDouble(target -> target.figures().processorMicros())
                .sum();
    }

    @Override
    public void prepare(PeerWorkload workload) throws IOException {
        if (!workload.reads()) {
            return;
        }
        List<OssConnection> open = new ArrayList<>();
        try {
            connect(workload.connections(), open);
            each(open, (number, connection) -> {
                for (SignedRequest put : workload.puts(target(number), number)) {
                    connection.exchange(put);
                }
                return new long[0];
            });
        } finally {
            close(open);
        }
    }

    /** Every connection sends one time through its requests at least. */
    @Override
    public Measurement run(PeerWorkload workload, Duration time) throws IOException {
        List<OssConnection> open = new ArrayList<>();
        try {
            connect(workload.connections(), open);
            return run(workload, time, open);
        } finally {
            close(open);
        }
    }

    private Measurement run(PeerWorkload workload, Duration time, List<OssConnection> open) throws IOException {
        double processorBefore = processorMicros();
        long begun = System.nanoTime();
        long deadline = begun + time.toNanos();
        List<long[]> latencies = each(open, (number, connection) -> send(workload, number, connection, deadline));
        double seconds = (System.nanoTime() - begun) / NANOS_PER_SECOND;
        double processor = processorMicros() - processorBefore;
        long[] all = latencies.stream().flatMapToLong(Arrays::stream).toArray();
        return new Measurement(
                all.length,
                (long) (all.length * workload.bytesPerRequest()),
                seconds,
                processor,
                Spread.percentile(all, MEDIAN) / NANOS_PER_MICRO,
                Spread.percentile(all, SLOW) / NANOS_PER_MICRO);
    }

    private long[] send(PeerWorkload workload, int number, OssConnection connection, long deadline) throws IOException {
        List<SignedRequest> requests = workload.requests(target(number), number);
        long[] latencies = new long[1024];
        int sent = 0;
        do {
            for (SignedRequest request : requests) {
                long begun = System.nanoTime();
                workload.exchange(connection, request);
                if (sent == latencies.length) {
                    latencies = Arrays.copyOf(latencies, 2 * sent);
                }
                latencies[sent++] = System.nanoTime() - begun;
                boolean mayEnd = workload.kind() != PeerWorkload.Kind.MIX && System.nanoTime() >= deadline;
                if (mayEnd) {
                    return Arrays.copyOf(latencies, sent);
                }
            }
        } while (System.nanoTime() < deadline);
        return Arrays.copyOf(latencies, sent);
    }

    private void connect(int connections, List<OssConnection> open) throws IOException {
        for (int number = 0; number < connections; number++) {
            open.add(new OssConnection(target(number).port()));
        }
    }

    private static void close(List<OssConnection> open) throws IOException {
        for (OssConnection connection : open) {
            connection.close();
        }
    }

    private List<long[]> each(List<OssConnection> open, Each task) throws IOException {
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            List<Future<long[]>> running = new ArrayList<>();
            for (int number = 0; number < open.size(); number++) {
                int own = number;
                running.add(threads.submit(() -> task.run(own, open.get(own))));
            }
            List<long[]> results = new ArrayList<>();
            for (Future<long[]> one : running) {
                results.add(one.get());
            }
            return results;
        } catch (ExecutionException failed) {
            throw new IOException(name() + ": " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
