package io.coffer.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Whose certificates are believed.
 *
 * @param context empty trusts what the platform trusts
 */
public record TlsTrust(Optional<SSLContext> context) {
    public static TlsTrust ofPlatform() {
        return new TlsTrust(Optional.empty());
    }

    /**
     * Trusts the certificates of a PEM file and no others.
     *
     * @throws UsageException when the file has none
     */
    public static TlsTrust only(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                trusted.setCertificateEntry("ca-" + trusted.size(), certificate);
            }
            if (trusted.size() == 0) {
                throw new UsageException(file + " holds no certificate");
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return new TlsTrust(Optional.of(context));
        } catch (IOException | GeneralSecurityException unreadable) {
            throw new UsageException(file + " cannot be read as certificates: "
                    + unreadable.getClass().getSimpleName());
        }
    }
}
