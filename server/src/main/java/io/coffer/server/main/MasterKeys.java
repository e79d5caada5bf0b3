package io.coffer.server.main;

import io.coffer.encryption.IntermediateKeys;
import io.coffer.encryption.KeyAdministration;
import io.coffer.encryption.KeyDestruction;
import io.coffer.encryption.KeyManagement;
import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.LocalKeyStore;
import io.coffer.encryption.ServiceDeletion;
import io.coffer.encryption.guard.CachedUnwraps;
import io.coffer.encryption.guard.CountedCalls;
import io.coffer.encryption.guard.GuardedKeyManagement;
import io.coffer.encryption.guard.TimedLifecycle;
import io.coffer.encryption.provider.ExternalKeyDestruction;
import io.coffer.encryption.provider.ExternalKeys;
import io.coffer.encryption.provider.KeyLifecycle;
import io.coffer.encryption.provider.RemoteKeyManagement;
import io.coffer.encryption.provider.TransitKeyManagement;
import io.coffer.server.config.ConfigurationException;
import io.coffer.server.config.KeyCallsConfig;
import io.coffer.server.config.KeysConfig;
import io.coffer.server.config.RemoteKeysConfig;
import io.coffer.server.config.ServerConfig;
import io.coffer.server.config.TransitConfig;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.object.EngineContent;
import io.coffer.server.object.KeyVersionStore;
import io.coffer.storage.StorageEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where master keys live, as it is configured.
 *
 * @param management what objects use
 * @param administration what administration changes
 * @param destruction the end of their versions
 * @param deletion what can be known of keys that their service deletes as a whole; absent where versions end
 * @param local the keystore, where keys are in this server
 * @param calls that the provider was asked
 * @param cache of opened keys
 */
