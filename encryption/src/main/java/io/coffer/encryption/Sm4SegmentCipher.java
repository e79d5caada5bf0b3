package io.coffer.encryption;

import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.modes.GCMModeCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/** SM4-GCM (GB/T 32907, NIST SP 800-38D) by BouncyCastle. */
final class Sm4SegmentCipher implements SegmentCipher {
    private static final int TAG_BITS = SegmentLayout.TAG_LENGTH * 8;

    private final GCMModeCipher cipher = GCMBlockCipher.newInstance(new SM4Engine());
    private final byte[] key;

    /** Takes the key over. */
    Sm4SegmentCipher(byte[] key) {
        this.key = key;
    }

    @Override
    public void seal(byte[] nonce, byte[] plaintext, int offset, int length, byte[] target, int targetOffset) {
        cipher.init(true, parameters(nonce));
        int written = cipher.processBytes(plaintext, offset, length, target, targetOffset);
        try {
            cipher.doFinal(target, targetOffset + written);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("SM4-GCM cannot seal a segment", e);
        }
    }

    @Override
    public boolean open(byte[] nonce, byte[] ciphertext, int length, byte[] target) {
        cipher.init(false, parameters(nonce));
        int written = cipher.processBytes(ciphertext, 0, length, target, 0);
        try {
            cipher.doFinal(target, written);
            return true;
        } catch (InvalidCipherTextException e) {
            return false;
        }
    }

    private AEADParameters parameters(byte[] nonce) {
        return new AEADParameters(new KeyParameter(key), TAG_BITS, nonce);
    }

    @Override
    public void close() {
        Arrays.fill(key, (byte) 0);
    }
}
