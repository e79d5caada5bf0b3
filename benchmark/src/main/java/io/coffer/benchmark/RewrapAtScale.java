package io.coffer.benchmark;

import io.coffer.encryption.LocalKeyStore;
import io.coffer.model.EncryptionRule;
import io.coffer.model.ObjectKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.keyuse.KeyUseRecorder;
import io.coffer.server.lease.Tenure;
import io.coffer.server.metadata.LedgerDerivation;
import io.coffer.server.metadata.StoreDigest;
import io.coffer.server.object.EncryptionPlan;
import io.coffer.server.object.EncryptionPlanner;
import io.coffer.server.object.IncomingBody;
import io.coffer.server.object.MultipartUploads;
import io.coffer.server.object.NewObject;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.OpenObject;
import io.coffer.server.object.OrphanSweep;
import io.coffer.server.object.Reprotection;
import io.coffer.server.posture.Ledger;
import io.coffer.server.posture.RewrapJob;
import io.coffer.server.posture.RewrapWork;
import io.coffer.server.posture.Rewraps;
import io.coffer.server.posture.Throttle;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageEngineFactory;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;

/**
 * A bucket of many objects comes under a new version of its key while others read and write in it: objects in a second,
 * how long a posture takes to answer, and what those others wait. Works on the store without the network; arguments: an
 * empty directory, the number of objects.
 */
public final class RewrapAtScale {
    private static final int WRITERS = 128;
    private static final int WORKERS = 4;
    private static final int CLIENTS = 4;
    private static final int SIZE = 1024;
    private static final int POSTURES = 200;
    private static final long QUIET_MILLIS = 5_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final LocalKeyStore keys;
    private final ObjectStore objects;
    private final BucketSnapshot bucket;
    private final Ledger ledger;
    private final Rewraps rewraps;
    private final NewObject object;
    private final int count;

    private RewrapAtScale(StorageEngine engine, LedgerDerivation derivation, LocalKeyStore keys, int count) {
        DirectStore store = DirectStore.over(engine, keys, KeyUseRecorder.NONE);
        Optional<EncryptionRule> rule = DirectStore.rule("KMS");
        EncryptionPlanner planner = new EncryptionPlanner(keys, rule);
        this.keys = keys;
        this.count = count;
        this.objects = store.objects();
        this.bucket = store.bucket("many");
        this.ledger = new Ledger(engine, derivation, store.buckets(), keys, rule, Clock.systemUTC());
        this.rewraps = new Rewraps(
                store.records(),
                new RewrapWork(
                        engine,
                        ledger,
                        store.buckets(),
                        planner,
                        keys,
                        new Reprotection(objects, new MultipartUploads(objects)),
                        new OrphanSweep(objects),
                        new Throttle(0, 0),
                        WORKERS),
                Tenure.ALONE,
                Clock.systemUTC());
        EncryptionPlan plan = planner.plan(bucket, Optional.empty());
        this.object = DirectStore.bare(plan);
    }

    public static void main(String[] arguments) throws Exception {
        StorageEngineFactory embedded = DirectStore.engine("embedded");
        LedgerDerivation derivation = new LedgerDerivation(new StoreDigest(new byte[32]));
        try (StorageEngine engine = embedded.open(Path.of(arguments[0]), Map.of(), derivation);
                LocalKeyStore keys = LocalKeyStore.inMemory()) {
            new RewrapAtScale(engine, derivation, keys, Integer.parseInt(arguments[1])).run();
        }
    }

    private void run() throws Exception {
        fill();
        postures();
        waits("alone", QUIET_MILLIS, () -> false);
        String keyId = ledger.posture(bucket)
                .classes()
                .getFirst()
                .of()
                .protection()
                .orElseThrow()
                .keyId();
        keys.rotate(keyId);
        long began = System.nanoTime();
        String id = rewraps.start(bucket, Optional.empty(), false).orElseThrow().id();
        waits(
                "during the rewrap",
                0,
                () -> !rewraps.find(id).orElseThrow().state().isOver());
        RewrapJob job = rewraps.find(id).orElseThrow();
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                "rewrapped %d in %.1f s, %.0f a second with %d workers; %d remaining at sequence %d%n",
                job.done().rewrapped(),
                seconds,
                job.done().rewrapped() / seconds,
                WORKERS,
                job.result().orElseThrow().remaining(),
                job.result().orElseThrow().sequence());
        postures();
        rewraps.close();
    }

    private static ObjectKey key(int number) {
        return new ObjectKey(String.format("data/%05d/%08d", number / 1000, number));
    }

    private void put(int number) {
        byte[] body = new byte[SIZE];
        objects.put(
                bucket,
                key(number),
                object,
                new IncomingBody(new ByteArrayInputStream(body), OptionalLong.of(SIZE), Optional.empty()));
    }

    private void fill() throws Exception {
        long began = System.nanoTime();
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int first = writer;
                running.add(writers.submit(() -> {
                    for (int number = first; number < count; number += WRITERS) {
                        put(number);
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        System.out.printf(
                "filled %d objects of %d bytes, KMS, in %d s%n",
                count, SIZE, (System.nanoTime() - began) / 1_000_000_000);
    }

    private void postures() {
        long[] nanos = LongStream.range(0, POSTURES)
                .map(round -> {
                    long began = System.nanoTime();
                    ledger.posture(bucket);
                    return System.nanoTime() - began;
                })
                .toArray();
        Arrays.sort(nanos);
        System.out.printf(
                "posture: median %.3f ms, slowest %.3f ms%n",
                nanos[POSTURES / 2] / NANOS_PER_MILLI, nanos[POSTURES - 1] / NANOS_PER_MILLI);
    }

    /** Whether to go on. */
    private interface Going {
        boolean on();
    }

    /** Half of what the clients do is reading, half is writing over. */
    private void waits(String when, long millis, Going going) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<long[]>> running = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                boolean writes = client % 2 == 0;
                running.add(clients.submit(() -> client(writes, over)));
            }
            long deadline = System.nanoTime() + millis * 1_000_000;
            while (going.on() || System.nanoTime() < deadline) {
                Thread.sleep(10);
            }
            over.set(true);
            for (int client = 0; client < CLIENTS; client++) {
                long[] nanos = running.get(client).get();
                Arrays.sort(nanos);
                System.out.printf(
                        "%s, %s: %d, p50 %.2f ms, p99 %.2f ms%n",
                        when,
                        client % 2 == 0 ? "PUT" : "GET",
                        nanos.length,
                        nanos[nanos.length / 2] / NANOS_PER_MILLI,
                        nanos[(int) (nanos.length * 0.99)] / NANOS_PER_MILLI);
            }
        }
    }

    private long[] client(boolean writes, AtomicBoolean over) throws Exception {
        LongStream.Builder nanos = LongStream.builder();
        do {
            int number = ThreadLocalRandom.current().nextInt(count);
            long began = System.nanoTime();
            if (writes) {
                put(number);
            } else {
                read(number);
            }
            nanos.add(System.nanoTime() - began);
        } while (!over.get());
        return nanos.build().toArray();
    }

    private void read(int number) throws Exception {
        try (OpenObject open = objects.open(bucket, key(number), Optional.empty(), record -> {});
                InputStream in = open.body().range(0, SIZE)) {
            if (in.readAllBytes().length != SIZE) {
                throw new IllegalStateException("an object has another length");
            }
        }
    }
}
