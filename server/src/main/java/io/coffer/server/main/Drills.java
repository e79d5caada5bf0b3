package io.coffer.server.main;

import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.RootKey;
import io.coffer.model.ObjectKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.evidence.SignedCheckpoint;
import io.coffer.server.evidence.VerificationReport;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.server.metadata.RecordSeal;
import io.coffer.server.object.SilentKeyManagement;
import io.coffer.storage.Attributes;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Space;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The drills: what may happen to a store is done to copies of one, and each time it must be noticed. */
final class Drills {
    private static final String REFUSED_OR_FOUND = "refused, or named by verify";

    /** in bytes, between flipped bits: not all that a file holds is still in use, so one bit might hit nothing */
    private static final int STRIDE = 256;

    private final DrillStore pristine;
    private final DrillStore reopened;
    private final SignedCheckpoint anchor;
    private final List<DrillResult> results = new ArrayList<>();

    /**
     * @param reopened a copy that was opened since: an engine may have moved data into files of other kinds
     * @param anchor a checkpoint of exactly this store
     */
    Drills(DrillStore pristine, DrillStore reopened, SignedCheckpoint anchor) {
        this.pristine = pristine;
        this.reopened = reopened;
        this.anchor = anchor;
    }

    private interface Body {
        String run(DrillStore store) throws IOException;
    }

    List<DrillResult> run() throws IOException {
        keyManagementOffline();
        wrongRootKey();
        flippedBits();
        rolledBack();
        replayedEnvelopes();
        return List.copyOf(results);
    }

    /** @param body tells what happened; empty when nothing was noticed */
    private void drill(String name, String target, String expected, Body body) throws IOException {
        drill(pristine, name, target, expected, body);
    }

    private void drill(DrillStore from, String name, String target, String expected, Body body) throws IOException {
        DrillStore store = from.copy("work");
        try {
            String observed = body.run(store);
            results.add(new DrillResult(
                    name,
                    target,
                    expected,
                    observed.isEmpty() ? "nothing was noticed" : observed,
                    !observed.isEmpty()));
        } finally {
            DrillStore.delete(store.home());
        }
    }

    private void keyManagementOffline() throws IOException {
        drill(
                "kms-offline",
                "the key management service",
                "encrypted objects cannot be read, plain ones can",
                store -> {
                    RootKey rootKey = RootKey.load(store.rootKey());
                    try (OfflineStore opened = OfflineStore.open(
                            store.config(),
                            rootKey,
                            records -> new OfflineStore.Keys(new SilentKeyManagement(), () -> {}))) {
                        BucketSnapshot bucket = bucket(opened);
                        boolean plain = reads(opened, bucket, DrillStore.PLAIN);
                        try {
                            boolean read = reads(opened, bucket, DrillStore.SMALL);
                            return read || !plain ? "" : "an encrypted object was cut off";
                        } catch (KeyManagementException refused) {
                            return plain ? "encrypted: " + refused.getMessage() + "; plain: read" : "";
                        }
                    }
                });
    }

    private static BucketSnapshot bucket(OfflineStore opened) {
        return opened.buckets().find(DrillStore.BUCKET).orElseThrow();
    }

    private static boolean reads(OfflineStore opened, BucketSnapshot bucket, ObjectKey key) throws IOException {
        try (var object = opened.objects().open(bucket, key, Optional.empty(), record -> {});
                InputStream body =
                        object.body().range(0, object.object().record().size())) {
            return body.readAllBytes().length == object.object().record().size();
        }
    }

    private void wrongRootKey() throws IOException {
        drill("wrong-root-key", "the root key's file", "the store is not opened", store -> {
            Files.delete(store.rootKey());
            RootKey.loadOrCreate(store.rootKey()).close();
            try {
                VerificationReport report = store.verify(Optional.empty());
                return report.isClean() ? "" : "opened, with findings";
            } catch (RuntimeException refused) {
                return "refused: " + refused.getMessage();
            }
        });
    }

    private void flippedBits() throws IOException {
        Map<String, Path> kinds = DataFileKinds.of(pristine.data(), reopened.data());
        Map<String, Path> others = DataFileKinds.of(reopened.data());
        others.keySet().removeAll(kinds.keySet());
        flippedBits(pristine, kinds);
        flippedBits(reopened, others);
    }

    private void flippedBits(DrillStore from, Map<String, Path> kinds) throws IOException {
        for (Map.Entry<String, Path> kind : kinds.entrySet()) {
            drill(from, "flipped-bits", kind.getKey(), REFUSED_OR_FOUND, store -> {
                Path file = store.data().resolve(kind.getValue());
                byte[] bytes = Files.readAllBytes(file);
                for (int at = Math.min(bytes.length / 2, STRIDE / 2); at < bytes.length; at += STRIDE) {
                    bytes[at] ^= 1;
                }
                Files.write(file, bytes);
                return noticed(store, Optional.of(anchor));
            });
        }
    }

    private static String noticed(DrillStore store, Optional<SignedCheckpoint> checkpoint) throws IOException {
        try {
            VerificationReport report = store.verify(checkpoint);
            return report.findings().stream()
                    .findFirst()
                    .map(found -> "found: " + found.check() + " " + found.bucket() + "/" + found.key() + ": "
                            + found.detail())
                    .orElse("");
        } catch (RuntimeException refused) {
            return "refused: " + refused.getMessage();
        }
    }

    /** The engine's files of before, under what else is newer; and the whole store of before. */
    private void rolledBack() throws IOException {
        DrillStore newer = pristine.copy("newer");
        try {
            SignedCheckpoint later = newer.write(2);
            drill(
                    "rolled-back",
                    "the whole store",
                    "named against a checkpoint",
                    store -> noticed(store, Optional.of(later)));
            drill("rolled-back", "the engine's files alone", "named against a checkpoint", store -> {
                Path engine = Path.of(Secrets.STORE);
                DrillStore.delete(store.data());
                DrillStore.copyTree(newer.data(), store.data());
                DrillStore.delete(store.data().resolve(engine));
                DrillStore.copyTree(
                        pristine.data().resolve(engine), store.data().resolve(engine));
                return noticed(store, Optional.of(later));
            });
        } finally {
            DrillStore.delete(newer.home());
        }
    }

    private void replayedEnvelopes() throws IOException {
        drill("replayed-envelope", "an object under another's record", REFUSED_OR_FOUND, store -> {
            replay(store, false);
            return noticed(store, Optional.empty());
        });
        drill("replayed-envelope", "the same, sealed anew with the store's own key", REFUSED_OR_FOUND, store -> {
            replay(store, true);
            return noticed(store, Optional.empty());
        });
    }

    private static void replay(DrillStore store, boolean resealed) {
        try (OfflineStore opened = OfflineStore.open(store.config(), Map.of());
                RootKey rootKey = RootKey.load(store.rootKey())) {
            BucketSnapshot bucket = bucket(opened);
            Space space = opened.engine().space(bucket.space());
            Name small = ObjectNames.of(DrillStore.SMALL);
            Name twin = ObjectNames.of(DrillStore.TWIN);
            Entry victim = space.head(small).orElseThrow();
            Attributes replayed = space.head(twin).orElseThrow().attributes();
            if (resealed) {
                RecordSeal seal = new RecordSeal(rootKey.derive(Services.RECORDS));
                replayed = seal.seal(bucket.space(), small, seal.open(bucket.space(), twin, replayed));
            }
            space.update(small, replayed, victim.generation());
        }
    }
}
