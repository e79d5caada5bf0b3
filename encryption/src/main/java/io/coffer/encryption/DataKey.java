package io.coffer.encryption;

import java.util.Arrays;

/** A data key in use: its 32 secret bytes and the form it is stored in. Closing wipes the secret. */
public final class DataKey implements AutoCloseable {
    public static final int LENGTH = 32;

    private final byte[] secret;
    private final WrappedKey wrapped;
    private boolean closed;

    /** Takes the array over: the caller neither keeps nor changes it. */
    public DataKey(byte[] secret, WrappedKey wrapped) {
        if (secret.length != LENGTH) {
            throw new IllegalArgumentException("a data key has 32 bytes");
        }
        this.secret = secret;
        this.wrapped = wrapped;
    }

    /** The secret itself, not a copy. A closed key gives none: it would be all zeros. */
    byte[] secret() {
        if (closed) {
            throw new IllegalStateException("the data key is closed");
        }
        return secret;
    }

    public WrappedKey wrapped() {
        return wrapped;
    }

    @Override
    public void close() {
        closed = true;
        Arrays.fill(secret, (byte) 0);
    }

    @Override
    public String toString() {
        return "DataKey[" + wrapped + "]";
    }
}
