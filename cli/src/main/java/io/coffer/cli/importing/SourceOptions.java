package io.coffer.cli.importing;

import io.coffer.cli.ConnectionOptions;
import io.coffer.cli.Credentials;
import io.coffer.cli.Endpoints;
import io.coffer.cli.Surroundings;
import io.coffer.cli.TlsTrust;
import io.coffer.cli.UsageException;
import io.coffer.cli.oss.AddressingStyle;
import io.coffer.cli.oss.OssClient;
import io.coffer.cli.oss.OssConnection;
import io.coffer.cli.oss.SignVersion;
import io.coffer.model.Region;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The service that is copied from. */
final class SourceOptions {
    @Option(names = "--source-endpoint", paramLabel = "URL", required = true, description = "Where the buckets are.")
    private String endpoint = "";

    @Option(names = "--source-region", paramLabel = "ID", description = "Its region (that of the target).")
    private Optional<String> region = Optional.empty();

    @Option(
            names = "--source-profile",
            paramLabel = "NAME",
            description = {
                "The profile in ossutil's configuration file with the access key for it.",
                "Without it: OSS_SOURCE_ACCESS_KEY_ID, OSS_SOURCE_ACCESS_KEY_SECRET and OSS_SOURCE_SESSION_TOKEN."
            })
    private Optional<String> profile = Optional.empty();

    @Option(
            names = "--source-addressing-style",
            paramLabel = "path|virtual|cname",
            description = "As --addressing-style, for the source.")
    private Optional<AddressingStyle> addressing = Optional.empty();

    @Option(names = "--source-sign-version", paramLabel = "v1|v4", description = "As --sign-version, for the source.")
    private SignVersion signVersion = SignVersion.v4;

    @Option(
            names = "--source-ca-certificate",
            paramLabel = "FILE",
            description = "As --ca-certificate, for the source.")
    private Optional<Path> certificates = Optional.empty();

    OssClient client(ConnectionOptions connection, Surroundings surroundings) {
        URI address = Endpoints.parse("--source-endpoint", endpoint);
        return new OssClient(new OssConnection(
                address,
                region.map(SourceOptions::region).orElseGet(() -> connection.region(surroundings)),
                addressing.orElseGet(() -> AddressingStyle.of(address)),
                signVersion,
                certificates.map(TlsTrust::only).orElseGet(TlsTrust::ofPlatform),
                credentials(connection, surroundings)));
    }

    private Credentials credentials(ConnectionOptions connection, Surroundings surroundings) {
        return profile.map(name -> connection.profile(name, surroundings))
                .orElseGet(() -> Credentials.in(surroundings.environment(), "OSS_SOURCE")
                        .orElseThrow(() -> new UsageException("no credentials for the source: set"
                                + " OSS_SOURCE_ACCESS_KEY_ID and OSS_SOURCE_ACCESS_KEY_SECRET, or name a profile"
                                + " with --source-profile")));
    }

    private static Region region(String id) {
        try {
            return new Region(id);
        } catch (IllegalArgumentException notAnId) {
            throw new UsageException("--source-region must be an id such as cn-hangzhou, not " + id);
        }
    }
}
