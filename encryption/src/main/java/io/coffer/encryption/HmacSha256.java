package io.coffer.encryption;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 by the JDK. Looking it up takes as long as computing it, so new ones are copies of one without a key. */
final class HmacSha256 {
    private static final String ALGORITHM = "HmacSHA256";
    private static final Mac PROTOTYPE = lookedUp();

    private HmacSha256() {}

    private static Mac lookedUp() {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            // the provider is chosen with the first key
            mac.init(key(new byte[1]));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + ALGORITHM, e);
        }
    }

    static SecretKeySpec key(byte[] key) {
        return new SecretKeySpec(key, ALGORITHM);
    }

    static Mac with(byte[] key) {
        try {
            Mac mac = (Mac) PROTOTYPE.clone();
            mac.init(key(key));
            return mac;
        } catch (GeneralSecurityException | CloneNotSupportedException e) {
            throw new IllegalStateException("this Java's " + ALGORITHM + " takes no key", e);
        }
    }
}
