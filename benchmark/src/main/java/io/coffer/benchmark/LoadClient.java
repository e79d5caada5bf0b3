package io.coffer.benchmark;

import io.coffer.protocol.Method;
import io.coffer.protocol.signature.RequestSigner;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends loads to one server, a thread for each connection. */
final class LoadClient {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double MEDIAN = 0.5;
    private static final double SLOW = 0.99;

    private final CofferProcess server;
    private final RequestSigner signer;

    LoadClient(CofferProcess server, LoadCredentials credentials) {
        this.server = server;
        this.signer = credentials.signer();
    }

    /** Creates the bucket with its rule. */
    void createBucket(Encryption encryption) throws IOException {
        try (OssConnection connection = new OssConnection(server.port())) {
            connection.exchange(SignedRequest.bucket(signer, server.port(), Method.PUT, encryption.bucket(), "", 0));
            Optional<byte[]> rule = encryption.rule().map(text -> text.getBytes(StandardCharsets.UTF_8));
            if (rule.isPresent()) {
                connection.exchange(
                        SignedRequest.bucket(
                                signer,
                                server.port(),
                                Method.PUT,
                                encryption.bucket(),
                                "encryption",
                                rule.get().length),
                        rule.get());
            }
        }
    }

    /** Stores the objects that this load reads. */
    void prepare(Encryption encryption, Load load) throws IOException {
        if (load.method() == Method.GET) {
            each(load.connections(), number -> {
                try (OssConnection connection = new OssConnection(server.port())) {
                    for (SignedRequest put : requests(encryption, load, Method.PUT, number)) {
                        connection.exchange(put);
                    }
                    return new long[0];
                }
            });
        }
    }

    /** Sends the load and measures it; every answer must be 200 and of the right length. */
    Measurement run(Encryption encryption, Load load) throws IOException {
        List<OssConnection> connections = new ArrayList<>();
        try {
            for (int number = 0; number < load.connections(); number++) {
                connections.add(new OssConnection(server.port()));
            }
            double processorBefore = server.figures().processorMicros();
            long begun = System.nanoTime();
            long deadline = begun + load.time().toNanos();
            List<long[]> latencies = each(
                    load.connections(),
                    number -> send(
                            connections.get(number),
                            requests(encryption, load, load.method(), number),
                            load,
                            deadline));
            double seconds = (System.nanoTime() - begun) / NANOS_PER_SECOND;
            double processor = server.figures().processorMicros() - processorBefore;
            long[] all = latencies.stream().flatMapToLong(Arrays::stream).toArray();
            return new Measurement(
                    all.length,
                    all.length * load.size(),
                    seconds,
                    processor,
                    Spread.percentile(all, MEDIAN) / NANOS_PER_MICRO,
                    Spread.percentile(all, SLOW) / NANOS_PER_MICRO);
        } finally {
            for (OssConnection connection : connections) {
                connection.close();
            }
        }
    }

    private List<SignedRequest> requests(Encryption encryption, Load load, Method method, int number) {
        List<SignedRequest> requests = new ArrayList<>();
        for (int object = 0; object < load.objectsPerConnection(); object++) {
            String key = load.size() + "/" + number + "-" + object;
            long length = method == Method.PUT ? load.size() : 0;
            requests.add(SignedRequest.object(signer, server.port(), method, encryption.bucket(), key, length));
        }
        return requests;
    }

    /** @return how long each request took, in nanoseconds */
    private static long[] send(OssConnection connection, List<SignedRequest> requests, Load load, long deadline)
            throws IOException {
        long[] latencies = new long[1024];
        int count = 0;
        long before = System.nanoTime();
        do {
            long length = connection.exchange(requests.get(count % requests.size()));
            if (load.method() == Method.GET && length != load.size()) {
                throw new IOException("the server sends " + length + " bytes of " + load.size());
            }
            long now = System.nanoTime();
            if (count == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * count);
            }
            latencies[count++] = now - before;
            before = now;
        } while (before < deadline);
        return Arrays.copyOf(latencies, count);
    }

    /** What one connection does. */
    interface Part {
        long[] run(int number) throws IOException;
    }

    /** Runs the parts at the same time and waits for all. */
    static List<long[]> each(int parts, Part part) throws IOException {
        try (ExecutorService threads = Executors.newFixedThreadPool(
                parts, Thread.ofPlatform().name("load-", 0).factory())) {
            List<Future<long[]>> running = new ArrayList<>();
            for (int number = 0; number < parts; number++) {
                int own = number;
                running.add(threads.submit(() -> part.run(own)));
            }
            List<long[]> results = new ArrayList<>();
            for (Future<long[]> result : running) {
                results.add(result.get());
            }
            return results;
        } catch (ExecutionException failure) {
            throw new IOException("a connection failed: " + failure.getCause(), failure.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }
}
