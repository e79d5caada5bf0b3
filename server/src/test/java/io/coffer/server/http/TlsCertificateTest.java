package io.coffer.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.protocol.Addressing;
import io.coffer.protocol.OssResponse;
import io.coffer.server.observability.PortLoad;
import io.coffer.server.observability.PortRecord;
import io.coffer.server.observability.RequestCount;
import io.coffer.server.observability.RequestObserver;
import io.coffer.server.observability.RequestTracing;
import io.coffer.server.pipeline.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The certificate of a port: read from PEM files, and read again when they change. */
class TlsCertificateTest {
    private static final String PASSWORD = "changeit";

    @TempDir
    private Path directory;

    @Test
    void newConnectionsGetTheChangedCertificate() throws Exception {
        make("first");
        try (TlsCertificate certificate = new TlsCertificate(chain(), key());
                HttpFront front = front(certificate)) {
            front.start();
            assertThat(subject(front.port(), "TLSv1.3")).isEqualTo("CN=first");
            make("second");
            Instant later = Instant.now().plusSeconds(5);
            Files.setLastModifiedTime(chain(), FileTime.from(later));
            Files.setLastModifiedTime(key(), FileTime.from(later));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> subject(front.port(), "TLSv1.3").equals("CN=second"));
        }
    }

    @Test
    void anUnusableChangeLeavesTheFormerCertificate() throws Exception {
        make("first");
        try (TlsCertificate certificate = new TlsCertificate(chain(), key());
                HttpFront front = front(certificate)) {
            front.start();
            Files.writeString(key(), "no key");
            certificate.reloadWhenChanged();
            assertThat(subject(front.port(), "TLSv1.3")).isEqualTo("CN=first");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void speaksTheTwoCurrentVersions(String version) throws Exception {
        make("first");
        try (TlsCertificate certificate = new TlsCertificate(chain(), key());
                HttpFront front = front(certificate)) {
            front.start();
            assertThat(subject(front.port(), version)).isEqualTo("CN=first");
        }
    }

    @Test
    void tellsWhatIsWrongWithTheKey() throws Exception {
        make("first");
        Files.writeString(key(), "-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----\n");
        assertThatThrownBy(() -> new TlsCertificate(chain(), key()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("PKCS #8");
    }

    private static HttpFront front(TlsCertificate certificate) {
        HttpSettings settings = new HttpSettings(
                16_384,
                100,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                ClientPace.ANY,
                10,
                new HttpSettings.Waiting(10, Duration.ofSeconds(10)),
                Duration.ofSeconds(1),
                Optional.of(certificate));
        return new HttpFront(
                "test",
                new Listener("127.0.0.1", 0),
                settings,
                new Addressing(List.of()),
                request -> new Outcome.Answered(Optional.empty(), OssResponse.empty(200)),
                new PortRecord(RequestObserver.NONE, RequestCount.NONE, new PortLoad("test"), RequestTracing.OFF),
                Clock.systemUTC());
    }

    private static String subject(int port, String version) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anyone()}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setEnabledProtocols(new String[] {version});
            socket.startHandshake();
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName();
        }
    }

    private Path chain() {
        return directory.resolve("server.crt");
    }

    private Path key() {
        return directory.resolve("server.key");
    }

    private void make(String name) throws Exception {
        Path store = directory.resolve(name + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        replace(chain(), "CERTIFICATE", keys.getCertificate("server").getEncoded());
        replace(
                key(),
                "PRIVATE KEY",
                keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
    }

    private static void replace(Path file, String kind, byte[] der) throws IOException {
        Path written = Files.writeString(
                file.resolveSibling("new.pem"),
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                        + "-----\n");
        Files.move(written, file, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The test looks at the certificate itself. */
    private static final class Anyone implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
