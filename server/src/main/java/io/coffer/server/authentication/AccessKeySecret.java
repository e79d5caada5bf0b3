package io.coffer.server.authentication;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.Consumer;
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

    /** Lends a copy of the bytes, which is wiped when the borrower returns. */
    public void lend(Consumer<byte[]> borrower) {
        use(copy -> {
            borrower.accept(copy);
            return true;
        });
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

    /** Compared in constant time. */
    @Override
    public boolean equals(Object other) {
        return other instanceof AccessKeySecret that && MessageDigest.isEqual(secret, that.secret);
    }

    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "AccessKeySecret[redacted]";
    }
}
