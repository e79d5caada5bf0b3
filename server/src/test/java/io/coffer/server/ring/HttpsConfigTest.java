package io.coffer.server.ring;

import static io.coffer.protocol.Method.DELETE;
import static io.coffer.protocol.Method.GET;
import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.protocol.Method;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Covers({"PutBucketHttpsConfig", "GetBucketHttpsConfig"})
class HttpsConfigTest {
    private static final String PASSWORD = "changeit";
    private static final String ONLY_NEWEST = "<TLS><Enable>true</Enable><TLSVersion>TLSv1.3</TLSVersion></TLS>";

    @TempDir
    private static Path directory;

    private static Ring plain;
    private static Ring secure;

    @BeforeAll
    static void start() throws Exception {
        makeCertificate();
        plain = Ring.inMemory();
        secure = Ring.inMemory("tls:\n  certificate: %s\n  key: %s"
                .formatted(directory.resolve("server.crt"), directory.resolve("server.key")));
    }

    @AfterAll
    static void stop() {
        plain.close();
        secure.close();
    }

    @Test
    void nothingIsAskedOfConnectionsAtFirst() {
        plain.owner().create("unset");
        assertThat(get("unset")).isEqualTo("<TLS><Enable>false</Enable></TLS>");
    }

    @Test
    void whatIsSetIsAnswered() {
        plain.owner().create("set");
        String all = "<TLS><Enable>true</Enable><TLSVersion>TLSv1.2</TLSVersion><TLSVersion>TLSv1.3</TLSVersion></TLS>"
                + "<CipherSuite><Enable>true</Enable><StrongCipherSuite>false</StrongCipherSuite>"
                + "<CustomCipherSuite>ECDHE-ECDSA-AES128-SHA256</CustomCipherSuite>"
                + "<CustomCipherSuite>ECDHE-ECDSA-AES256-CCM8</CustomCipherSuite>"
                + "<TLS13CustomCipherSuite>TLS_AES_256_GCM_SHA384</TLS13CustomCipherSuite></CipherSuite>";
        assertThat(put("set", all).outcome()).isEqualTo("200");
        assertThat(get("set")).isEqualTo(all);
        put("set", "<TLS><Enable>true</Enable><TLSVersion>TLSv1.2</TLSVersion><TLSVersion>TLSv1.2</TLSVersion></TLS>");
        assertThat(get("set")).isEqualTo("<TLS><Enable>true</Enable><TLSVersion>TLSv1.2</TLSVersion></TLS>");
        put("set", "<TLS><Enable>false</Enable></TLS>");
        assertThat(get("set")).isEqualTo("<TLS><Enable>false</Enable></TLS>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<TLS/>",
                "<TLS><Enable>true</Enable></TLS>",
                "<TLS><Enable>yes</Enable><TLSVersion>TLSv1.2</TLSVersion></TLS>",
                "<TLS><Enable>true</Enable><TLSVersion>aaa</TLSVersion><TLSVersion>bbb</TLSVersion></TLS>",
                "<TLS><Enable>true</Enable><TLSVersion>TLSv1.2</TLSVersion></TLS>"
                        + "<CipherSuite><Enable>true</Enable></CipherSuite>",
                "<TLS><Enable>true</Enable><TLSVersion>TLSv1.2</TLSVersion></TLS>"
                        + "<CipherSuite><StrongCipherSuite>true</StrongCipherSuite></CipherSuite>",
                "<TLS><Enable>true</Enable><TLSVersion>TLSv1.2</TLSVersion></TLS><CipherSuite><Enable>true</Enable>"
                        + "<CustomCipherSuite>a b</CustomCipherSuite></CipherSuite>"
            })
    void badConfigurationsChangeNothing(String children) {
        plain.owner().create("bad");
        put("bad", ONLY_NEWEST);
        assertThat(put("bad", children).outcome()).isEqualTo("400 MalformedXML");
        assertThat(get("bad")).isEqualTo(ONLY_NEWEST);
    }

    @Test
    void aServerWithoutTlsLocksNobodyOut() {
        plain.owner().create("without-tls");
        put("without-tls", ONLY_NEWEST);
        assertThat(plain.owner().put("without-tls", "key", "text").outcome()).isEqualTo("200");
        assertThat(plain.owner().get("without-tls", "key").text()).isEqualTo("text");
    }

