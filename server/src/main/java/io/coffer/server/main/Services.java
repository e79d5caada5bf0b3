package io.coffer.server.main;

import io.coffer.encryption.KeyAdministration;
import io.coffer.encryption.LocalKeyStore;
import io.coffer.encryption.RootKey;
import io.coffer.encryption.SecretBox;
import io.coffer.model.AccountId;
import io.coffer.model.CofferVersion;
import io.coffer.model.Region;
import io.coffer.protocol.Addressing;
import io.coffer.protocol.signature.SigningScope;
import io.coffer.server.admin.AdminActionFamily;
import io.coffer.server.admin.AdminCatalog;
import io.coffer.server.admin.AdminEndpoint;
import io.coffer.server.admin.AdminRetrospect;
import io.coffer.server.admin.BackupActions;
import io.coffer.server.admin.CheckpointActions;
import io.coffer.server.admin.DiagnosticActions;
import io.coffer.server.admin.KeyActions;
import io.coffer.server.admin.KeyDestructionActions;
import io.coffer.server.admin.KeyOwners;
import io.coffer.server.admin.KeyUseActions;
import io.coffer.server.admin.MigrationActions;
import io.coffer.server.admin.PostureActions;
import io.coffer.server.admin.PreviewActions;
import io.coffer.server.admin.RewrapActions;
import io.coffer.server.admin.ScrubActions;
import io.coffer.server.admin.SimulationActions;
import io.coffer.server.audit.AuditTrail;
import io.coffer.server.authentication.Authenticator;
import io.coffer.server.authentication.FailedSignatures;
import io.coffer.server.authentication.KeyRing;
import io.coffer.server.authorization.Authorizer;
import io.coffer.server.authorization.BucketPolicies;
import io.coffer.server.authorization.DiagnosticMessages;
import io.coffer.server.authorization.RecentRequests;
import io.coffer.server.authorization.facts.FactSources;
import io.coffer.server.authorization.policy.ActionVocabulary;
import io.coffer.server.authorization.policy.PolicyTexts;
import io.coffer.server.authorization.trial.Preview;
import io.coffer.server.authorization.trial.Simulator;
import io.coffer.server.backup.BackupDirectories;
import io.coffer.server.backup.Backups;
import io.coffer.server.bucket.AccountSettings;
import io.coffer.server.bucket.BucketStore;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.bucket.CnameBindings;
import io.coffer.server.callback.CallbackDestinations;
import io.coffer.server.callback.CallbackKey;
import io.coffer.server.callback.CallbackSender;
import io.coffer.server.config.RewrapConfig;
import io.coffer.server.config.ServerConfig;
import io.coffer.server.console.Console;
import io.coffer.server.digest.Md5Engine;
import io.coffer.server.evidence.DestructionBook;
import io.coffer.server.http.RequestHandler;
import io.coffer.server.identity.IdentityStore;
import io.coffer.server.identity.Sessions;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.metadata.LedgerDerivation;
import io.coffer.server.metadata.RecordSeal;
import io.coffer.server.metadata.StoreDigest;
import io.coffer.server.migration.Migrations;
import io.coffer.server.object.ArchivedObjects;
import io.coffer.server.object.EncryptionPlanner;
import io.coffer.server.object.MultipartUploads;
import io.coffer.server.object.ObjectGuard;
import io.coffer.server.object.ObjectScrub;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.OrphanSweep;
import io.coffer.server.object.Reprotection;
import io.coffer.server.object.WrapsInFlight;
import io.coffer.server.observability.AccessLog;
import io.coffer.server.observability.Metric;
import io.coffer.server.observability.MetricSource;
import io.coffer.server.observability.RequestObserver;
import io.coffer.server.observability.RequestTracing;
import io.coffer.server.operation.OperationCatalog;
import io.coffer.server.operation.object.Callbacks;
import io.coffer.server.pipeline.Gate;
import io.coffer.server.pipeline.Meanings;
import io.coffer.server.pipeline.RequestPipeline;
import io.coffer.server.posture.Ledger;
import io.coffer.server.posture.LedgerMetrics;
import io.coffer.server.posture.RewrapWork;
import io.coffer.server.posture.Rewraps;
import io.coffer.server.posture.Throttle;
import io.coffer.server.upkeep.Chore;
import io.coffer.server.upkeep.ScrubChore;
import io.coffer.server.upkeep.ScrubReport;
import io.coffer.server.upkeep.Upkeep;
import io.coffer.server.upkeep.logging.AccessLogDelivery;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageEngineFactory;
import io.coffer.storage.cached.CachedStorageEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/** The object graph, made by hand in one place. */
final class Services implements AutoCloseable {
    static final String RECORDS = "records/v1";
    private static final String STORE_DIGEST = "store-digest/v1";
    private static final int BUCKETS_PER_ACCOUNT = 100;

