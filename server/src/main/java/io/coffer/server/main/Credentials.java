package io.coffer.server.main;

import io.coffer.encryption.DamagedDataException;
import io.coffer.encryption.KeyFileException;
import io.coffer.encryption.RootKey;
import io.coffer.encryption.SecretBox;
import io.coffer.server.config.ConfigurationException;
import io.coffer.server.config.ServerCommand;
import io.coffer.server.config.ServerConfig;
import java.util.Optional;

/** {@code ./coffer credentials}: shows the root access key that the first start made, to whoever holds the root key. */
public final class Credentials {
    private static final int CANNOT_SHOW = 1;

    private Credentials() {}

    public static void main(String[] arguments) {
        switch (ServerCommand.parse(arguments, System.getenv())) {
            case ServerCommand.Outcome.Exit exit -> {
                (exit.code() == 0 ? System.out : System.err).print(exit.message());
                System.exit(exit.code());
            }
            case ServerCommand.Outcome.Start start -> System.exit(show(start.config()));
        }
    }

    private static int show(ServerConfig config) {
        try (RootKey rootKey = Secrets.existing(config, System.getenv());
                SecretBox box = RootCredentialsFile.box(rootKey)) {
            Optional<RootCredentialsFile.Credentials> kept = new RootCredentialsFile(config.data(), box).read();
            if (kept.isEmpty()) {
                System.err.println("coffer credentials: no root access key was made in " + config.data()
                        + "; it was started with OSS_ACCESS_KEY_ID in the environment, or not at all");
                return CANNOT_SHOW;
            }
            System.out.println("OSS_ACCESS_KEY_ID=" + kept.get().accessKeyId());
            System.out.println("OSS_ACCESS_KEY_SECRET=" + kept.get().secret().reveal());
            return 0;
        } catch (KeyFileException | DamagedDataException | ConfigurationException refused) {
            System.err.println("coffer credentials: " + refused.getMessage());
            return CANNOT_SHOW;
        }
    }
}
