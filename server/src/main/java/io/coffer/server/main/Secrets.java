package io.coffer.server.main;

import io.coffer.encryption.RootKey;
import io.coffer.server.config.ServerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The root key of a start, and whether it was made now. */
record Secrets(RootKey rootKey, Optional<Path> madeIn) {
    static final String STORE = "store";

    /** @throws StartException when there is data but not its root key */
    static Secrets open(ServerConfig config) {
        if (!config.storage().isPersistent()) {
            return new Secrets(RootKey.random(), Optional.empty());
        }
        Path file = config.rootKeyFile();
        if (Files.exists(file)) {
            return new Secrets(RootKey.load(file), Optional.empty());
        }
        if (Files.exists(config.data().resolve(STORE))) {
            throw new StartException("the root key " + file + " is missing, and the data in " + config.data()
                    + " cannot be opened without it; put it back or name it by --root-key");
        }
        return new Secrets(RootKey.loadOrCreate(file), Optional.of(file));
    }
}