    /** A twelfth of the heap, 85 MiB of 1 GiB. */
    private static final int SHARE_OF_RECENT_READS = 12;

    private final Secrets secrets;
    private final StorageEngine engine;
    private final MasterKeys masterKeys;
    private final Md5Engine md5 = Md5Engine.beside();
    private final Sessions sessions;
    private final Gate gate;
    private final AccountId firstAccount;
    private final EvidenceParts evidence;
    private final Addressing addressing;
    private final OperationCatalog catalog;
    private final RequestPipeline pipeline;
    private final AdminCatalog adminCatalog;
    private final RequestHandler administration;
    private final Housekeeping housekeeping;
    private final Upkeep upkeep;
    private final Rewraps rewraps;
    private final Backups backups;
    private final Migrations migrations;
    private final AccessLogDelivery accessLogs;
    private final Optional<AccessLog> accessLog;
    private final RequestTracing tracing;
    private final Optional<RootCredentialsFile.Credentials> newCredentials;
    private final ServerMetrics metrics = new ServerMetrics();
    private volatile String adminEndpoint = "";

    private Services(
            Secrets secrets,
            StorageEngine engine,
            RecordSeal seal,
            ControlRecords records,
            MasterKeys masterKeys,
            ServerConfig config,
            Map<String, String> environment,
            Clock clock) {
        this.secrets = secrets;
        this.engine = engine;
        this.housekeeping = Housekeeping.of(engine, records, config.gateways());
        this.masterKeys = masterKeys;
        this.accessLog = Observation.accessLog(config, clock);
        this.tracing = Observation.tracing(config, environment);
        KeyAdministration keys = masterKeys.administration();
        Region region = config.region();
        StoreIdentity store = StoreIdentity.loadOrCreate(records);
        // again, for a migration into it may have begun since the store was found empty
        MigrationGuard.requireWhole(records);
        // which actions there are is known when everything is made
        AtomicReference<ActionVocabulary> actions = new AtomicReference<>(ActionVocabulary.OPEN);
        PolicyTexts policyTexts = new PolicyTexts(actions::get);
        IdentityStore identities =
                new IdentityStore(records, new SecretBox(secrets.rootKey(), "secrets/v1"), policyTexts, clock);
        FirstAccounts accounts = FirstAccounts.in(identities, config, secrets, environment);
        this.newCredentials = accounts.newCredentials();
        this.firstAccount = identities.accounts().first().orElseThrow();
        this.sessions = new Sessions(secrets.rootKey(), identities, policyTexts, clock);
        KeyRing keyRing = new KeyRing(accounts.accessKeys(), sessions);
        FailedSignatures failures = new FailedSignatures(config.limits().failedSignaturesPerMinute(), clock);
        AuditTrail audit = new AuditTrail(records, clock);
        this.evidence = EvidenceParts.open(config, store, engine, clock);
        evidence.begin(config, store, engine, secrets, records, audit, clock);
        Authorizer authorizer = new Authorizer();
        BucketStore bucketStore = new BucketStore(records, engine);
        bucketStore.finishDeletions();
        Buckets buckets = new Buckets(bucketStore, clock, BUCKETS_PER_ACCOUNT);
        WrapsInFlight flights = new WrapsInFlight();
        ObjectStore objects = new ObjectStore(
                engine,
                records,
                seal,
                masterKeys.management(),
                evidence.recorder(),
                flights,
                store.bytes(),
                new ObjectGuard(buckets::latest, clock),
                md5,
                clock);
        CnameBindings cnames = new CnameBindings(records, buckets, config::mayBeBound, clock);
        this.addressing = new Addressing(config.domains(), cnames::bucketOf);
        EncryptionPlanner planner =
                new EncryptionPlanner(keys, config.encryption().rule());
        MultipartUploads uploads = new MultipartUploads(objects);
        FactSources facts = new FactSources(
                new BucketPolicies(policyTexts), new AccountSettings(records), objects, uploads, planner, region);
        RecentRequests recent = new RecentRequests(config.diagnostics().recentRequests());
        DiagnosticMessages messages = new DiagnosticMessages(new SecretBox(secrets.rootKey(), "diagnostics/v1"));
        this.gate = new Gate(authorizer, facts, buckets, recent, config.tls().isPresent());
        CallbackKey callbackKey = new CallbackKey(records, new SecretBox(secrets.rootKey(), "callbacks/v1"));
        StoreParts parts = new StoreParts(
                gate,
                new ArchivedObjects(objects, Duration.ofSeconds(config.archive().restoreSeconds()), clock),
                new OrphanSweep(objects),
                new Callbacks(callbacks(config, callbackKey)),
                Deliveries.of(buckets, objects, planner, records, config, clock),
                cnames,
                audit,
                addressing);
        this.accessLogs = parts.deliveries().accessLogs();
        this.catalog = new OperationCatalog(Families.of(parts, region, clock));
        this.pipeline = new RequestPipeline(
                catalog,
                new Authenticator(keyRing, SigningScope.of(region), failures, clock),
                gate,
                audit,
                region,
                config.contract(),
                messages,
                tracing);
        this.backups = new Backups(
                engine, store.id(), new BackupDirectories(config.backup().directories(), config.data()), clock);
        this.migrations =
                new Migrations(engine, seal, store.id(), MigrationTarget.of(config, secrets.rootKey()), clock);
        Ledger ledger = new Ledger(
                engine,
                ledger(secrets.rootKey()),
                buckets,
                keys,
                config.encryption().rule(),
                clock);
        KeyEndings endings = KeyEndings.of(
                masterKeys,
                flights,
                ledger,
                new DestructionBook(
                        ledger, records, evidence.recorder(), EvidenceParts.key(records, secrets), store.id()),
                records,
                clock);
        endings.settle();
        ScrubReport scrubbed = new ScrubReport(records, engine.capabilities().shared());
        ScrubChore scrub = new ScrubChore(
                buckets,
                records,
                new ObjectScrub(objects, engine),
                scrubbed,
                config.scrub().bytesPerSecond(),
                Duration.ofDays(config.scrub().days()),
                clock);
        List<Chore> chores = new ArrayList<>(parts.chores(config, scrub, clock));
        chores.add(endings.chore(config.keys().serviceRotation()));
        this.upkeep = new Upkeep(chores, housekeeping.tenure());
        this.rewraps = new Rewraps(
                records,
                new RewrapWork(
                        engine,
                        ledger,
                        buckets,
                        planner,
                        keys,
                        new Reprotection(objects, uploads),
                        parts.orphans(),
                        throttle(config.rewrap()),
                        config.rewrap().workers()),
                housekeeping.tenure(),
                clock);
        KeyOwners keyOwners = new KeyOwners(keys, identities.accounts()::first);
        this.adminCatalog = AdminCatalog.of(
                identities,
                sessions,
                audit,
                keyActions(region, clock),
                new DiagnosticActions(messages, recent),
                new SimulationActions(
                        identities,
                        new Simulator(
                                authorizer,
                                facts,
                                buckets,
                                Meanings.of(catalog),
                                config.tls().isPresent())),
                new PreviewActions(new Preview(authorizer, recent), buckets, facts.accountSettings(), identities),
                new PostureActions(ledger, buckets, identities.accounts()::first),
                new KeyUseActions(ledger, buckets, keyOwners),
                new RewrapActions(rewraps, buckets),
                new CheckpointActions(evidence::checkpoints, identities.accounts()::first),
                new BackupActions(backups, identities.accounts()::first),
                new MigrationActions(migrations, identities.accounts()::first),
                new ScrubActions(scrubbed, identities.accounts()::first),
                new KeyDestructionActions(
                        endings.shredding(), endings.deletions(), keyOwners, identities.accounts()::first));
        actions.set(KnownActions.of(catalog, adminCatalog));
        this.administration = new AdministrationPort(
                new AdminEndpoint(
                        adminCatalog,
                        keyRing,
                        authorizer,
                        audit,
                        failures,
                        new AdminRetrospect(recent, messages),
                        metrics.requests(),
                        clock),
                new Console(pipeline),
                engine,
                callbackKey,
                () -> Stream.of(evidence.warnings(), scrubbed.warnings())
                        .flatMap(List::stream)
                        .toList(),
                metrics.and(
                        scrape -> scrape.value(Metric.BUILD, 1, CofferVersion.current()),
                        new KeyMetrics(masterKeys),
                        evidence,
                        accessLog.<MetricSource>map(log -> log).orElse(scrape -> {}),
                        new EngineMetrics(engine, scrubbed),
                        housekeeping,
                        engine.derivedRows().isPresent() ? new LedgerMetrics(ledger, buckets) : scrape -> {}));
    }

