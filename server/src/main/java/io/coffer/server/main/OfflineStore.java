package io.coffer.server.main;

import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.LocalKeyStore;
import io.coffer.encryption.RootKey;
import io.coffer.encryption.SecretBox;
import io.coffer.server.audit.AuditTrail;
import io.coffer.server.bucket.BucketStore;
import io.coffer.server.config.ServerConfig;
import io.coffer.server.digest.Md5Engine;
import io.coffer.server.evidence.Checkpoint;
import io.coffer.server.evidence.CheckpointKey;
import io.coffer.server.evidence.Checkpoints;
import io.coffer.server.evidence.SignedCheckpoint;
import io.coffer.server.evidence.StoreVerification;
import io.coffer.server.keyuse.KeyUseLog;
import io.coffer.server.keyuse.KeyUseRecorder;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.metadata.RecordSeal;
import io.coffer.server.object.ObjectGuard;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.WrapsInFlight;
import io.coffer.storage.DerivedRows;
import io.coffer.storage.Reclamation;
import io.coffer.storage.SideLog;
import io.coffer.storage.StorageEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A store that no server has open, opened to be looked at: nothing is made that is not there. */
final class OfflineStore implements AutoCloseable {
    private final ServerConfig config;
    private final RootKey rootKey;
    private final StorageEngine engine;
    private final AutoCloseable keys;
    private final ControlRecords records;
    private final StoreIdentity identity;
    private final BucketStore buckets;
    private final ObjectStore objects;
    private final CheckpointKey checkpointKey;
    private final Md5Engine md5 = Md5Engine.inPlace();

    private OfflineStore(
            ServerConfig config, RootKey rootKey, StorageEngine engine, Function<ControlRecords, Keys> keys) {
        this.config = config;
        this.rootKey = rootKey;
        this.engine = engine;
        RecordSeal seal = new RecordSeal(rootKey.derive(Services.RECORDS));
        this.records = new ControlRecords(engine, seal);
        Keys use = keys.apply(records);
        this.keys = use.holder();
        this.identity = StoreIdentity.find(records)
                .orElseThrow(
                        () -> new StartException("the store in " + config.data() + " has no id: it was never used"));
        this.buckets = new BucketStore(records, engine);
        // keys are used here by whoever holds the root key, who needs no server and no log for that
        this.objects = new ObjectStore(
                engine,
                records,
                seal,
                use.management(),
                KeyUseRecorder.NONE,
                new WrapsInFlight(),
                identity.bytes(),
                new ObjectGuard(UnaryOperator.identity(), Clock.systemUTC()),
                md5,
                Clock.systemUTC());
        this.checkpointKey = EvidenceParts.key(records, new Secrets(rootKey, Optional.empty()));
    }

    /**
     * @throws StartException when there is no store, or a server has it open
     * @throws io.coffer.storage.StorageException when it cannot be opened
     * @throws io.coffer.encryption.KeyFileException when the root key is missing or another one
     */
    static OfflineStore open(ServerConfig config, Map<String, String> environment) {
        if (!Files.isDirectory(config.data().resolve(Secrets.STORE))) {
            throw new StartException("there is no store in " + config.data());
        }
        RootKey rootKey = Secrets.existing(config, environment);
        Clock clock = Clock.systemUTC();
        Optional<LocalKeyStore> local = MasterKeys.localStore(config, new Secrets(rootKey, Optional.empty()), clock);
        try {
            return open(
                    config,
                    rootKey,
                    records -> Keys.of(local.map(
                                    store -> MasterKeys.of(store, config.keys().calls()))
                            .orElseGet(() -> MasterKeys.beyond(config, records, environment, clock))));
        } catch (RuntimeException refused) {
            local.ifPresent(LocalKeyStore::close);
            throw refused;
        }
    }

    /** @param keys made of the records, which may name the versions of keys beyond the machine */
    static OfflineStore open(ServerConfig config, RootKey rootKey, Function<ControlRecords, Keys> keys) {
        StorageEngine engine = Engines.factory(config.storage().engine())
                .open(config.data().resolve(Secrets.STORE), config.storage().options(), Services.ledger(rootKey));
        try {
            return new OfflineStore(config, rootKey, engine, keys);
        } catch (RuntimeException refused) {
            engine.close();
            throw refused;
        }
    }

    /** What keys are used by, and closed with. */
    record Keys(KeyManagement management, AutoCloseable holder) {
        static Keys of(MasterKeys keys) {
            return new Keys(keys.management(), keys);
        }
    }

    StoreIdentity identity() {
        return identity;
    }

    /** Closed with the store. */
    RootKey rootKey() {
        return rootKey;
    }

    ObjectStore objects() {
        return objects;
    }

    BucketStore buckets() {
        return buckets;
    }

    StorageEngine engine() {
        return engine;
    }

    StoreVerification.Subject subject() {
        DerivedRows rows = engine.derivedRows()
                .orElseThrow(() -> new StartException(
                        "the engine " + config.storage().engine() + " keeps no ledger that could be verified"));
        completeKeyLog();
        return new StoreVerification.Subject(
                identity.id(),
                records,
                buckets,
                objects,
                rows,
                Services.digest(rootKey),
                new AuditTrail(records, Clock.systemUTC()),
                checkpointKey,
                engine.reclamation()
                        .map(Reclamation::residue)
                        .map(OptionalLong::of)
                        .orElseGet(OptionalLong::empty),
                engine::examine,
                config.data(),
                config.data().resolve(EvidenceParts.KEY_LOG),
                List.of(
                        new StoreVerification.OtherFile("root-credentials", this::readCredentials),
                        new StoreVerification.OtherFile("checkpoints/latest.json", this::readLatest)));
    }

    /** After a crash the end of the log may be in the store alone. */
    void completeKeyLog() {
        Path directory = config.data().resolve(EvidenceParts.KEY_LOG);
        Optional<SideLog> sideLog = engine.sideLog();
        try {
            if (sideLog.isPresent() && Files.isDirectory(directory)) {
                KeyUseLog.complete(directory, sideLog.get().pieces());
            }
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private void readCredentials() {
        try (SecretBox box = RootCredentialsFile.box(rootKey)) {
            Optional<RootCredentialsFile.Credentials> unused = new RootCredentialsFile(config.data(), box).read();
        }
    }

    private void readLatest() {
        Path latest = config.data().resolve(EvidenceParts.CHECKPOINTS).resolve(Checkpoints.LATEST);
        try {
            if (Files.exists(latest)) {
                Checkpoint unused = SignedCheckpoint.read(latest).content();
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        engine.close();
        try {
            keys.close();
        } catch (Exception unclosable) {
            throw new IllegalStateException("the keystore cannot be closed", unclosable);
        }
        rootKey.close();
    }
}
