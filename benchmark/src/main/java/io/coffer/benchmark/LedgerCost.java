package io.coffer.benchmark;

import com.sun.management.OperatingSystemMXBean;
import io.coffer.encryption.LocalKeyStore;
import io.coffer.encryption.guard.CachedUnwraps;
import io.coffer.model.ObjectKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.keyuse.KeyUseRecorder;
import io.coffer.server.metadata.LedgerDerivation;
import io.coffer.server.metadata.StoreDigest;
import io.coffer.server.object.EncryptionPlanner;
import io.coffer.server.object.IncomingBody;
import io.coffer.server.object.NewObject;
import io.coffer.storage.Derivation;
import io.coffer.storage.StorageEngine;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * What the ledger adds to writing and deleting small encrypted objects: two stores on the embedded engine, one that derives
 * its rows and one that derives nothing, in turn. Without network and signature, so that the share is the largest that
 * there can be. Arguments: an empty directory, the number of rounds.
 */
public final class LedgerCost {
    private static final int WRITERS = 16;
    private static final int OBJECTS = 40_000;
    private static final int SIZE = 4 << 10;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double NANOS_PER_SECOND = 1e9;

    /** What one kind of change came to. */
    private record Cost(double perSecond, double processorMicros) {}

    private interface Change {
        void make(int number);
    }

    private final DirectStore store;
    private final BucketSnapshot bucket;
    private final NewObject object;
    private final List<Cost> puts = new ArrayList<>();
    private final List<Cost> deletes = new ArrayList<>();

    private LedgerCost(StorageEngine engine, LocalKeyStore keys, CachedUnwraps kept) {
        this.store = DirectStore.over(engine, kept, KeyUseRecorder.NONE);
        this.bucket = store.bucket("objects");
        this.object = DirectStore.bare(
                new EncryptionPlanner(keys, DirectStore.rule("AES256")).plan(bucket, Optional.empty()));
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        Derivation ledger = new LedgerDerivation(new StoreDigest(new byte[32]));
        try (LocalKeyStore keys = LocalKeyStore.inMemory();
                CachedUnwraps kept = CachedUnwraps.before(keys, Duration.ofSeconds(5), 10_000);
                StorageEngine with = DirectStore.engine("embedded").open(directory.resolve("with"), Map.of(), ledger);
                StorageEngine without =
                        DirectStore.engine("embedded").open(directory.resolve("without"), Map.of(), Derivation.NONE)) {
            LedgerCost counted = new LedgerCost(with, keys, kept);
            LedgerCost plain = new LedgerCost(without, keys, kept);
            for (int round = -1; round < rounds; round++) {
                plain.round(round >= 0);
                counted.round(round >= 0);
            }
            report("PUT", plain.puts, counted.puts);
            report("DELETE", plain.deletes, counted.deletes);
        }
    }

    /** @param counts whether it is more than a warm-up */
    private void round(boolean counts) throws Exception {
        byte[] body = new byte[SIZE];
        Cost put = all(number -> store.objects()
                .put(
                        bucket,
                        key(number),
                        object,
                        new IncomingBody(new ByteArrayInputStream(body), OptionalLong.of(SIZE), Optional.empty())));
        Cost delete = all(number -> store.objects().delete(bucket, key(number), Optional.empty(), false));
        if (counts) {
            puts.add(put);
            deletes.add(delete);
        }
    }

    private static ObjectKey key(int number) {
        return new ObjectKey(String.format("data/%08d", number));
    }

    private static Cost all(Change change) throws Exception {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        long processorBefore = process.getProcessCpuTime();
        long began = System.nanoTime();
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int first = writer;
                running.add(writers.submit(() -> {
                    for (int number = first; number < OBJECTS; number += WRITERS) {
                        change.make(number);
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        double seconds = (System.nanoTime() - began) / NANOS_PER_SECOND;
        double processor = (process.getProcessCpuTime() - processorBefore) / NANOS_PER_MICRO;
        return new Cost(OBJECTS / seconds, processor / OBJECTS);
    }

    private static void report(String what, List<Cost> plain, List<Cost> counted) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < plain.size(); round++) {
            ratios.add(counted.get(round).processorMicros() / plain.get(round).processorMicros());
        }
        System.out.printf(
                "%s: without %s us, %s a second; with %s us, %s a second; processor time %s%n",
                what,
                Spread.of(plain.stream().map(Cost::processorMicros).toList()).text(),
                Spread.of(plain.stream().map(Cost::perSecond).toList()).text(),
                Spread.of(counted.stream().map(Cost::processorMicros).toList()).text(),
                Spread.of(counted.stream().map(Cost::perSecond).toList()).text(),
                Spread.of(ratios).text());
    }
}