    /** Keys beyond this server are made, named and imported where they are. */
    private AdminActionFamily keyActions(Region region, Clock clock) {
        return masterKeys
                .local()
                .map(store -> KeyActions.of(
                        store, evidence.recorder(), new SecretBox(secrets.rootKey(), "key-import/v1"), region, clock))
                .orElseGet(() -> KeyActions.beyond(masterKeys.administration(), region));
    }

    private static Throttle throttle(RewrapConfig config) {
        return new Throttle(config.objectsPerSecond(), (long) config.mebibytesPerSecond() << 20);
    }

    private CallbackSender callbacks(ServerConfig config, CallbackKey key) {
        return new CallbackSender(
                new CallbackDestinations(
                        config.callback().allow(), config.listen().isLoopback()),
                key,
                () -> config.callback()
                        .publicKeyUrl()
                        .orElseGet(() -> adminEndpoint + AdministrationPort.CALLBACK_PUBLIC_KEY));
    }

    static Services open(ServerConfig config, Map<String, String> environment, Clock clock) {
        Path data = config.data();
        Secrets secrets = Secrets.open(config, environment);
        try {
            if (config.storage().isPersistent()) {
                Files.createDirectories(data);
            }
        } catch (IOException unusable) {
            throw new StartException(
                    "the data directory " + data + " cannot be used: " + unusable.getMessage(), unusable);
        }
        StorageEngineFactory factory = Engines.factory(config.storage().engine());
        if (factory.isShared()) {
            return openShared(secrets, openEngine(factory, secrets, config), config, environment, clock);
        }
        if (config.storage().isPersistent()) {
            MigrationGuard.requireHere(data);
        }
        // Before the store: so there never is one without its keys, unless it was put there without them.
        Optional<LocalKeyStore> local = MasterKeys.localStore(config, secrets, clock);
        try {
            return open(secrets, openEngine(factory, secrets, config), local, config, environment, clock);
        } catch (RuntimeException refused) {
            local.ifPresent(LocalKeyStore::close);
            throw refused;
        }
    }

