package io.coffer.server.authentication;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.coffer.protocol.signature.SigningKeys;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the signing keys of version 4 by access key, day, region and product. A key is used only with the secret it
 * was derived from, so a changed secret counts at once; it is wiped when it is dropped.
 */
final class RememberedSigningKeys implements SigningKeys {
    private static final int MOST_KEYS = 4096;
    private static final Duration UNUSED = Duration.ofMinutes(15);
    private static final MessageDigest DIGEST = digest();

    private final Cache<Use, DerivedKey> keys = Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .expireAfterAccess(UNUSED)
            .<Use, DerivedKey>removalListener((use, key, cause) -> wipe(key))
            .build();

    private record Use(String accessKeyId, String scope) {}

    @Override
    public byte[] key(String accessKeyId, String scope, byte[] secret, UnaryOperator<byte[]> derivation) {
        Use use = new Use(accessKeyId, scope);
        byte[] fingerprint = fingerprint(secret);
        return Optional.ofNullable(keys.getIfPresent(use))
                .flatMap(known -> known.copyFor(fingerprint))
                .orElseGet(() -> {
                    byte[] key = derivation.apply(secret);
                    keys.put(use, new DerivedKey(fingerprint, key.clone()));
                    return key;
                });
    }

    private static void wipe(@Nullable DerivedKey key) {
        if (key != null) {
            key.wipe();
        }
    }

    /** Tells secrets apart without keeping one. */
    private static byte[] fingerprint(byte[] secret) {
        try {
            return ((MessageDigest) DIGEST.clone()).digest(secret);
        } catch (CloneNotSupportedException foreign) {
            throw new IllegalStateException("SHA-256 of every Java platform can be copied", foreign);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    /** A key and of which secret it is. Locked, because it may be dropped while somebody copies it. */
    private static final class DerivedKey {
        private final byte[] fingerprint;
        private final byte[] key;
        private boolean wiped;

        DerivedKey(byte[] fingerprint, byte[] key) {
            this.fingerprint = fingerprint;
            this.key = key;
        }

        synchronized Optional<byte[]> copyFor(byte[] wanted) {
            return !wiped && MessageDigest.isEqual(fingerprint, wanted) ? Optional.of(key.clone()) : Optional.empty();
        }

        synchronized void wipe() {
            wiped = true;
            Arrays.fill(key, (byte) 0);
        }
    }
}