record MasterKeys(
        KeyManagement management,
        KeyAdministration administration,
        KeyDestruction destruction,
        Optional<ServiceDeletion> deletion,
        Optional<LocalKeyStore> local,
        CountedCalls calls,
        CachedUnwraps cache,
        List<AutoCloseable> parts)
        implements AutoCloseable {
    static final String DIRECTORY = "keys";
    static final String KEYSTORE = "keystore";

    /**
     * The keystore of the local provider, open; nothing when keys are beyond this server.
     *
     * @throws StartException when there is data but not its keystore
     */
    static Optional<LocalKeyStore> localStore(ServerConfig config, Secrets secrets, Clock clock) {
        if (config.keys().provider() != KeysConfig.Provider.LOCAL) {
            return Optional.empty();
        }
        if (config.keys().store() == KeysConfig.Store.MEMORY
                || !config.storage().isPersistent()) {
            return Optional.of(LocalKeyStore.inMemory(clock));
        }
        Path directory = config.data().resolve(DIRECTORY);
        if (Files.exists(config.data().resolve(Secrets.STORE)) && !Files.exists(directory.resolve(KEYSTORE))) {
            throw new StartException(
                    "the keystore " + directory.resolve(KEYSTORE) + " is missing, and what is encrypted" + " in "
                            + config.data() + " cannot be read without it; put it back");
        }
        return Optional.of(LocalKeyStore.open(directory, secrets.rootKey(), clock));
    }

    /**
     * Keys in the store itself, sealed under the root key, for all gateways of it.
     *
     * @throws StartException when there is a store but not its keys
     */
    static Optional<LocalKeyStore> sharedStore(
            ServerConfig config, StorageEngine engine, Secrets secrets, Clock clock) {
        if (config.keys().provider() != KeysConfig.Provider.LOCAL) {
            return Optional.empty();
        }
        if (config.keys().store() == KeysConfig.Store.MEMORY) {
            throw new StartException("keys.store: memory would give each gateway of a shared store keys of its own");
        }
        EngineContent content = new EngineContent(engine);
        if (ControlRecords.existIn(engine) && content.read().isEmpty()) {
            throw new StartException("the store has lost its keystore, and what is encrypted in it cannot be read");
        }
        return Optional.of(LocalKeyStore.shared(content, secrets.rootKey(), clock));
    }

    /** Keys of the keystore, which is asked for their state at each use; what is opened is wiped when a key changes. */
    static MasterKeys of(LocalKeyStore store, KeyCallsConfig calls) {
        CountedCalls counted = new CountedCalls(store);
        CachedUnwraps cache =
                CachedUnwraps.before(counted, Duration.ofSeconds(calls.cacheSeconds()), calls.cacheKeys());
        store.onChange(cache::forget);
        return new MasterKeys(
                cache,
                store,
                store.destruction(),
                Optional.empty(),
                Optional.of(store),
                counted,
                cache,
                List.of(cache, store));
    }

    /** Keys of a service. */
    static MasterKeys beyond(
            ServerConfig config, ControlRecords records, Map<String, String> environment, Clock clock) {
        KeysConfig keys = config.keys();
        Duration connect = Duration.ofMillis(keys.calls().deadlineMillis());
        return switch (keys.provider()) {
            case LOCAL -> throw new IllegalArgumentException("local keys are in this server");
            case REMOTE -> {
                RemoteKeysConfig remote = keys.remote().orElseThrow();
                RemoteKeyManagement service = new RemoteKeyManagement(
                        new SignedKmsCalls(remote, remote.accessKeySecret().resolve(environment), clock),
                        new KeyVersionStore(records),
                        connect);
                yield external(keys, service, service, service, clock);
            }
            case TRANSIT -> {
                TransitConfig transit = keys.transit().orElseThrow();
                // a token that is missing now is a mistake, and later only a trouble
                transit.token().resolve(environment);
                TransitKeyManagement service = new TransitKeyManagement(
                        transit.engine(), token(transit, environment), transit.namespace(), connect);
                yield external(keys, service, service, service, clock);
            }
        };
    }

    /** Before the service stands the guard, and before that the intermediate keys. */
    private static MasterKeys external(
            KeysConfig keys, KeyManagement service, KeyLifecycle untimed, AutoCloseable connection, Clock clock) {
        CountedCalls counted = new CountedCalls(service);
        CachedUnwraps guarded = GuardedKeyManagement.before(counted, limits(keys.calls()));
        KeyManagement management = new IntermediateKeys(guarded, keys.intermediate() == KeysConfig.Switch.ON);
        List<ExternalKeys.Listed> listed = keys.customerKeys().stream()
                .map(key -> new ExternalKeys.Listed(key.id(), key.account().map(Object::toString)))
                .toList();
        KeyLifecycle lifecycle =
                new TimedLifecycle(untimed, limits(keys.calls()).deadline());
        ExternalKeys administration = new ExternalKeys(
                keys.serviceKey().orElseThrow(),
                keys.defaultKey().orElseThrow(),
                listed,
                lifecycle,
                management::forget);
        ExternalKeyDestruction destruction = new ExternalKeyDestruction(administration, lifecycle, clock);
        return new MasterKeys(
                management,
                administration,
                destruction,
                keys.provider() == KeysConfig.Provider.REMOTE ? Optional.of(destruction) : Optional.empty(),
                Optional.empty(),
                counted,
                guarded,
                List.of(guarded, connection));
    }

    private static GuardedKeyManagement.Limits limits(KeyCallsConfig calls) {
        return new GuardedKeyManagement.Limits(
                calls.atOnce(),
                Duration.ofMillis(calls.deadlineMillis()),
                calls.failures(),
                Duration.ofMillis(calls.pauseMillis()),
                Duration.ofSeconds(calls.cacheSeconds()),
                calls.cacheKeys());
    }

    private static Supplier<String> token(TransitConfig transit, Map<String, String> environment) {
        return () -> {
            try {
                return transit.token().resolve(environment).reveal();
            } catch (ConfigurationException gone) {
                throw new KeyManagementException(
                        KeyManagementException.Kind.UNAVAILABLE, "there is no token for the transit engine now", gone);
            }
        };
    }

    @Override
    public void close() {
        for (AutoCloseable part : parts) {
            try {
                part.close();
            } catch (Exception failure) {
                throw new IllegalStateException("what keeps master keys cannot be closed", failure);
            }
        }
    }
}
