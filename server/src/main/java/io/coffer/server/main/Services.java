package io.coffer.server.main;

import io.coffer.encryption.KeyAdministration;
import io.coffer.encryption.LocalKeyStore;
import io.coffer.encryption.SecretBox;
import io.coffer.model.AccountId;
import io.coffer.model.Region;
import io.coffer.protocol.Addressing;
import io.coffer.protocol.signature.SigningScope;
import io.coffer.server.admin.AdminCatalog;
import io.coffer.server.admin.AdminEndpoint;
import io.coffer.server.authentication.AccessKey;
import io.coffer.server.authentication.AccessKeySecret;
import io.coffer.server.authentication.AccessKeyStore;
import io.coffer.server.authentication.Authenticator;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authorization.Authorizer;
import io.coffer.server.authorization.BucketPolicies;
import io.coffer.server.bucket.AccountSettings;
import io.coffer.server.bucket.BucketStore;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.callback.CallbackDestinations;
import io.coffer.server.callback.CallbackKey;
import io.coffer.server.callback.CallbackSender;
import io.coffer.server.bucket.CnameBindings;
import io.coffer.server.config.AccountConfig;
import io.coffer.server.config.KeysConfig;
import io.coffer.server.config.ServerConfig;
import io.coffer.server.http.RequestHandler;
import io.coffer.server.identity.Accounts;
import io.coffer.server.identity.IdentityStore;
import io.coffer.server.identity.KeyHolder;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.metadata.RecordSeal;
import io.coffer.server.object.AccessRecorder;
import io.coffer.server.object.AppendableObjects;
import io.coffer.server.object.BucketCapacity;
import io.coffer.server.object.ArchivedObjects;
import io.coffer.server.object.EncryptionPlanner;
import io.coffer.server.object.MultipartUploads;
import io.coffer.server.object.ObjectGuard;
import io.coffer.server.object.ObjectListing;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.OrphanSweep;
import io.coffer.server.object.UploadListing;
import io.coffer.server.observability.RequestObserver;
import io.coffer.server.operation.OperationCatalog;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.bucket.BucketAccessMonitor;
import io.coffer.server.operation.bucket.BucketAclFamily;
import io.coffer.server.operation.bucket.BucketCors;
import io.coffer.server.operation.bucket.BucketCname;
import io.coffer.server.operation.bucket.BucketDataRedundancy;
import io.coffer.server.operation.bucket.BucketDescription;
import io.coffer.server.operation.bucket.BucketEncryption;
import io.coffer.server.operation.bucket.BucketFeatures;
import io.coffer.server.operation.bucket.BucketHttps;
import io.coffer.server.operation.bucket.BucketLife;
import io.coffer.server.operation.bucket.BucketLifecycle;
import io.coffer.server.operation.bucket.BucketPolicy;
import io.coffer.server.operation.bucket.BucketProtection;
import io.coffer.server.operation.bucket.BucketPublicAccess;
import io.coffer.server.operation.bucket.BucketRequestPayment;
import io.coffer.server.operation.bucket.BucketResourceGroup;
import io.coffer.server.operation.bucket.BucketStyles;
import io.coffer.server.operation.bucket.BucketTags;
import io.coffer.server.operation.bucket.BucketVersioning;
import io.coffer.server.operation.bucket.BucketReferer;
import io.coffer.server.operation.bucket.BucketWebsite;
import io.coffer.server.operation.bucket.BucketInventory;
import io.coffer.server.operation.bucket.BucketLife;
import io.coffer.server.operation.bucket.BucketLogging;
import io.coffer.server.operation.bucket.BucketReplication;
import io.coffer.server.operation.bucket.BucketWormFamily;
import io.coffer.server.operation.bucket.MultipleObjectDelete;
import io.coffer.server.operation.bucket.ObjectList;
import io.coffer.server.operation.bucket.UploadList;
import io.coffer.server.operation.bucket.VersionList;
import io.coffer.server.operation.object.MultipartUpload;
import io.coffer.server.operation.object.NewObjects;
import io.coffer.server.operation.object.Callbacks;
import io.coffer.server.operation.object.ObjectAclFamily;
import io.coffer.server.operation.object.ObjectAppend;
import io.coffer.server.operation.object.ObjectCopy;
import io.coffer.server.operation.object.ObjectDelete;
import io.coffer.server.operation.object.ObjectGet;
import io.coffer.server.operation.object.ObjectPost;
import io.coffer.server.operation.object.ObjectOptions;
import io.coffer.server.operation.object.ObjectPut;
import io.coffer.server.operation.object.ObjectSelect;
import io.coffer.server.operation.object.ObjectRestore;
import io.coffer.server.operation.object.ObjectSymlink;
import io.coffer.server.operation.object.ObjectTagging;
import io.coffer.server.operation.object.ObjectWorm;
import io.coffer.server.operation.object.UploadPartCopy;
import io.coffer.server.operation.service.AccountPublicAccess;
import io.coffer.server.operation.service.BucketList;
import io.coffer.server.operation.service.ServiceDescription;
import io.coffer.server.pipeline.Gate;
import io.coffer.server.operation.object.ObjectAppend;
import io.coffer.server.operation.bucket.UploadList;
import io.coffer.server.upkeep.Chore;
import io.coffer.server.upkeep.SweepChore;
import io.coffer.server.pipeline.RequestPipeline;
import io.coffer.server.upkeep.CnameChore;
import io.coffer.server.upkeep.RedundancyTransitionChore;
import io.coffer.server.upkeep.LifecycleChore;
import io.coffer.server.upkeep.SweepChore;
import io.coffer.server.upkeep.Upkeep;
import io.coffer.server.upkeep.logging.AccessLogDelivery;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageEngineFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

