package io.coffer.cli;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every verb. */
final class ConnectionOptions {
    private static final String OSS = "http://127.0.0.1:9000";

    @Option(
            names = {"-e", "--endpoint"},
            paramLabel = "URL",
            description = "The OSS API (" + OSS + ", or the endpoint in ~/.ossutilconfig).")
    private @Nullable String endpoint;

    @Option(
            names = "--admin-endpoint",
            paramLabel = "URL",
            description = "The administration port (http://127.0.0.1:9001).")
    private String adminEndpoint = "http://127.0.0.1:9001";

    @Option(names = "--region", paramLabel = "ID", description = "The server's region (cn-hangzhou).")
    private String region = "cn-hangzhou";

    @Option(
            names = {"--output", "--output-format"},
            paramLabel = "table|json",
            description = "How the answer is written (table).")
    private Output output = Output.table;

    @Option(
            names = "--ca-certificate",
            paramLabel = "FILE",
            description = "PEM file of the certificates to trust, and no others.")
    private @Nullable Path certificates;

    /** Spelled as they are typed. */
    enum Output {
        table,
        json
    }

    Output output() {
        return output;
    }

    AdministrationClient administration(CofferCommandLine.Surroundings surroundings) {
        ossEndpoint(surroundings.home());
        TlsTrust trust = certificates == null ? TlsTrust.ofPlatform() : TlsTrust.only(certificates);
        Credentials credentials = Credentials.find(surroundings.environment(), surroundings.home());
        return AdministrationClient.to(address("--admin-endpoint", adminEndpoint), region, trust, credentials);
    }

    /** @throws UsageException when it is no address */
    URI ossEndpoint(Path home) {
        return endpoint == null
                ? address(
                        "the endpoint of ~/.ossutilconfig",
                        OssutilConfiguration.read(home).endpoint().orElse(OSS))
                : address("--endpoint", endpoint);
    }

    private static URI address(String origin, String text) {
        String withScheme = text.contains("://") ? text : "http://" + text;
        try {
            URI address = URI.create(withScheme);
            boolean speaksHttp = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (speaksHttp && address.getHost() != null && address.getUserInfo() == null) {
                return address;
            }
        } catch (IllegalArgumentException notAnAddress) {
            // reported below with the rest
        }
        throw new UsageException(origin + " must be http://HOST:PORT or https://HOST:PORT, not " + text);
    }
}
