package io.coffer.cli.oss;

import io.coffer.cli.Credentials;
import io.coffer.cli.TlsTrust;
import io.coffer.model.Region;
import java.net.URI;

/**
 * A service and who asks it.
 *
 * @param endpoint scheme, host and port
 * @param region what signatures of version 4 are made for
 */
public record OssConnection(
        URI endpoint,
        Region region,
        AddressingStyle addressing,
        SignVersion signVersion,
        TlsTrust trust,
        Credentials credentials) {}
