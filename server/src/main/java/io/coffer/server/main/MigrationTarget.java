package io.coffer.server.main;

import io.coffer.encryption.RootKey;
import io.coffer.server.config.MigrationConfig;
import io.coffer.server.config.ServerConfig;
import io.coffer.server.migration.MigrationException;
import io.coffer.server.migration.MigrationException.Refusal;
import io.coffer.server.migration.Migrations;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageEngineFactory;
import java.util.Optional;

/** The storage that a store is carried into, as it is configured. */
final class MigrationTarget {
    private MigrationTarget() {}

    /** For a server that carries its store while it serves. */
    static Optional<Migrations.Target> of(ServerConfig config, RootKey rootKey) {
        return config.migration()
                .map(migration ->
                        new Migrations.Target(() -> open(config, migration, rootKey), migration.bytesPerSecond()));
    }

    /**
     * @throws MigrationException when a store cannot go from the one to the other
     * @throws io.coffer.storage.StorageException when it cannot be opened
     */
    static StorageEngine open(ServerConfig config, MigrationConfig migration, RootKey rootKey) {
        String engine = migration.target().engine();
        try {
            if (Engines.factory(config.storage().engine()).isShared()
                    || !config.storage().isPersistent()) {
                throw refused("a store is moved from a data directory, and this one's engine is "
                        + config.storage().engine());
            }
            StorageEngineFactory factory = Engines.factory(engine);
            if (!factory.isShared()) {
                throw refused("migration.target.engine: " + engine
                        + " keeps what it has in one server's directory; name an engine that several servers share");
            }
            return factory.open(
                    config.data().resolve(Secrets.STORE), migration.target().options(), Services.ledger(rootKey));
        } catch (StartException missing) {
            throw refused(String.valueOf(missing.getMessage()));
        } catch (IllegalArgumentException wrong) {
            throw refused("migration.target.options: " + wrong.getMessage());
        }
    }

    private static MigrationException refused(String why) {
        return new MigrationException(Refusal.TARGET_REFUSED, why);
    }
}
