package io.coffer.encryption;

import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import javax.crypto.KeyGenerator;

/** A key in a token that its attributes allow to leave. */
record ExtractableKey(AuthProvider provider) implements AutoCloseable {
    static ExtractableKey make(Path library, String label, char[] pin) throws Exception {
        Provider provider = Security.getProvider("SunPKCS11").configure("""
                --name = weak
                library = %s
                slotListIndex = 0
                attributes(*, CKO_SECRET_KEY, *) = {
                  CKA_SENSITIVE = false
                  CKA_EXTRACTABLE = true
                }
                """.formatted(library));
        KeyStore objects = KeyStore.getInstance("PKCS11", provider);
        objects.load(null, pin);
        KeyGenerator generator = KeyGenerator.getInstance("HmacSHA256", provider);
        generator.init(256);
        objects.setEntry(label, new KeyStore.SecretKeyEntry(generator.generateKey()), null);
        return new ExtractableKey((AuthProvider) provider);
    }

    @Override
    public void close() throws Exception {
        provider.logout();
    }
}
