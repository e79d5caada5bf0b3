package io.coffer.server.main;

import io.coffer.encryption.RootKey;
import io.coffer.encryption.TokenRootKey;
import io.coffer.server.config.RootKeyTokenConfig;
import io.coffer.server.config.ServerConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** The root key of a start, and the file that it was made in now. */
record Secrets(RootKey rootKey, Optional<Path> madeIn) {
    static final String STORE = "store";

    /** @throws StartException when there is data but not its root key */
    static Secrets open(ServerConfig config, Map<String, String> environment) {
        if (!config.storage().isPersistent()) {
            return new Secrets(RootKey.random(), Optional.empty());
        }
        boolean hasData = Files.exists(config.data().resolve(STORE));
        return config.rootKeyToken()
                .map(token -> new Secrets(inToken(token, environment, !hasData), Optional.empty()))
                .orElseGet(() -> inFile(config, hasData));
    }

    private static Secrets inFile(ServerConfig config, boolean hasData) {
        Path file = config.rootKeyFile();
        if (Files.exists(file)) {
            return new Secrets(RootKey.load(file), Optional.empty());
        }
        if (hasData) {
            throw new StartException("the root key " + file + " is missing, and the data in " + config.data()
                    + " cannot be opened without it; put it back or name it by --root-key");
        }
        return new Secrets(RootKey.loadOrCreate(file), Optional.of(file));
    }

    /** The root key that the data was made with. */
    static RootKey existing(ServerConfig config, Map<String, String> environment) {
        return config.rootKeyToken()
                .map(token -> inToken(token, environment, false))
                .orElseGet(() -> RootKey.load(config.rootKeyFile()));
    }

    private static RootKey inToken(RootKeyTokenConfig token, Map<String, String> environment, boolean mayCreate) {
        char[] pin = token.pin().resolve(environment).reveal().toCharArray();
        try {
            return mayCreate ? TokenRootKey.openOrCreate(token.place(), pin) : TokenRootKey.open(token.place(), pin);
        } finally {
            Arrays.fill(pin, '\0');
        }
    }
}