    private static StorageEngine openEngine(StorageEngineFactory factory, Secrets secrets, ServerConfig config) {
        return CachedStorageEngine.over(
                factory.open(
                        config.data().resolve(Secrets.STORE), config.storage().options(), ledger(secrets.rootKey())),
                Runtime.getRuntime().maxMemory() / SHARE_OF_RECENT_READS);
    }

    private static Services openShared(
            Secrets secrets, StorageEngine engine, ServerConfig config, Map<String, String> environment, Clock clock) {
        Optional<LocalKeyStore> shared;
        try {
            MigrationGuard.requireWhole(new ControlRecords(engine, seal(secrets)));
            shared = MasterKeys.sharedStore(config, engine, secrets, clock);
        } catch (RuntimeException refused) {
            engine.close();
            throw refused;
        }
        return open(secrets, engine, shared, config, environment, clock);
    }

    private static Services open(
            Secrets secrets,
            StorageEngine engine,
            Optional<LocalKeyStore> local,
            ServerConfig config,
            Map<String, String> environment,
            Clock clock) {
        try {
            RecordSeal seal = seal(secrets);
            ControlRecords records = new ControlRecords(engine, seal);
            MasterKeys keys = local.map(
                            store -> MasterKeys.of(store, config.keys().calls()))
                    .orElseGet(() -> MasterKeys.beyond(config, records, environment, clock));
            return new Services(secrets, engine, seal, records, keys, config, environment, clock);
        } catch (RuntimeException refused) {
            engine.close();
            throw refused;
        }
    }

