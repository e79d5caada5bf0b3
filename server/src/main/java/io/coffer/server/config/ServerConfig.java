package io.coffer.server.config;

import io.coffer.model.Contract;
import io.coffer.model.Region;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Everything a server is told at its start.
 *
 * @param rootKey where it was set; {@link #rootKeyFile()} knows the place used otherwise
 * @param domains own domains beside those built in
 * @param cnameDomains may be bound without proof of ownership
 * @param rootCredentials the first account's root access key for this run only, from the environment
 */
public record ServerConfig(
        @Setting(value = "Directory of the data; created when absent.", fallback = "coffer-data")
        Path data,

        @Setting(value = "Where the OSS API is served; port 0 is any free one.", fallback = "127.0.0.1:9000")
        ListenAddress listen,

        @Setting(value = "Where administration (RAM, STS, KMS) is served.", fallback = "127.0.0.1:9001")
        ListenAddress adminListen,

        @Setting("Domains whose subdomains name buckets, beside `oss*.aliyuncs.com` and `localhost`.")
        List<String> domains,

        @Setting("Domains that PutCname may bind to buckets, with their subdomains; `*` is any."
                + " The operator answers for it that they belong to whom binds them, since no DNS is asked.")
        List<String> cnameDomains,

        @Setting("File of the root key; without it `<data>.root-key`, beside the data directory."
                + " Losing this file loses the data.")
        Optional<Path> rootKey,

        @Setting("A root key in a PKCS#11 token (an HSM), in the place of the file's.")
        Optional<RootKeyTokenConfig> rootKeyToken,

        @Setting("TLS on both ports; without it both speak plain HTTP.")
        Optional<TlsConfig> tls,

        @Setting(
                value = "Which answer counts where Alibaba's page of GetBucketEncryption and the live service differ.",
                fallback = "documented")
        Contract contract,

        @Setting(value = "The region this server stands for.", fallback = "cn-hangzhou")
        Region region,

        @Setting("The storage engine.") StorageConfig storage,

        @Setting("The store of keys.") KeysConfig keys,

        @Setting("Encryption that needs nobody to ask for it.")
        EncryptionConfig encryption,

        @Setting("How lifecycle rules are carried out.") LifecycleConfig lifecycle,

        @Setting("How archived objects are restored.") ArchiveConfig archive,

        @Setting("Accounts beside the first one.") List<AccountConfig> accounts,

        @Setting("Risks that do not stop the start.") List<Risk> acceptedRisks,

        @Setting("What one server takes on at most.") LimitsConfig limits,

        @Setting("Calls to application servers after uploads.")
        CallbackConfig callback,

        @Setting("Logs of the server, of requests, and of single buckets.")
        LoggingConfig logging,

        @Setting("Traces of requests by OpenTelemetry; none without it.")
        Optional<TracingConfig> tracing,

        @Setting("Replication between buckets.") ReplicationConfig replication,

        @Setting("The record of changes.") AuditConfig audit,

        @Setting("The log of what master keys are used for.")
        KeyLogConfig keyLog,

        @Setting("Signed checkpoints, by which a store that was put back to an older state is recognised.")
        CheckpointsConfig checkpoints,

        @Setting("How refusals are explained.") DiagnosticsConfig diagnostics,

        @Setting("Putting what is stored under another key.")
        RewrapConfig rewrap,

        @Setting("Backups of the store.") BackupConfig backup,

        @Setting("The search for damage.") ScrubConfig scrub,

        @Setting("Several servers over one store.") GatewaysConfig gateways,

        @Setting("Carrying the store over to another storage ([cluster.md](cluster.md)); none without it.")
        Optional<MigrationConfig> migration,

        Optional<RootCredentials> rootCredentials) {
    private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
    private static final String ANY_DOMAIN = "*";
    private static final Pattern DOMAIN = Pattern.compile(LABEL + "(\\." + LABEL + ")*");

    public ServerConfig {
        domains = List.copyOf(domains);
        cnameDomains = List.copyOf(cnameDomains);
        accounts = List.copyOf(accounts);
        acceptedRisks = List.copyOf(acceptedRisks);
        domains.forEach(domain -> requireDomain("domains", domain));
        cnameDomains.stream()
                .filter(domain -> !domain.equals(ANY_DOMAIN))
                .forEach(domain -> requireDomain("cname-domains", domain));
        requireDistinct("id", accounts, account -> account.id().stream().map(Object::toString));
        requireDistinct("name", accounts, account -> Stream.of(account.name()));
        requireDistinct(
                "root-access-key.id",
                accounts,
                account -> Stream.of(account.rootAccessKey().id()));
        Path directory = data.toAbsolutePath().normalize();
        if (directory.getFileName() == null) {
            throw new IllegalArgumentException("data: the root of the file system cannot be the data directory");
        }
        if (rootKey.isPresent() && rootKey.get().toAbsolutePath().normalize().startsWith(directory)) {
            throw new IllegalArgumentException(
                    "root-key: the root key cannot lie in the data directory, or a backup of the data holds its key");
        }
        if (rootKey.isPresent() && rootKeyToken.isPresent()) {
            throw new IllegalArgumentException("root-key-token: root-key names a file already; there is one root key");
        }
        if (listen.port() != 0 && listen.equals(adminListen)) {
            throw new IllegalArgumentException("admin-listen: " + adminListen + " is the address of listen");
        }
    }

    /** The file of the root key: the one named, or {@code <data>.root-key} beside the data directory. */
    public Path rootKeyFile() {
        return rootKey.map(Path::toAbsolutePath).orElseGet(() -> besideData(".root-key"));
    }

    /** The file of the access log: the one named, or {@code <data>.access.log} beside the data directory. */
    public Path accessLogFile() {
        return logging.accessFile().map(Path::toAbsolutePath).orElseGet(() -> besideData(".access.log"));
    }

    private Path besideData(String suffix) {
        Path directory = data.toAbsolutePath().normalize();
        return directory.resolveSibling(directory.getFileName() + suffix);
    }

    ServerConfig withRootCredentials(Optional<RootCredentials> credentials) {
        return new ServerConfig(
                data,
                listen,
                adminListen,
                domains,
                cnameDomains,
                rootKey,
                rootKeyToken,
                tls,
                contract,
                region,
                storage,
                keys,
                encryption,
                lifecycle,
                archive,
                accounts,
                acceptedRisks,
                limits,
                callback,
                logging,
                tracing,
                replication,
                audit,
                keyLog,
                checkpoints,
                diagnostics,
                rewrap,
                backup,
                scrub,
                gateways,
                migration,
                credentials);
    }

    /** Whether PutCname may bind the domain. */
    public boolean mayBeBound(String domain) {
        return cnameDomains.stream()
                .anyMatch(
                        listed -> listed.equals(ANY_DOMAIN) || domain.equals(listed) || domain.endsWith("." + listed));
    }

    private static void requireDomain(String key, String domain) {
        if (!DOMAIN.matcher(domain).matches()) {
            throw new IllegalArgumentException(key + ": '" + domain + "' is not a domain name in lower case");
        }
    }

    private static void requireDistinct(
            String key, List<AccountConfig> accounts, Function<AccountConfig, Stream<String>> value) {
        Set<String> seen = new HashSet<>();
        accounts.stream().flatMap(value).forEach(text -> {
            if (!seen.add(text)) {
                throw new IllegalArgumentException("accounts: two accounts have the " + key + " " + text);
            }
        });
    }
}
