package io.coffer.server.main;

import io.coffer.encryption.KeyAdministration;
import io.coffer.encryption.LocalKeyStore;
import io.coffer.encryption.SecretBox;
import io.coffer.model.Region;
import io.coffer.protocol.Addressing;
import io.coffer.protocol.signature.SigningScope;
import io.coffer.server.admin.AdminCatalog;
import io.coffer.server.admin.AdminEndpoint;
import io.coffer.server.authentication.AccessKeyStore;
import io.coffer.server.authentication.Authenticator;
import io.coffer.server.authorization.Authorizer;
import io.coffer.server.authorization.BucketPolicies;
import io.coffer.server.bucket.AccountSettings;
import io.coffer.server.bucket.BucketStore;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.bucket.CnameBindings;
import io.coffer.server.callback.CallbackDestinations;
import io.coffer.server.callback.CallbackKey;
import io.coffer.server.callback.CallbackSender;
import io.coffer.server.config.KeysConfig;
import io.coffer.server.config.ServerConfig;
import io.coffer.server.http.RequestHandler;
import io.coffer.server.identity.IdentityStore;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.metadata.RecordSeal;
import io.coffer.server.object.ArchivedObjects;
import io.coffer.server.object.EncryptionPlanner;
import io.coffer.server.object.MultipartUploads;
import io.coffer.server.object.ObjectGuard;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.OrphanSweep;
import io.coffer.server.observability.RequestObserver;
import io.coffer.server.operation.OperationCatalog;
import io.coffer.server.operation.object.Callbacks;
import io.coffer.server.pipeline.Gate;
import io.coffer.server.pipeline.RequestPipeline;
import io.coffer.server.upkeep.Upkeep;
import io.coffer.server.upkeep.logging.AccessLogDelivery;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageEngineFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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
        FirstAccounts accounts = FirstAccounts.in(identities, config, secrets, environment);
        this.newCredentials = accounts.newCredentials();
        AccessKeyStore accessKeys = accounts.accessKeys();
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
        CallbackKey callbackKey = new CallbackKey(records, new SecretBox(secrets.rootKey(), "callbacks/v1"));
        EncryptionPlanner planner =
                new EncryptionPlanner(keys, config.encryption().rule());
        StoreParts parts = new StoreParts(
                gate,
                new ArchivedObjects(objects, Duration.ofSeconds(config.archive().restoreSeconds()), clock),
                new OrphanSweep(objects),
                new MultipartUploads(objects),
                planner,
                new Callbacks(callbacks(config, callbackKey)),
                Deliveries.of(buckets, objects, planner, records, config, clock),
                cnames,
                addressing);
        this.accessLogs = parts.deliveries().accessLogs();
        this.catalog = new OperationCatalog(Families.of(parts, region, clock));
        this.pipeline = new RequestPipeline(
                catalog,
                new Authenticator(accessKeys, SigningScope.of(region), clock),
                gate,
                region,
                config.contract());
        this.upkeep = new Upkeep(parts.chores(config, clock));
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
