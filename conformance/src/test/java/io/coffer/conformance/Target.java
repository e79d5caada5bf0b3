package io.coffer.conformance;

import java.net.URI;
import java.util.Optional;

/**
 * A service to test.
 *
 * @param endpoint scheme, host and port
 * @param region such as {@code cn-hangzhou}
 * @param contract the answers expected where two are known
 * @param certificate what a client must trust to use it over TLS
 * @param local whether it runs on this machine, so that its names are not found by DNS
 */
public record Target(
        URI endpoint,
        String region,
        String accessKeyId,
        String accessKeySecret,
        Contract contract,
        Optional<Certificate> certificate,
        boolean local) {

    /** The service named by the environment, if one is; it is expected to answer as the live service does. */
    public static Optional<Target> external() {
        return Optional.ofNullable(System.getenv("OSS_TEST_ENDPOINT"))
                .map(endpoint -> new Target(
                        URI.create(endpoint.contains("://") ? endpoint : "https://" + endpoint),
                        required("OSS_TEST_REGION"),
                        required("OSS_TEST_ACCESS_KEY_ID"),
                        required("OSS_TEST_ACCESS_KEY_SECRET"),
                        Contract.LIVE,
                        Optional.empty(),
                        false));
    }

    /** The same service under another host name. */
    public String endpointAt(String host) {
        return endpoint.getScheme() + "://" + host + ":" + endpoint.getPort();
    }

    private static String required(String variable) {
        return Optional.ofNullable(System.getenv(variable))
                .orElseThrow(() -> new IllegalStateException("OSS_TEST_ENDPOINT is set, but not " + variable));
    }

    @Override
    public String toString() {
        return endpoint.getScheme() + ", " + contract.option();
    }
}
