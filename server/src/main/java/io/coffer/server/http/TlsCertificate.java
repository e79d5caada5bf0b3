package io.coffer.server.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A certificate chain and its key in PEM files. When the files change, new connections use the new ones. */
public final class TlsCertificate implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TlsCertificate.class);
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA");
    private static final int CHECK_SECONDS = 2;
    private static final char[] NO_PASSWORD = new char[0];

    private final Path certificateFile;
    private final Path keyFile;
    private final SslContextFactory.Server contextFactory = new SslContextFactory.Server();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("tls-certificate").factory());
    private FileTime[] seen;

    /** @throws IOException when the files cannot be read or do not hold a certificate and its PKCS #8 key */
    public TlsCertificate(Path certificateFile, Path keyFile) throws IOException {
        this.certificateFile = certificateFile;
        this.keyFile = keyFile;
        this.seen = times();
        contextFactory.setKeyStore(load());
        contextFactory.setKeyStorePassword("");
        contextFactory.setIncludeProtocols("TLSv1.2", "TLSv1.3");
        contextFactory.setSniRequired(false);
        ScheduledFuture<?> unused =
                watch.scheduleWithFixedDelay(this::reloadWhenChanged, CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
    }

    SslContextFactory.Server contextFactory() {
        return contextFactory;
    }

    void reloadWhenChanged() {
        try {
            FileTime[] now = times();
            if (Arrays.equals(now, seen)) {
                return;
            }
            KeyStore changed = load();
            contextFactory.reload(factory -> factory.setKeyStore(changed));
            seen = now;
            LOG.info("the TLS certificate {} was reloaded", certificateFile);
        } catch (Exception unusable) {
            LOG.warn("the changed TLS certificate cannot be used, the former one stays: {}", unusable.getMessage());
        }
    }

    private FileTime[] times() throws IOException {
        return new FileTime[] {Files.getLastModifiedTime(certificateFile), Files.getLastModifiedTime(keyFile)};
    }

    private KeyStore load() throws IOException {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            Certificate[] chain = factory.generateCertificates(
                            new ByteArrayInputStream(Files.readAllBytes(certificateFile)))
                    .toArray(Certificate[]::new);
            if (chain.length == 0) {
                throw new IOException("no certificate in " + certificateFile);
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, NO_PASSWORD);
            store.setKeyEntry("coffer", privateKey(), NO_PASSWORD, chain);
            return store;
        } catch (GeneralSecurityException unusable) {
            throw new IOException("the TLS certificate or key cannot be used: " + unusable.getMessage(), unusable);
        }
    }

    private PrivateKey privateKey() throws IOException, GeneralSecurityException {
        Matcher pem = PRIVATE_KEY.matcher(Files.readString(keyFile, StandardCharsets.US_ASCII));
        if (!pem.find()) {
            throw new IOException("no PKCS #8 private key (BEGIN PRIVATE KEY) in " + keyFile
                    + "; openssl pkcs8 -topk8 -nocrypt makes one");
        }
        PKCS8EncodedKeySpec encoded =
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem.group(1)));
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException other) {
                LOG.debug("the TLS key is no {} key", algorithm);
            }
        }
        throw new IOException("the private key in " + keyFile + " is neither RSA, EC nor EdDSA");
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
