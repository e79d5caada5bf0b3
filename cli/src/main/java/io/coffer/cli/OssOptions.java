package io.coffer.cli;

import io.coffer.cli.oss.AddressingStyle;
import io.coffer.cli.oss.OssClient;
import io.coffer.cli.oss.SignVersion;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the OSS API is spoken to, for the verbs that do. */
public final class OssOptions {
    @Option(
            names = "--sign-version",
            paramLabel = "v1|v4",
            description = "The version of the signature (v4, or that of the configuration file).")
    private Optional<SignVersion> signVersion = Optional.empty();

    @Option(
            names = "--addressing-style",
            paramLabel = "path|virtual|cname",
            description = "Where the bucket is named (virtual for aliyuncs.com, else path).")
    private Optional<AddressingStyle> addressing = Optional.empty();

    public OssClient client(ConnectionOptions connection, Surroundings surroundings) {
        return new OssClient(connection.oss(addressing, signVersion, surroundings));
    }
}
