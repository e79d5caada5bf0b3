package io.coffer.benchmark;

import io.coffer.encryption.LocalKeyStore;
import io.coffer.model.EncryptionRule;
import io.coffer.model.ObjectKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.keyuse.KeyUseRecorder;
import io.coffer.server.object.EncryptionPlan;
import io.coffer.server.object.EncryptionPlanner;
import io.coffer.server.object.IncomingBody;
import io.coffer.server.object.NewObject;
import io.coffer.server.object.ObjectListing;
import io.coffer.server.object.ObjectStore;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageEngineFactory;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Pages of listings in a bucket of many keys: whether a page costs the same wherever it begins and however many keys it
 * passes over. Works on the store without the network; arguments: an empty directory, the number of keys.
 */
public final class ListingAtScale {
    private static final int ROUNDS = 30;
    private static final int WALKS = 5;
    private static final int WRITERS = 128;

    private final ObjectListing listing;
    private final BucketSnapshot bucket;

    private ListingAtScale(ObjectListing listing, BucketSnapshot bucket) {
        this.listing = listing;
        this.bucket = bucket;
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        int keys = Integer.parseInt(arguments[1]);
        StorageEngineFactory embedded = DirectStore.engine("embedded");
        try (StorageEngine engine = embedded.open(directory, Map.of());
                LocalKeyStore masterKeys = LocalKeyStore.inMemory()) {
            DirectStore store = DirectStore.over(engine, masterKeys, KeyUseRecorder.NONE);
            ObjectStore objects = store.objects();
            Optional<EncryptionRule> rule = DirectStore.rule("AES256");
            BucketSnapshot bucket = store.bucket("many");
            EncryptionPlan plan = new EncryptionPlanner(masterKeys, rule).plan(bucket, Optional.empty());
            fill(objects, bucket, plan, keys);
            new ListingAtScale(new ObjectListing(objects), bucket).report(keys);
        }
    }

    /** Directories of 1,000 keys each. */
    private static String key(int number) {
        return String.format("data/%05d/%08d", number / 1000, number);
    }

    private static void fill(ObjectStore objects, BucketSnapshot bucket, EncryptionPlan plan, int keys)
            throws Exception {
        NewObject object = DirectStore.bare(plan);
        long began = System.nanoTime();
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            List<Future<?>> running = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                int first = writer;
                running.add(writers.submit(() -> {
                    for (int number = first; number < keys; number += WRITERS) {
                        objects.put(
                                bucket,
                                new ObjectKey(key(number)),
                                object,
                                new IncomingBody(InputStream.nullInputStream(), OptionalLong.of(0), Optional.empty()));
                    }
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }
        System.out.printf("filled %d keys, AES256, in %d s%n", keys, (System.nanoTime() - began) / 1_000_000_000);
    }

    private void report(int keys) {
        walk("warm-up");
        for (int round = 1; round <= WALKS; round++) {
            walk("walk " + round);
        }
        System.out.println("| page | median ms | slowest ms |");
        System.out.println("|---|---|---|");
        row("1,000 keys from the beginning", "", "", "", 1000);
        row("1,000 keys from the middle", "", "", key(keys / 2), 1000);
        row("1,000 keys before the end", "", "", key(keys - 1001), 1000);
        row("100 keys below a prefix", "data/00001/", "", "", 100);
        row("the root with a delimiter: one common prefix, every key passed over", "", "/", "", 1000);
        row("100 common prefixes of 1,000 keys each, from the beginning", "data/", "/", "", 100);
        row(
                "100 common prefixes, from the middle",
                "data/",
                "/",
                "data/" + key(keys / 2).substring(5, 11),
                100);
    }

    /** All keys, in pages of 1,000. */
    private void walk(String what) {
        ObjectListing.Query query = new ObjectListing.Query("", "", 1000);
        long began = System.nanoTime();
        long keys = 0;
        String after = "";
        ObjectListing.Result page;
        do {
            page = listing.list(bucket, query, after);
            keys += page.objects().size();
            after = page.objects().getLast().key().value();
        } while (page.next().isPresent());
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf("%s: %d keys, %.0f a second%n", what, keys, keys / seconds);
    }

    private void row(String what, String prefix, String delimiter, String after, int limit) {
        ObjectListing.Query query = new ObjectListing.Query(prefix, delimiter, limit);
        double[] millis = IntStream.range(0, ROUNDS)
                .mapToDouble(round -> {
                    long began = System.nanoTime();
                    ObjectListing.Result page = listing.list(bucket, query, after);
                    if (page.objects().isEmpty() && page.commonPrefixes().isEmpty()) {
                        throw new IllegalStateException("an empty page");
                    }
                    return (System.nanoTime() - began) / 1e6;
                })
                .toArray();
        Arrays.sort(millis);
        System.out.printf("| %s | %.2f | %.2f |%n", what, millis[ROUNDS / 2], millis[ROUNDS - 1]);
    }
}
