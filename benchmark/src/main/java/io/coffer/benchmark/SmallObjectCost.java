package io.coffer.benchmark;

import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.LocalKeyStore;
import io.coffer.encryption.guard.CachedUnwraps;
import io.coffer.model.EncryptionRule;
import io.coffer.model.ObjectKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.keyuse.KeyLogLimits;
import io.coffer.server.keyuse.KeyUseLog;
import io.coffer.server.keyuse.KeyUseRecorder;
import io.coffer.server.metadata.LedgerDerivation;
import io.coffer.server.metadata.StoreDigest;
import io.coffer.server.object.EncryptionPlanner;
import io.coffer.server.object.IncomingBody;
import io.coffer.server.object.NewObject;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.OpenObject;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageEngineFactory;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What encryption adds to an object of 4 KiB at the level of the store, without network, signature and disk: processor
 * time of the one thread that asks, in microseconds, so that other work on the machine counts little. Arguments: an empty
 * directory for the key-use log, the number of rounds, of which the second half counts.
 */
public final class SmallObjectCost {
    private static final int SIZE = 4096;
    private static final int OBJECTS = 64;
    private static final int READS = 20_000;
    private static final int WRITES = 4_000;
    private static final double NANOS_PER_MICRO = 1e3;

    private final ObjectStore objects;
    private final BucketSnapshot bucket;
    private final NewObject object;

    private SmallObjectCost(
            StorageEngine engine,
            LocalKeyStore keys,
            KeyManagement used,
            String name,
            Optional<EncryptionRule> rule,
            KeyUseRecorder recorder) {
        DirectStore store = DirectStore.over(engine, used, recorder);
        this.objects = store.objects();
        this.bucket = store.bucket(name);
        this.object = DirectStore.bare(new EncryptionPlanner(keys, rule).plan(bucket, Optional.empty()));
    }

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        StorageEngineFactory memory = DirectStore.engine("memory");
        Optional<EncryptionRule> rule = DirectStore.rule("AES256");
        KeyLogLimits limits = new KeyLogLimits(64L << 20, Duration.ofDays(1), 1L << 32);
        try (StorageEngine engine =
                        memory.open(directory, Map.of(), new LedgerDerivation(new StoreDigest(new byte[32])));
                LocalKeyStore keys = LocalKeyStore.inMemory();
                CachedUnwraps kept = CachedUnwraps.before(keys, Duration.ofSeconds(5), 10_000);
                KeyUseLog log = KeyUseLog.open(
                        directory.resolve("key-log"), limits, "00", engine.sideLog(), Clock.systemUTC())) {
            Map<String, SmallObjectCost> kinds = new LinkedHashMap<>();
            kinds.put("plain", new SmallObjectCost(engine, keys, kept, "plain", Optional.empty(), KeyUseRecorder.NONE));
            kinds.put(
                    "AES256, key opened each time",
                    new SmallObjectCost(engine, keys, keys, "cold", rule, KeyUseRecorder.NONE));
            kinds.put("AES256, key kept", new SmallObjectCost(engine, keys, kept, "kept", rule, KeyUseRecorder.NONE));
            kinds.put("AES256, key kept, use recorded", new SmallObjectCost(engine, keys, kept, "recorded", rule, log));
            compare(kinds, rounds);
        }
    }

    private static void compare(Map<String, SmallObjectCost> kinds, int rounds) throws IOException {
        Map<String, List<Double>> costs = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, SmallObjectCost> kind : kinds.entrySet()) {
                double write = kind.getValue().writes();
                double read = kind.getValue().reads();
                if (round >= rounds / 2) {
                    costs.computeIfAbsent("GET " + kind.getKey(), title -> new ArrayList<>())
                            .add(read);
                    costs.computeIfAbsent("PUT " + kind.getKey(), title -> new ArrayList<>())
                            .add(write);
                }
            }
        }
        costs.forEach((title, micros) ->
                System.out.printf("%s: %s us%n", title, Spread.of(micros).text()));
    }

    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static ObjectKey key(int number) {
        return new ObjectKey("object-" + number % OBJECTS);
    }

    private double writes() {
        byte[] body = new byte[SIZE];
        long before = processorNanos();
        for (int number = 0; number < WRITES; number++) {
            objects.put(
                    bucket,
                    key(number),
                    object,
                    new IncomingBody(new ByteArrayInputStream(body), OptionalLong.of(SIZE), Optional.empty()));
        }
        return (processorNanos() - before) / NANOS_PER_MICRO / WRITES;
    }

    private double reads() throws IOException {
        long before = processorNanos();
        for (int number = 0; number < READS; number++) {
            try (OpenObject open = objects.open(bucket, key(number), Optional.empty(), record -> {});
                    InputStream in = open.body().range(0, SIZE)) {
                if (in.readAllBytes().length != SIZE) {
                    throw new IllegalStateException("an object has another length");
                }
            }
        }
        return (processorNanos() - before) / NANOS_PER_MICRO / READS;
    }
}
