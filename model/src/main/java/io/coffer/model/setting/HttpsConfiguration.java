package io.coffer.model.setting;

import java.util.List;
import java.util.Optional;

/**
 * Which connections a bucket takes.
 *
 * @param enabled whether {@link #versions} count
 * @param versions the TLS versions that are taken, without doubles
 */
public record HttpsConfiguration(boolean enabled, List<TlsVersion> versions, Optional<CipherSuites> cipherSuites) {
    public static final HttpsConfiguration OFF = new HttpsConfiguration(false, List.of(), Optional.empty());

    public enum TlsVersion {
        TLS_1_0("TLSv1.0", "TLSv1"),
        TLS_1_1("TLSv1.1", "TLSv1.1"),
        TLS_1_2("TLSv1.2", "TLSv1.2"),
        TLS_1_3("TLSv1.3", "TLSv1.3");

        private final String wire;
        private final String protocol;

        TlsVersion(String wire, String protocol) {
            this.wire = wire;
            this.protocol = protocol;
        }

        public String wire() {
            return wire;
        }

        /** The name under which Java knows it. */
        public String protocol() {
            return protocol;
        }

        public static Optional<TlsVersion> fromWire(String text) {
            for (TlsVersion version : values()) {
                if (version.wire.equals(text)) {
                    return Optional.of(version);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Which cipher suites are taken.
     *
     * @param strong whether only suites with forward secrecy and authenticated encryption are taken, whatever is named
     * @param custom those for TLS 1.2 and older, by the names of OpenSSL; all of them when none is named
     * @param tls13Custom those for TLS 1.3; all of them when none is named
     */
    public record CipherSuites(boolean enabled, boolean strong, List<String> custom, List<String> tls13Custom) {
        public CipherSuites {
            custom = List.copyOf(custom);
            tls13Custom = List.copyOf(tls13Custom);
        }

        /** @param suite by its name in the standards, such as {@code TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256} */
        boolean take(String protocol, String suite) {
            boolean newest = protocol.equals(TlsVersion.TLS_1_3.protocol());
            if (!enabled) {
                return true;
            }
            if (strong) {
                return newest || isStrong(suite);
            }
            List<String> named = newest ? tls13Custom : custom;
            return named.isEmpty() || named.contains(newest ? suite : openSslName(suite));
        }

        private static boolean isStrong(String suite) {
            return suite.contains("DHE_")
                    && (suite.contains("_GCM_") || suite.contains("_CCM") || suite.contains("_CHACHA20_"));
        }

        /** {@code TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256} is {@code ECDHE-RSA-AES128-GCM-SHA256} there. */
        private static String openSslName(String suite) {
            String name = suite.replaceFirst("^TLS_", "")
                    .replaceFirst("^RSA_WITH_", "")
                    .replace("_WITH_", "_")
                    .replaceFirst("AES_(128|256)", "AES$1")
                    .replace("_CBC_", "_")
                    .replaceFirst("CHACHA20_POLY1305_SHA256$", "CHACHA20_POLY1305");
            return name.replace('_', '-');
        }
    }

    public HttpsConfiguration {
        versions = versions.stream().distinct().toList();
    }

    /**
     * Whether a connection may be used.
     *
     * @param protocol as Java names it, such as {@code TLSv1.3}
     * @param suite as the standards name it
     */
    public boolean takes(String protocol, String suite) {
        boolean version =
                !enabled || versions.stream().anyMatch(taken -> taken.protocol().equals(protocol));
        return version
                && cipherSuites.map(suites -> suites.take(protocol, suite)).orElse(true);
    }
}
