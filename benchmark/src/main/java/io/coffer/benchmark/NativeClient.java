package io.coffer.benchmark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.hadoop.hdds.client.RatisReplicationConfig;
import org.apache.hadoop.hdds.client.ReplicationConfig;
import org.apache.hadoop.hdds.conf.OzoneConfiguration;
import org.apache.hadoop.hdds.protocol.proto.HddsProtos;
import org.apache.hadoop.ozone.client.BucketArgs;
import org.apache.hadoop.ozone.client.OzoneClient;
import org.apache.hadoop.ozone.client.OzoneClientFactory;
import org.apache.hadoop.ozone.client.io.OzoneInputStream;
import org.apache.hadoop.ozone.client.io.OzoneOutputStream;
import org.apache.hadoop.ozone.client.protocol.ClientProtocol;
import org.apache.hadoop.ozone.om.helpers.BucketLayout;

/**
 * Puts and gets by Ozone's own client and nothing else, in a process of its own whose processor time can be told. Each line of its
 * input, {@code PUT|GET SIZE CONNECTIONS OBJECTS LEAST MILLIS}, is answered by {@code REQUESTS NANOS MEDIAN SLOW}, latencies in
 * nanoseconds, or {@code failed WHY}.
 */
public final class NativeClient {
    /** Of a read, as Ozone's own S3 gateway has it. */
    private static final int BUFFER = 4 << 20;

    private static final double MEDIAN = 0.5;
    private static final double SLOW = 0.99;
    private static final String NAME = "native";

    private final ClientProtocol proxy;
    private final ReplicationConfig replication =
            RatisReplicationConfig.getInstance(HddsProtos.ReplicationFactor.THREE);
    private final byte[] sent = new byte[BUFFER];

    private NativeClient(ClientProtocol proxy) {
        this.proxy = proxy;
        // bytes that nothing can compress
        ThreadLocalRandom.current().nextBytes(sent);
    }

    /** @param arguments the manager's address */
    public static void main(String[] arguments) throws IOException {
        PrintStream answers = System.out;
        // whatever else is written does not belong to the answers
        System.setOut(System.err);
        OzoneConfiguration configuration = new OzoneConfiguration();
        configuration.set("ozone.om.address", arguments[0]);
        try (OzoneClient client = OzoneClientFactory.getRpcClient(configuration);
                BufferedReader orders =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            NativeClient own = new NativeClient(client.getProxy());
            own.createBucket();
            answers.println("ready");
            String order;
            while ((order = orders.readLine()) != null) {
                answers.println(own.answer(order.split(" ", -1)));
            }
        }
    }

    private void createBucket() throws IOException {
        proxy.createVolume(NAME);
        proxy.createBucket(
                NAME,
                NAME,
                BucketArgs.newBuilder()
                        .setBucketLayout(BucketLayout.OBJECT_STORE)
                        .build());
    }

    private String answer(String[] order) {
        long size = Long.parseLong(order[1]);
        int connections = Integer.parseInt(order[2]);
        int objects = Integer.parseInt(order[3]);
        int least = Integer.parseInt(order[4]);
        long nanos = Long.parseLong(order[5]) * 1_000_000;
        Request request = order[0].equals("PUT") ? this::put : this::get;
        try (ExecutorService threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            long begun = System.nanoTime();
            List<Future<long[]>> running = new ArrayList<>();
            for (int connection = 0; connection < connections; connection++) {
                String prefix = "w" + size + "-" + connections + "-" + connection + "-";
                running.add(threads.submit(() -> send(request, prefix, objects, size, least, begun + nanos)));
            }
            List<long[]> results = new ArrayList<>();
            for (Future<long[]> one : running) {
                results.add(one.get());
            }
            long taken = System.nanoTime() - begun;
            long[] all = results.stream().flatMapToLong(Arrays::stream).toArray();
            return all.length + " " + taken + " " + Spread.percentile(all, MEDIAN) + " " + Spread.percentile(all, SLOW);
        } catch (ExecutionException | InterruptedException failed) {
            return "failed " + failed.toString().replace('\n', ' ');
        }
    }

    private interface Request {
        void run(String key, long size) throws IOException;
    }

    private static long[] send(Request request, String prefix, int objects, long size, int least, long deadline)
            throws IOException {
        long[] latencies = new long[1024];
        int sent = 0;
        do {
            long begun = System.nanoTime();
            request.run(prefix + sent % objects, size);
            if (sent == latencies.length) {
                latencies = Arrays.copyOf(latencies, 2 * sent);
            }
            latencies[sent++] = System.nanoTime() - begun;
        } while (sent < least || System.nanoTime() < deadline);
        return Arrays.copyOf(latencies, sent);
    }

    private void put(String key, long size) throws IOException {
        try (OzoneOutputStream out = proxy.createKey(NAME, NAME, key, size, replication, Map.of())) {
            for (long left = size; left > 0; left -= BUFFER) {
                out.write(sent, 0, (int) Math.min(left, BUFFER));
            }
        }
    }

    private void get(String key, long size) throws IOException {
        byte[] buffer = new byte[(int) Math.min(size, BUFFER)];
        long read = 0;
        try (OzoneInputStream in = proxy.getKey(NAME, NAME, key)) {
            int count;
            while ((count = in.read(buffer, 0, buffer.length)) >= 0) {
                read += count;
            }
        }
        if (read != size) {
            throw new IOException(key + " has " + read + " bytes, not " + size);
        }
    }
}
