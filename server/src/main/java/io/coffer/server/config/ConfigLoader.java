package io.coffer.server.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Joins the file, the environment and the flags, each over the one before, into a {@link ServerConfig}. */
final class ConfigLoader {
    private static final String ACCESS_KEY_ID = "OSS_ACCESS_KEY_ID";
    private static final String ACCESS_KEY_SECRET = "OSS_ACCESS_KEY_SECRET";

    private ConfigLoader() {}

    /** @throws ConfigurationException when something is unknown, missing or wrong */
    static ServerConfig load(Optional<Path> file, Map<String, String> environment, SettingNode.Section flags) {
        SettingNode.Section settings = file.or(
                        () -> Optional.ofNullable(environment.get(EnvironmentSettings.CONFIGURATION_FILE))
                                .map(Path::of))
                .map(YamlSettings::read)
                .orElseGet(() -> SettingNode.Section.empty("the configuration"))
                .overlaidBy(EnvironmentSettings.read(environment))
                .overlaidBy(flags);
        return SettingBinder.bind(ServerConfig.class, settings).withRootCredentials(rootCredentials(environment));
    }

    private static Optional<RootCredentials> rootCredentials(Map<String, String> environment) {
        String id = environment.getOrDefault(ACCESS_KEY_ID, "");
        String secret = environment.getOrDefault(ACCESS_KEY_SECRET, "");
        if (id.isBlank() != secret.isBlank()) {
            throw new ConfigurationException("the environment: " + ACCESS_KEY_ID + " and " + ACCESS_KEY_SECRET
                    + " are set together or not at all");
        }
        return id.isBlank() ? Optional.empty() : Optional.of(new RootCredentials(id, new Secret(secret)));
    }
}
