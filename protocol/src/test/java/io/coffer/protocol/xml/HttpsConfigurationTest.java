package io.coffer.protocol.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.setting.HttpsConfiguration;
import io.coffer.model.setting.HttpsConfiguration.CipherSuites;
import io.coffer.model.setting.HttpsConfiguration.TlsVersion;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which connections a configuration takes. */
class HttpsConfigurationTest {
    private static final String SUITE = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";

    @Test
    void versionsCountOnlyWhenTheyAreEnabled() {
        HttpsConfiguration newest = new HttpsConfiguration(true, List.of(TlsVersion.TLS_1_3), Optional.empty());
        assertThat(newest.takes("TLSv1.3", "TLS_AES_128_GCM_SHA256")).isTrue();
        assertThat(newest.takes("TLSv1.2", SUITE)).isFalse();
        assertThat(newest.takes("", "")).isFalse();
        assertThat(new HttpsConfiguration(true, List.of(TlsVersion.TLS_1_0), Optional.empty()).takes("TLSv1", SUITE))
                .isTrue();
        assertThat(HttpsConfiguration.OFF.takes("TLSv1.2", SUITE)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, true",
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, true",
        "TLSv1.2, TLS_RSA_WITH_AES_128_GCM_SHA256, false",
        "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256, false",
        "TLSv1.3, TLS_AES_256_GCM_SHA384, true"
    })
    void strongSuites(String protocol, String suite, boolean taken) {
        assertThat(suites(new CipherSuites(true, true, List.of(), List.of())).takes(protocol, suite))
                .isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, ECDHE-RSA-AES128-GCM-SHA256",
        "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384, ECDHE-ECDSA-AES256-SHA384",
        "TLSv1.2, TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA, ECDHE-RSA-AES256-SHA",
        "TLSv1.2, TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256, DHE-RSA-CHACHA20-POLY1305",
        "TLSv1.2, TLS_RSA_WITH_AES_128_CBC_SHA, AES128-SHA",
        "TLSv1.3, TLS_AES_128_GCM_SHA256, TLS_AES_128_GCM_SHA256"
    })
    void namedSuites(String protocol, String suite, String name) {
        assertThat(suites(new CipherSuites(true, false, List.of(name), List.of(name)))
                        .takes(protocol, suite))
                .isTrue();
        assertThat(suites(new CipherSuites(true, false, List.of("other"), List.of("other")))
                        .takes(protocol, suite))
                .isFalse();
        assertThat(suites(new CipherSuites(false, false, List.of("other"), List.of("other")))
                        .takes(protocol, suite))
                .isTrue();
    }

    private static HttpsConfiguration suites(CipherSuites suites) {
        return new HttpsConfiguration(false, List.of(), Optional.of(suites));
    }
}
