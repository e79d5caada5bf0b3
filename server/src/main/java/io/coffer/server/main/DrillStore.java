package io.coffer.server.main;

import io.coffer.model.BucketName;
import io.coffer.model.EncryptionRule;
import io.coffer.model.ObjectAcl;
import io.coffer.model.ObjectKey;
import io.coffer.model.StorageClass;
import io.coffer.model.Tags;
import io.coffer.protocol.ContentHeaders;
import io.coffer.protocol.Headers;
import io.coffer.protocol.UserMetadata;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.config.ServerCommand;
import io.coffer.server.config.ServerConfig;
import io.coffer.server.evidence.SignedCheckpoint;
import io.coffer.server.evidence.StoreVerification;
import io.coffer.server.evidence.VerificationProgress;
import io.coffer.server.evidence.VerificationReport;
import io.coffer.server.keyuse.KeyUser;
import io.coffer.server.object.EncryptionPlan;
import io.coffer.server.object.IncomingBody;
import io.coffer.server.object.NewObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A scratch store in a directory of its own, with its root key beside it. It knows nothing of the configuration of the
 * store that it may be a copy of, so nothing of a drill goes to its targets.
 */
record DrillStore(Path home) {
    static final BucketName BUCKET = new BucketName("coffer-drill");
    static final ObjectKey SMALL = new ObjectKey("small");
    static final ObjectKey TWIN = new ObjectKey("twin");
    static final ObjectKey LARGE = new ObjectKey("large");
    static final ObjectKey PLAIN = new ObjectKey("plain");

    private static final int LARGE_BYTES = 300_000;
    private static final int THREADS = 2;

    Path data() {
        return home.resolve("data");
    }

    Path rootKey() {
        return home.resolve("root-key");
    }

    ServerConfig config() {
        String[] arguments = {
            "--data", data().toString(), "--root-key", rootKey().toString()
        };
        return switch (ServerCommand.parse(arguments, Map.of())) {
            case ServerCommand.Outcome.Start start -> start.config();
            case ServerCommand.Outcome.Exit exit -> throw new IllegalStateException(exit.message());
        };
    }

    /** A store of another place, copied here. */
    static DrillStore copied(Path data, Path rootKey, Path home) throws IOException {
        DrillStore copy = new DrillStore(home);
        Files.createDirectories(home);
        Files.copy(rootKey, copy.rootKey(), StandardCopyOption.COPY_ATTRIBUTES);
        copyTree(data, copy.data());
        return copy;
    }

    DrillStore copy(String name) throws IOException {
        return copied(data(), rootKey(), home.resolveSibling(name));
    }

    static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Writes the drills' objects, over those that may be there, and anchors the store. */
    SignedCheckpoint write(long seed) {
        Services services = Services.open(config(), Map.of(), Clock.systemUTC());
        try {
            BucketSnapshot bucket = bucket(services);
            Random random = new Random(seed);
            put(services, bucket, SMALL, Optional.empty(), bytes(random, 500));
            put(services, bucket, TWIN, Optional.empty(), bytes(random, 500));
            put(services, bucket, LARGE, Optional.empty(), bytes(random, LARGE_BYTES));
            put(services, bucket, PLAIN, Optional.of(EncryptionPlan.NONE), bytes(random, 500));
            return services.evidence().checkpoints().orElseThrow().take();
        } finally {
            services.close();
        }
    }

    private static BucketSnapshot bucket(Services services) {
        Buckets buckets = services.gate().buckets();
        return buckets.find(BUCKET)
                .orElseGet(() -> buckets.create(
                        BUCKET,
                        services.firstAccount(),
                        new Buckets.Creation(
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(EncryptionRule.parse(
                                        Optional.of("AES256"), Optional.empty(), Optional.empty())),
                                Optional.empty(),
                                Optional.empty())))
                .by(KeyUser.service("drill"));
    }

    private static void put(
            Services services, BucketSnapshot bucket, ObjectKey key, Optional<EncryptionPlan> plan, byte[] content) {
        NewObject object = new NewObject(
                ContentHeaders.of(Headers.NONE),
                new UserMetadata(Map.of("drill", "yes")),
                Tags.NONE,
                StorageClass.STANDARD,
                ObjectAcl.DEFAULT,
                plan.orElseGet(() -> services.gate().facts().planner().plan(bucket, Optional.empty())),
                false,
                Optional.empty());
        services.gate()
                .facts()
                .objects()
                .put(
                        bucket,
                        key,
                        object,
                        new IncomingBody(
                                new ByteArrayInputStream(content), OptionalLong.of(content.length), Optional.empty()));
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /** @throws RuntimeException when the store refuses to be opened */
    VerificationReport verify(Optional<SignedCheckpoint> checkpoint) throws IOException {
        try (OfflineStore opened = OfflineStore.open(config(), Map.of())) {
            return new StoreVerification(
                            opened.subject(),
                            new StoreVerification.Options(THREADS, List.of(), checkpoint),
                            VerificationProgress.SILENT)
                    .run();
        }
    }
}
