package io.coffer.encryption;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;

/** A data key in use: its 32 secret bytes and the form it is stored in. Closing wipes the secret. */
public final class DataKey implements AutoCloseable {
    public static final int LENGTH = 32;

    private final byte[] secret;
    private final WrappedKey wrapped;
    private final Optional<KeptKey> kept;
    private boolean closed;

    /** Takes the array over: the caller neither keeps nor changes it. */
    public DataKey(byte[] secret, WrappedKey wrapped) {
        this(secret, wrapped, Optional.empty());
    }

    DataKey(byte[] secret, WrappedKey wrapped, Optional<KeptKey> kept) {
        if (secret.length != LENGTH) {
            throw new IllegalArgumentException("a data key has 32 bytes");
        }
        this.secret = secret;
        this.wrapped = wrapped;
        this.kept = kept;
    }

    /** The secret itself, not a copy. A closed key gives none: it would be all zeros. */
    byte[] secret() {
        if (closed) {
            throw new IllegalStateException("the data key is closed");
        }
        return secret;
    }

    /** The secret as key services take it. A text cannot be wiped: for the one call that hands it over. */
    public String toBase64() {
        return Base64.getEncoder().encodeToString(secret());
    }

    public WrappedKey wrapped() {
        return wrapped;
    }

    /** What this is a copy of; present when the key was opened before and no master key was used for this one. */
    public Optional<KeptKey> kept() {
        return kept;
    }

    /**
     * What comes of the secret and an input, always the same for the same input.
     *
     * @return an array of the caller's own
     */
    byte[] computed(byte[] input, Supplier<byte[]> computation) {
        return kept.map(key -> key.computed(input, computation)).orElseGet(computation);
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
