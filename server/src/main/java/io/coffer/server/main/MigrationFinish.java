package io.coffer.server.main;

import io.coffer.server.config.KeysConfig;
import io.coffer.server.config.ServerConfig;
import io.coffer.server.evidence.Destruction;
import io.coffer.server.metadata.RecordSeal;
import io.coffer.server.migration.Conduct;
import io.coffer.server.migration.MigrationException;
import io.coffer.server.migration.MigrationException.Refusal;
import io.coffer.server.migration.MigrationMark;
import io.coffer.server.migration.MigrationPass;
import io.coffer.server.migration.PassCounts;
import io.coffer.server.migration.Sides;
import io.coffer.server.migration.StoreComparison;
import io.coffer.server.object.EngineContent;
import io.coffer.storage.StorageEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Ends a migration while the source's server is stopped. In this order, so that at no moment two servers could serve the
 * store: all is at the target and compared, the source is noted as moved, the target is marked as whole. Broken off before
 * the last of these it is run again.
 */
final class MigrationFinish {
    /** The source does not change, so the pass behind one that carried all finds nothing. */
    private static final int MOST_PASSES = 3;

    private final ServerConfig config;
    private final OfflineStore store;
    private final StorageEngine target;
    private final Sides sides;
    private final Consumer<String> progress;
    private final Clock clock;

    /**
     * @param store the source, opened
     * @param progress told of each step, in words
     */
    MigrationFinish(
            ServerConfig config, OfflineStore store, StorageEngine target, Consumer<String> progress, Clock clock) {
        this.config = config;
        this.store = store;
        this.target = target;
        this.sides =
                Sides.of(store.engine(), target, new RecordSeal(store.rootKey().derive(Services.RECORDS)));
        this.progress = progress;
        this.clock = clock;
    }

    /** What is said at the end; without a comparison when entries could not be carried, and nothing was finished. */
    record Outcome(PassCounts last, Optional<StoreComparison.Result> comparison, boolean finished) {}

    /** Compares and changes nothing. */
    StoreComparison.Result compare(boolean readAll) {
        progress.accept("comparing " + (readAll ? "records and bodies" : "records"));
        return new StoreComparison(sides, Services.digest(store.rootKey()), readAll).run();
    }

    /**
     * @throws MigrationException when the target is not this store's, or the store is not ready
     * @throws IOException when the keystore cannot be read
     */
    Outcome run(boolean readAll) throws IOException {
        requireReady();
        MigrationMark unused = MigrationMark.claim(
                target, sides.targetRecords(), store.identity().id(), clock.instant());
        PassCounts last = carry();
        if (last.failed() > 0) {
            return new Outcome(last, Optional.empty(), false);
        }
        StoreComparison.Result comparison = compare(readAll);
        if (!comparison.isSame()) {
            return new Outcome(last, Optional.of(comparison), false);
        }
        carryKeystore();
        // from here on the files are read without the store
        store.completeKeyLog();
        MigrationGuard.noteMoved(
                config.data(), config.migration().orElseThrow().target().engine(), clock.instant());
        MigrationMark.finish(sides, clock.instant());
        return new Outcome(last, Optional.of(comparison), true);
    }

    /** What the other engine cannot end is ended before. */
    private void requireReady() {
        if (config.keys().provider() == KeysConfig.Provider.LOCAL
                && config.keys().store() == KeysConfig.Store.MEMORY) {
            throw new MigrationException(
                    Refusal.TARGET_REFUSED,
                    "keys.store: memory: the keys ended with the server, and cannot be carried");
        }
        List<Destruction> undone = Destruction.undone(sides.sourceRecords());
        if (!undone.isEmpty()) {
            Destruction first = undone.getFirst();
            throw new MigrationException(
                    Refusal.TARGET_REFUSED,
                    "the destruction of version " + first.number() + " of the key " + first.keyId()
                            + " was decided and is not done, and the target could not do it: start the server once");
        }
    }

    private PassCounts carry() {
        PassCounts last;
        int number = 0;
        do {
            number++;
            progress.accept("pass " + number);
            last = new MigrationPass(sides, Conduct.UNBOUND).run();
            progress.accept("pass " + number + ": " + last.told());
        } while (last.differences() > 0 && last.failed() == 0 && number < MOST_PASSES);
        return last;
    }

    /** As it is sealed, for whoever holds the root key. */
    private void carryKeystore() throws IOException {
        if (config.keys().provider() != KeysConfig.Provider.LOCAL) {
            return;
        }
        progress.accept("carrying the keystore");
        Path file = config.data().resolve(MasterKeys.DIRECTORY).resolve(MasterKeys.KEYSTORE);
        byte[] sealed = Files.readAllBytes(file);
        EngineContent shared = new EngineContent(target);
        OptionalLong before =
                shared.read().map(found -> OptionalLong.of(found.generation())).orElseGet(OptionalLong::empty);
        boolean written = shared.replace(sealed, before).isPresent();
        boolean same = written
                && shared.read()
                        .filter(found -> Arrays.equals(found.content(), sealed))
                        .isPresent();
        if (!same) {
            throw new MigrationException(
                    Refusal.TARGET_REFUSED, "the keystore is not at the target as it was written there");
        }
    }
}
