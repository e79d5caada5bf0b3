package io.coffer.encryption;

import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.Arrays;

/** SM4-GCM by libgcrypt, byte for byte what {@link Sm4SegmentCipher} gives. The key lies in native memory until it is closed. */
final class GcryptSm4SegmentCipher implements SegmentCipher {
    /** for what is dropped without being closed */
    private static final Cleaner CLEANER = Cleaner.create();

    private final Gcrypt gcrypt;
    private final long handle;
    private final Cleaner.Cleanable wipe;
    private boolean closed;

    /** Takes the key over and wipes the array. */
    GcryptSm4SegmentCipher(Gcrypt gcrypt, byte[] key) {
        this.gcrypt = gcrypt;
        long opened = gcrypt.newSm4(key);
        this.handle = opened;
        this.wipe = CLEANER.register(this, () -> gcrypt.release(opened));
        Arrays.fill(key, (byte) 0);
    }

    @Override
    public void seal(byte[] nonce, byte[] plaintext, int offset, int length, byte[] target, int targetOffset) {
        try {
            gcrypt.seal(handle(), nonce, plaintext, offset, length, target, targetOffset);
        } finally {
            // or the cleaner could come while the call runs
            Reference.reachabilityFence(this);
        }
    }

    @Override
    public boolean open(byte[] nonce, byte[] ciphertext, int length, byte[] target) {
        try {
            return gcrypt.open(handle(), nonce, ciphertext, length, target);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private long handle() {
        if (closed) {
            throw new IllegalStateException("the cipher is closed");
        }
        return handle;
    }

    @Override
    public void close() {
        closed = true;
        wipe.clean();
    }
}