    @Test
    void anotherVersionIsRefusedButCanStillTakeTheRuleBack() throws Exception {
        Client owner = secure.owner();
        assertThat(status("TLSv1.3", owner.bucket(PUT, "over-tls"))).contains("200");
        assertThat(status("TLSv1.2", owner.object(PUT, "over-tls", "key").body("text")))
                .contains("200");
        assertThat(status("TLSv1.3", configure("over-tls", ONLY_NEWEST))).contains("200");
        for (Call refused : new Call[] {
            owner.object(GET, "over-tls", "key"),
            owner.bucket(GET, "over-tls"),
            owner.bucket(GET, "over-tls").with("acl"),
            owner.bucket(DELETE, "over-tls")
        }) {
            assertThat(status("TLSv1.2", refused)).contains("403", "AccessDenied");
        }
        assertThat(status("TLSv1.3", owner.object(GET, "over-tls", "key"))).contains("200", "text");
        assertThat(status("TLSv1.2", owner.bucket(GET, "over-tls").with("httpsConfig")))
                .contains("200");
        assertThat(status("TLSv1.2", configure("over-tls", "<TLS><Enable>false</Enable></TLS>")))
                .contains("200");
        assertThat(status("TLSv1.2", owner.object(GET, "over-tls", "key"))).contains("200", "text");
    }

    @Test
    void aCopyReadsItsSourceOverAnAllowedConnectionOnly() throws Exception {
        Client owner = secure.owner();
        status("TLSv1.3", owner.bucket(PUT, "copy-source"));
        status("TLSv1.3", owner.bucket(PUT, "copy-target"));
        status("TLSv1.3", owner.object(PUT, "copy-source", "key").body("text"));
        status("TLSv1.3", configure("copy-source", ONLY_NEWEST));
        assertThat(status("TLSv1.2", copy(owner))).contains("403", "AccessDenied");
        assertThat(status("TLSv1.3", copy(owner))).contains("200");
    }

    @Test
    void policiesSeeTheVersion() throws Exception {
        Client owner = secure.owner();
        status("TLSv1.3", owner.bucket(PUT, "tls-policy"));
        String policy =
                "{\"Version\":\"1\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"oss:*\","
                        + "\"Resource\":\"*\",\"Condition\":{\"NumericLessThan\":{\"oss:TLSVersion\":\"1.3\"}}}]}";
        status("TLSv1.3", owner.bucket(PUT, "tls-policy").with("policy").body(policy));
        assertThat(status("TLSv1.2", owner.bucket(GET, "tls-policy"))).contains("403", "AccessDenied");
        assertThat(status("TLSv1.3", owner.bucket(GET, "tls-policy"))).contains("200");
    }

    private static Call copy(Client owner) {
        return owner.object(PUT, "copy-target", "copy").header("x-oss-copy-source", "/copy-source/key");
    }

    private static Call configure(String bucket, String children) {
        return secure.owner()
                .bucket(PUT, bucket)
                .with("httpsConfig")
                .body("<HttpsConfiguration>" + children + "</HttpsConfiguration>");
    }

    private static Answer put(String bucket, String children) {
        return plain.owner()
                .bucket(PUT, bucket)
                .with("httpsConfig")
                .body("<HttpsConfiguration>" + children + "</HttpsConfiguration>")
                .send();
    }

    private static String get(String bucket) {
        String text = plain.owner()
                .bucket(Method.GET, bucket)
                .with("httpsConfig")
                .send()
                .text();
        return text.substring(
                text.indexOf("<HttpsConfiguration>") + "<HttpsConfiguration>".length(),
                text.indexOf("</HttpsConfiguration>"));
    }

    /** The whole answer as text, over a connection of that version. */
    private static String status(String version, Call call) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anyone()}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", secure.port())) {
            socket.setEnabledProtocols(new String[] {version});
            call.header("connection", "close");
            socket.getOutputStream().write(call.message());
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void makeCertificate() throws Exception {
        Path store = directory.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=ring",
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
        write("server.crt", "CERTIFICATE", keys.getCertificate("server").getEncoded());
        write(
                "server.key",
                "PRIVATE KEY",
                keys.getKey("server", PASSWORD.toCharArray()).getEncoded());
    }

    private static void write(String file, String kind, byte[] der) throws IOException {
        Files.writeString(
                directory.resolve(file),
                "-----BEGIN " + kind + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + kind
                        + "-----\n");
    }

    /** Whose certificate it is does not matter here. */
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
