package io.coffer.cli;

import io.coffer.cli.oss.AddressingStyle;
import io.coffer.cli.oss.OssConnection;
import io.coffer.cli.oss.SignVersion;
import io.coffer.model.Region;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The options of every verb: whom it asks and as whom. What none of them says is looked for in the environment, then in
 * ossutil's configuration file.
 */
public final class ConnectionOptions {
    private static final String OSS = "http://127.0.0.1:9000";
    private static final String REGION = "cn-hangzhou";

    @Option(
            names = {"-e", "--endpoint"},
            paramLabel = "URL",
            description = "The OSS API (OSS_ENDPOINT; " + OSS + ").")
    private @Nullable String endpoint;

    @Option(names = "--region", paramLabel = "ID", description = "The server's region (OSS_REGION; " + REGION + ").")
    private @Nullable String region;

    @Option(
            names = {"-i", "--access-key-id"},
            paramLabel = "ID",
            description = "The access key that signs (OSS_ACCESS_KEY_ID).")
    private String accessKeyId = "";

    @Option(
            names = {"-k", "--access-key-secret"},
            paramLabel = "SECRET",
            description = "Its secret (OSS_ACCESS_KEY_SECRET, which others on this machine cannot see).")
    private String accessKeySecret = "";

    @Option(
            names = {"-t", "--sts-token"},
            paramLabel = "TOKEN",
            description = "The security token of a temporary access key (OSS_SESSION_TOKEN).")
    private String securityToken = "";

    @Option(
            names = {"-c", "--config-file"},
            paramLabel = "FILE",
            description = "ossutil's configuration file (OSS_CONFIG_FILE; ~/.ossutilconfig).")
    private @Nullable Path configurationFile;

    @Option(names = "--profile", paramLabel = "NAME", description = "The profile in that file (OSS_PROFILE).")
    private @Nullable String profile;

    @Option(
            names = "--ca-certificate",
            paramLabel = "FILE",
            description = "PEM file of the certificates to trust, and no others.")
    private @Nullable Path certificates;

    /** @throws UsageException when there are none */
    public Credentials credentials(Surroundings surroundings) {
        if (accessKeyId.isEmpty() != accessKeySecret.isEmpty()) {
            throw new UsageException("--access-key-id and --access-key-secret are given together or not at all");
        }
        if (!accessKeyId.isEmpty()) {
            return new Credentials(accessKeyId, accessKeySecret, Optional.empty()).withToken(securityToken);
        }
        return Credentials.in(surroundings.environment(), "OSS")
                .or(() -> configuration(surroundings).credentials())
                .orElseThrow(() -> new UsageException("no credentials: set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET,"
                        + " or write them to ~/" + OssutilConfiguration.FILE))
                .withToken(securityToken);
    }

    /** @throws UsageException when it is no address */
    public URI endpoint(Surroundings surroundings) {
        String variable = surroundings.environment().getOrDefault("OSS_ENDPOINT", "");
        if (endpoint != null) {
            return Endpoints.parse("--endpoint", endpoint);
        }
        return variable.isEmpty()
                ? Endpoints.parse(
                        "the endpoint of the configuration file",
                        configuration(surroundings).value("endpoint").orElse(OSS))
                : Endpoints.parse("OSS_ENDPOINT", variable);
    }

    /** @throws UsageException when it is no region's id */
    public Region region(Surroundings surroundings) {
        String id = setting(region, "OSS_REGION", "region", surroundings).orElse(REGION);
        try {
            return new Region(id);
        } catch (IllegalArgumentException notAnId) {
            throw new UsageException("--region must be an id such as " + REGION + ", not " + id);
        }
    }

    public TlsTrust trust() {
        return certificates == null ? TlsTrust.ofPlatform() : TlsTrust.only(certificates);
    }

    /**
     * The OSS API with everything that is asked of it.
     *
     * @throws UsageException when something of it is wrong or missing
     */
    public OssConnection oss(
            Optional<AddressingStyle> addressing, Optional<SignVersion> signVersion, Surroundings surroundings) {
        URI address = endpoint(surroundings);
        return new OssConnection(
                address,
                region(surroundings),
                addressing
                        .or(() -> configured("addressing-style", AddressingStyle::valueOf, surroundings))
                        .orElseGet(() -> AddressingStyle.of(address)),
                signVersion
                        .or(() -> configured("sign-version", SignVersion::valueOf, surroundings))
                        .orElse(SignVersion.v4),
                trust(),
                credentials(surroundings));
    }

    private <T> Optional<T> configured(String name, Function<String, T> reader, Surroundings surroundings) {
        return configuration(surroundings).value(name).map(text -> {
            try {
                return reader.apply(text.toLowerCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                throw new UsageException(name + " of the configuration file cannot be " + text);
            }
        });
    }

    private Optional<String> setting(@Nullable String option, String variable, String name, Surroundings surroundings) {
        return Optional.ofNullable(option)
                .or(() -> variable(variable, surroundings.environment()))
                .or(() -> configuration(surroundings).value(name));
    }

    /**
     * The access key of another profile of the configuration file.
     *
     * @throws UsageException when it has none
     */
    public Credentials profile(String name, Surroundings surroundings) {
        return configuration(surroundings, Optional.of(name))
                .credentials()
                .orElseThrow(() -> new UsageException("the profile " + name + " has no access key"));
    }

    private OssutilConfiguration configuration(Surroundings surroundings) {
        return configuration(
                surroundings,
                Optional.ofNullable(profile).or(() -> variable("OSS_PROFILE", surroundings.environment())));
    }

    private OssutilConfiguration configuration(Surroundings surroundings, Optional<String> wanted) {
        Optional<Path> named = Optional.ofNullable(configurationFile)
                .or(() ->
                        variable("OSS_CONFIG_FILE", surroundings.environment()).map(Path::of));
        return OssutilConfiguration.read(
                named.orElseGet(() -> surroundings.home().resolve(OssutilConfiguration.FILE)),
                named.isPresent(),
                wanted);
    }

    private static Optional<String> variable(String name, Map<String, String> environment) {
        return Optional.ofNullable(environment.get(name)).filter(text -> !text.isEmpty());
    }
}
