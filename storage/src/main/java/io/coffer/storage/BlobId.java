package io.coffer.storage;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;

/** The identity of a body: 16 random bytes, never used twice in a store. */
@SuppressWarnings("ArrayRecordComponent") // equality is by content, below
public record BlobId(byte[] bytes) {
    public static final int LENGTH = 16;

    private static final SecureRandom RANDOM = new SecureRandom();

    public BlobId {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a blob id has 16 bytes");
        }
    }

    public static BlobId random() {
        byte[] bytes = new byte[LENGTH];
        RANDOM.nextBytes(bytes);
        return new BlobId(bytes);
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlobId id && Arrays.equals(bytes, id.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
