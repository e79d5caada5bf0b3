package io.coffer.server.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a start finds unsafe about its configuration.
 *
 * @param refused what stops the start
 * @param accepted what is as unsafe but was accepted by name; worth a warning
 */
public record ReadinessChecks(List<Finding> refused, List<Finding> accepted) {
    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    /** A risk where it was found. */
    public record Finding(Risk risk, String message) {}

    public ReadinessChecks {
        refused = List.copyOf(refused);
        accepted = List.copyOf(accepted);
    }

    /** Looks at the configuration and at the files it names; opens nothing. */
    public static ReadinessChecks of(ServerConfig config) {
        List<Finding> refused = new ArrayList<>();
        List<Finding> accepted = new ArrayList<>();
        findings(config)
                .forEach(
                        finding -> (config.acceptedRisks().contains(finding.risk()) ? accepted : refused).add(finding));
        return new ReadinessChecks(refused, accepted);
    }

    /** What to print instead of starting: each refusal with its remedy; empty when nothing is refused. */
    public String refusal() {
        StringBuilder text = new StringBuilder();
        refused.forEach(finding -> text.append("refused (")
                .append(finding.risk().text())
                .append("): ")
                .append(finding.message())
                .append('\n'));
        if (!refused.isEmpty()) {
            text.append("to start all the same, name it in accepted-risks (or COFFER_ACCEPTED_RISKS)\n");
        }
        return text.toString();
    }

    private static Stream<Finding> findings(ServerConfig config) {
        return Stream.of(
                        plainHttp(config),
                        plainKeyService(config),
                        memoryKeys(config),
                        rootKey(config),
                        secretFiles(config))
                .flatMap(stream -> stream);
    }

    private static Stream<Finding> plainHttp(ServerConfig config) {
        return Stream.of(config.listen(), config.adminListen())
                .filter(address -> config.tls().isEmpty() && !address.isLoopback())
                .map(address -> new Finding(
                        Risk.PLAIN_HTTP,
                        "plain HTTP on " + address + " can be read on its way; set tls.certificate and tls.key,"
                                + " or listen on a loopback address"));
    }

    private static Stream<Finding> plainKeyService(ServerConfig config) {
        return Stream.concat(
                        config.keys().remote().map(RemoteKeysConfig::endpoint).stream(),
                        config.keys().transit().map(TransitConfig::endpoint).stream())
                .filter(endpoint -> endpoint.getScheme().equals("http")
                        && !ListenAddress.parse(endpoint.getHost() + ":0").isLoopback())
                .map(endpoint -> new Finding(
                        Risk.PLAIN_KEY_SERVICE,
                        "data keys of " + endpoint + " can be read on their way; use its https address"));
    }

    private static Stream<Finding> memoryKeys(ServerConfig config) {
        boolean lost = config.keys().provider() == KeysConfig.Provider.LOCAL
                && config.keys().store() == KeysConfig.Store.MEMORY
                && config.storage().isPersistent();
        return lost
                ? Stream.of(new Finding(
                        Risk.MEMORY_KEYS,
                        "keys in memory end with this process, the data under them stays and cannot be read again;"
                                + " set keys.store: local"))
                : Stream.empty();
    }

    private static Stream<Finding> rootKey(ServerConfig config) {
        if (config.rootKeyToken().isPresent()) {
            return Stream.empty();
        }
        return exposed(Risk.READABLE_ROOT_KEY, "the root key file", config.rootKeyFile());
    }

    private static Stream<Finding> secretFiles(ServerConfig config) {
        Stream<SecretReference> accounts = config.accounts().stream()
                .map(account -> account.rootAccessKey().secret());
        Stream<SecretReference> keys = Stream.of(
                        config.keys().remote().map(RemoteKeysConfig::accessKeySecret),
                        config.keys().transit().map(TransitConfig::token),
                        config.rootKeyToken().map(RootKeyTokenConfig::pin),
                        config.tracing().flatMap(TracingConfig::authorization))
                .flatMap(Optional::stream);
        return Stream.concat(accounts, keys)
                .filter(SecretReference.File.class::isInstance)
                .map(SecretReference.File.class::cast)
                .flatMap(file -> exposed(Risk.READABLE_SECRET_FILE, "the secret's file", file.path()));
    }

    private static Stream<Finding> exposed(Risk risk, String what, Path file) {
        return isForOwnerOnly(file)
                ? Stream.empty()
                : Stream.of(new Finding(
                        risk, what + " " + file + " is open to others than its owner; use chmod 600 " + file));
    }

    /** A file that is not there yet, or a file system without such permissions, exposes nothing that could be seen. */
    private static boolean isForOwnerOnly(Path file) {
        try {
            return OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file));
        } catch (IOException | UnsupportedOperationException unknown) {
            return true;
        }
    }
}