/** The object graph, made by hand in one place. */
final class Services implements AutoCloseable {
    private static final String KEYS = "keys";
    private static final int BUCKETS_PER_ACCOUNT = 100;

    private final Secrets secrets;
    private final StorageEngine engine;
    private final LocalKeyStore keys;
    private final Addressing addressing;
    private final OperationCatalog catalog;
    private final RequestPipeline pipeline;
    private final RequestHandler administration;
    private final Upkeep upkeep;
    private final AccessLogDelivery accessLogs;
    private final Optional<RootCredentialsFile.Credentials> newCredentials;
    private volatile String adminEndpoint = "";

    private Services(
            Secrets secrets,
            StorageEngine engine,
            LocalKeyStore keys,
            ServerConfig config,
            Map<String, String> environment,
            Clock clock) {
        this.secrets = secrets;
        this.engine = engine;
        this.keys = keys;
        Region region = config.region();
        RecordSeal seal = new RecordSeal(secrets.rootKey().derive("records/v1"));
        ControlRecords records = new ControlRecords(engine, seal);
        StoreIdentity store = StoreIdentity.loadOrCreate(records);
        IdentityStore identities = new IdentityStore(records, new SecretBox(secrets.rootKey(), "secrets/v1"), clock);
        AccountId first = identities.accounts().ensureFirst(Optional.empty());
        config.accounts().forEach(account -> ensure(identities, account, environment));
        RootCredentials root = rootCredentials(config);
        this.newCredentials = root.made() ? Optional.of(root.credentials()) : Optional.empty();
        AccessKeyStore accessKeys = identities.with(rootKey(first, root.credentials()));
        Authorizer authorizer = new Authorizer();
        Buckets buckets = new Buckets(new BucketStore(records, engine), clock, BUCKETS_PER_ACCOUNT);
        ObjectStore objects = new ObjectStore(
                engine, records, seal, keys, store.bytes(), new ObjectGuard(buckets::latest, clock), clock);
        CnameBindings cnames = new CnameBindings(records, buckets, config::mayBeBound, clock);
        this.addressing = new Addressing(config.domains(), cnames::bucketOf);
        Gate gate = new Gate(
                authorizer,
                new BucketPolicies(),
                new AccountSettings(records),
                buckets,
                objects,
                config.tls().isPresent());
        OrphanSweep orphans = new OrphanSweep(objects);
        MultipartUploads uploads = new MultipartUploads(objects);
        CallbackKey callbackKey = new CallbackKey(records, new SecretBox(secrets.rootKey(), "callbacks/v1"));
        EncryptionPlanner planner = new EncryptionPlanner(keys, config.encryption().rule());
        Deliveries deliveries = Deliveries.of(buckets, objects, planner, records, config, clock);
        this.accessLogs = deliveries.accessLogs();
        this.catalog = catalog(
                gate,
                new ArchivedObjects(
                        objects, Duration.ofSeconds(config.archive().restoreSeconds()), clock),
                orphans,
                uploads,
                planner,
                new Callbacks(callbacks(config, callbackKey)),
                deliveries,
                region,
                new BucketCname(cnames, addressing),
                clock);
        this.pipeline = new RequestPipeline(
                catalog,
                new Authenticator(accessKeys, SigningScope.of(region), clock),
                gate,
                region,
                config.contract());
        List<Chore> chores = new ArrayList<>(deliveries.chores());
        chores.add(new SweepChore(buckets, orphans));
        chores.add(new RedundancyTransitionChore(buckets, clock));
        chores.add(new CnameChore(cnames));
        chores.add(new LifecycleChore(
                buckets,
                objects,
                uploads,
                new UploadListing(objects),
                Duration.ofSeconds(config.lifecycle().intervalSeconds()),
                clock));
        this.upkeep = new Upkeep(chores);
        this.administration = new AdministrationPort(
                new AdminEndpoint(AdminCatalog.of(identities, keys, region), accessKeys, authorizer, clock),
                engine,
                callbackKey);
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

    private static OperationCatalog catalog(
            Gate gate,
            ArchivedObjects archived,
            OrphanSweep orphans,
            MultipartUploads uploads,
            EncryptionPlanner planner,
            Callbacks callbacks,
            Deliveries deliveries,
            Region region,
            BucketCname cname,
            Clock clock) {
        Buckets buckets = gate.buckets();
        ObjectStore objects = gate.objects();
        AccountSettings accountSettings = gate.accountSettings();
        ObjectListing listing = new ObjectListing(objects);
        NewObjects newObjects = new NewObjects(planner, new BucketCapacity(listing::bytes, clock), clock);
        AccessRecorder accesses = new AccessRecorder(objects, clock);
        ObjectPut put = new ObjectPut(objects, newObjects, callbacks);
        UploadListing uploadListing = new UploadListing(objects);
        List<OperationFamily> families = List.of(
                new BucketList(buckets, region),
                new BucketLife(buckets, uploadListing, orphans, region),
                new BucketAclFamily(buckets),
                new BucketDescription(listing, uploadListing, accountSettings, region, clock),
                new BucketEncryption(buckets),
                new BucketWormFamily(buckets, clock),
                new BucketProtection(buckets, clock),
                new BucketFeatures(buckets),
                new BucketStyles(buckets, clock),
                new BucketDataRedundancy(buckets, clock),
                cname,
                new ServiceDescription(buckets, region),
                new BucketLifecycle(buckets),
                new BucketAccessMonitor(buckets, clock),
                new BucketPolicy(buckets, accountSettings, gate.policies()),
                new BucketPublicAccess(buckets),
                new AccountPublicAccess(accountSettings),
                new BucketRequestPayment(buckets),
                new BucketHttps(buckets),
                new BucketTags(buckets),
                new BucketResourceGroup(buckets),
                new BucketCors(buckets),
                new BucketWebsite(buckets),
                new BucketReferer(buckets),
                new BucketLogging(buckets),
                new BucketInventory(deliveries.inventories()),
                new BucketReplication(buckets, deliveries.replicationStates(), region, clock),
                new ObjectList(listing, clock),
                new MultipleObjectDelete(objects),
                put,
                new ObjectPost(put),
                new ObjectGet(objects, accesses, clock),
                new ObjectSelect(objects),
                new ObjectDelete(objects),
                new ObjectCopy(objects, newObjects, accesses),
                new ObjectAclFamily(objects),
                new ObjectTagging(objects),
                new ObjectWorm(objects, clock),
                new ObjectSymlink(objects, newObjects),
                new BucketVersioning(buckets, clock),
                new VersionList(listing, clock),
                new ObjectRestore(archived),
                new MultipartUpload(uploads, newObjects, callbacks),
                new UploadPartCopy(objects, uploads, accesses),
                new UploadList(uploadListing),
                new ObjectAppend(new AppendableObjects(objects), newObjects),
                new ObjectOptions());
        return new OperationCatalog(families);
    }

    static Services open(ServerConfig config, Map<String, String> environment, Clock clock) {
        Path data = config.data();
        Secrets secrets = Secrets.open(config);
        StorageEngine engine = null;
        LocalKeyStore keys = null;
        try {
            if (config.storage().isPersistent()) {
                Files.createDirectories(data);
            }
            engine = factory(config.storage().engine())
                    .open(data.resolve(Secrets.STORE), config.storage().options());
            keys = config.keys().store() == KeysConfig.Store.MEMORY
                            || !config.storage().isPersistent()
                    ? LocalKeyStore.inMemory()
                    : LocalKeyStore.open(data.resolve(KEYS), secrets.rootKey());
            return new Services(secrets, engine, keys, config, environment, clock);
        } catch (IOException unusable) {
            throw new StartException(
                    "the data directory " + data + " cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private static StorageEngineFactory factory(String name) {
        return ServiceLoader.load(StorageEngineFactory.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(factory -> factory.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new StartException("there is no storage engine named " + name));
    }

    private static void ensure(IdentityStore identities, AccountConfig account, Map<String, String> environment) {
        AccountId id = account.id().orElseGet(() -> named(identities.accounts(), account.name()));
        identities.accounts().ensure(id, account.name());
        identities
                .accessKeys()
                .ensure(
                        KeyHolder.root(id),
                        account.rootAccessKey().id(),
                        AccessKeySecret.of(account.rootAccessKey()
                                .secret()
                                .resolve(environment)
                                .reveal()));
    }

    private static AccountId named(Accounts accounts, String name) {
        return accounts.list().stream()
                .filter(existing -> existing.name().equals(name))
                .findFirst()
                .orElseGet(() -> accounts.create(Optional.empty(), name))
                .id();
    }

    private static AccessKey rootKey(AccountId account, RootCredentialsFile.Credentials credentials) {
        String id = credentials.accessKeyId();
        return new AccessKey(id, credentials.secret(), new Caller.Root(account, id), true);
    }

    private record RootCredentials(RootCredentialsFile.Credentials credentials, boolean made) {}

    private RootCredentials rootCredentials(ServerConfig config) {
        Optional<RootCredentialsFile.Credentials> given = config.rootCredentials()
                .map(credentials -> new RootCredentialsFile.Credentials(
                        credentials.accessKeyId(),
                        AccessKeySecret.of(credentials.accessKeySecret().reveal())));
        if (given.isPresent()) {
            return new RootCredentials(given.get(), false);
        }
        RootCredentialsFile file = new RootCredentialsFile(config.data(), RootCredentialsFile.box(secrets.rootKey()));
        Optional<RootCredentialsFile.Credentials> kept =
                config.storage().isPersistent() ? file.read() : Optional.empty();
        if (kept.isPresent()) {
            return new RootCredentials(kept.get(), false);
        }
        RootCredentialsFile.Credentials made = RootCredentialsFile.Credentials.random();
        if (config.storage().isPersistent()) {
            file.write(made);
        }
        return new RootCredentials(made, true);
    }

    /** Called when the port is known, which may be any free one. */
    void administrationServedAt(String endpoint) {
        adminEndpoint = endpoint;
    }

    KeyAdministration keys() {
        return keys;
    }

    OperationCatalog catalog() {
        return catalog;
    }

    /** What Host and path of a request mean. */
    Addressing addressing() {
        return addressing;
    }

    RequestPipeline pipeline() {
        return pipeline;
    }

    Upkeep upkeep() {
        return upkeep;
    }

    RequestObserver requestObserver() {
        return accessLogs;
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
        accessLogs.close();
        engine.close();
        keys.close();
        secrets.rootKey().close();
    }
}