    private static RecordSeal seal(Secrets secrets) {
        return new RecordSeal(secrets.rootKey().derive(RECORDS));
    }

    /** What the engine keeps beside the records; it must be the same for whoever opens the store. */
    static LedgerDerivation ledger(RootKey rootKey) {
        return new LedgerDerivation(digest(rootKey));
    }

    static StoreDigest digest(RootKey rootKey) {
        return new StoreDigest(rootKey.derive(STORE_DIGEST));
    }

    /** Called when the port is known, which may be any free one. */
    void administrationServedAt(String endpoint) {
        adminEndpoint = endpoint;
    }

    MasterKeys keys() {
        return masterKeys;
    }

    OperationCatalog catalog() {
        return catalog;
    }

    AdminCatalog adminCatalog() {
        return adminCatalog;
    }

    /** What Host and path of a request mean. */
    Addressing addressing() {
        return addressing;
    }

    RequestPipeline pipeline() {
        return pipeline;
    }

    /** Where buckets and objects are found. */
    Gate gate() {
        return gate;
    }

    AccountId firstAccount() {
        return firstAccount;
    }

    Housekeeping housekeeping() {
        return housekeeping;
    }

    Rewraps rewraps() {
        return rewraps;
    }

    EvidenceParts evidence() {
        return evidence;
    }

    Upkeep upkeep() {
        return upkeep;
    }

    RequestObserver requestObserver() {
        return accessLog.<RequestObserver>map(log -> log.and(accessLogs)).orElse(accessLogs);
    }

    RequestTracing tracing() {
        return tracing;
    }

    ServerMetrics metrics() {
        return metrics;
    }

    RequestHandler administration() {
        return administration;
    }

    Optional<RootCredentialsFile.Credentials> newCredentials() {
        return newCredentials;
    }

    Optional<Path> newRootKeyFile() {
        return secrets.madeIn();
    }

    @Override
    public void close() {
        upkeep.close();
        rewraps.close();
        housekeeping.close();
        backups.close();
        migrations.close();
        accessLogs.close();
        accessLog.ifPresent(AccessLog::close);
        tracing.close();
        evidence.close();
        md5.close();
        engine.close();
        masterKeys.close();
        sessions.close();
        secrets.rootKey().close();
    }
}
