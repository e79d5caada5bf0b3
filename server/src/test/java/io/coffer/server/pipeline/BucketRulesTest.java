package io.coffer.server.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.setting.HttpsConfiguration;
import io.coffer.model.setting.HttpsConfiguration.TlsVersion;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.RequestBody;
import io.coffer.protocol.Target;
import io.coffer.protocol.TlsConnection;
import io.coffer.server.bucket.BareBucket;
import io.coffer.server.bucket.BucketRecord;
import io.coffer.server.bucket.BucketSettings;
import io.coffer.server.bucket.BucketSnapshot;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BucketRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final HttpsConfiguration NEWEST =
            new HttpsConfiguration(true, List.of(TlsVersion.TLS_1_3), Optional.empty());

    @Test
    void withoutTlsARequestIsRefusedOnlyWhereTlsIsOffered() {
        refused(Optional.empty(), NEWEST, true);
        taken(Optional.empty(), NEWEST, false);
        taken(Optional.empty(), HttpsConfiguration.OFF, true);
    }

    @Test
    void overTlsTheVersionCounts() {
        taken(Optional.of(new TlsConnection("TLSv1.3", "TLS_AES_128_GCM_SHA256")), NEWEST, true);
        refused(Optional.of(new TlsConnection("TLSv1.2", "TLS_RSA_WITH_AES_128_CBC_SHA")), NEWEST, true);
        refused(Optional.of(new TlsConnection("", "")), NEWEST, true);
        taken(Optional.of(new TlsConnection("TLSv1.2", "TLS_RSA_WITH_AES_128_CBC_SHA")), HttpsConfiguration.OFF, true);
    }

    private static void taken(Optional<TlsConnection> tls, HttpsConfiguration rule, boolean tlsOffered) {
        assertThatCode(() -> BucketRules.checkConnection(request(tls), bucket(rule), tlsOffered))
                .doesNotThrowAnyException();
    }

    private static void refused(Optional<TlsConnection> tls, HttpsConfiguration rule, boolean tlsOffered) {
        assertThatThrownBy(() -> BucketRules.checkConnection(request(tls), bucket(rule), tlsOffered))
                .isInstanceOfSatisfying(
                        OssException.class,
                        refusal -> assertThat(refusal.error()).isEqualTo(OssError.CONNECTION_NOT_ALLOWED));
    }

    private static BucketSnapshot bucket(HttpsConfiguration rule) {
        BucketRecord record = BareBucket.named("bucket");
        return new BucketSnapshot(record.with(BucketSettings.HTTPS, rule), 1);
    }

    private static OssRequest request(Optional<TlsConnection> tls) {
        return new OssRequest(
                "5F0A",
                Method.GET,
                new Target(Optional.of("bucket"), Optional.empty(), Target.AddressStyle.PATH),
                Optional.empty(),
                QueryParameters.NONE,
                Headers.NONE,
                RequestBody.EMPTY,
                tls,
                "localhost",
                "localhost",
                "127.0.0.1",
                NOW);
    }
}
