package io.coffer.server.authentication;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/** The secret half of an access key. It never prints itself. */
public final class AccessKeySecret {
    private final byte[] secret;

    private AccessKeySecret(byte[] secret) {
        this.secret = secret;
    }

    /** Takes the array over: the caller neither keeps nor changes it. */
    public static AccessKeySecret of(byte[] secret) {
        return new AccessKeySecret(secret);
    }

    public static AccessKeySecret of(String secret) {
        return new AccessKeySecret(secret.getBytes(StandardCharsets.UTF_8));
    }

    /** Lends a copy of the bytes, which is wiped when the function returns. */
    public <T> T use(Function<byte[], T> function) {
        byte[] copy = secret.clone();
        try {
            return function.apply(copy);
        } finally {
            Arrays.fill(copy, (byte) 0);
        }
    }

    /** The secret as text, for the one answer that shows it to its owner. */
    public String reveal() {
        return new String(secret, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "AccessKeySecret[redacted]";
    }
}
