package io.coffer.encryption;

import java.security.GeneralSecurityException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-GCM of whole messages by the JDK, with tags of 16 bytes. Looking a cipher up takes longer than opening a few hundred
 * bytes with it, so a few are kept. One is taken for one message and by one thread, and is given back without the message's
 * key; one that failed is dropped.
 */
final class AesGcm {
    private static final String TRANSFORMATION = "AES/GCM/NoPadding";
    private static final int TAG_BITS = SegmentLayout.TAG_LENGTH * 8;
    private static final int NONCE_LENGTH = 12;

    /** Takes the place of the last message's key in a cipher that waits. */
    private static final SecretKey NO_KEY = new SecretKeySpec(new byte[32], "AES");

    private static final GCMParameterSpec NO_NONCE = new GCMParameterSpec(TAG_BITS, new byte[NONCE_LENGTH]);

    private static final AtomicReferenceArray<Cipher> WAITING = new AtomicReferenceArray<>(
            Integer.highestOneBit(4 * Runtime.getRuntime().availableProcessors()));

    private AesGcm() {}

    /** @return how many bytes were written to the target: the ciphertext, then the tag */
    static int seal(
            SecretKey key, byte[] nonce, byte[] associatedData, Bytes plaintext, byte[] target, int targetOffset) {
        try {
            return run(Cipher.ENCRYPT_MODE, key, nonce, associatedData, plaintext, target, targetOffset);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM cannot seal", e);
        }
    }

    /**
     * @param sealed the ciphertext, then the tag
     * @return false when it is not authentic; the target is not to be used then
     */
    static boolean open(
            SecretKey key, byte[] nonce, byte[] associatedData, Bytes sealed, byte[] target, int targetOffset) {
        try {
            run(Cipher.DECRYPT_MODE, key, nonce, associatedData, sealed, target, targetOffset);
            return true;
        } catch (AEADBadTagException e) {
            return false;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM cannot open", e);
        }
    }

    /** A piece of an array. */
    @SuppressWarnings("ArrayRecordComponent") // passed along, never compared
    record Bytes(byte[] array, int offset, int length) {
        static Bytes of(byte[] array) {
            return new Bytes(array, 0, array.length);
        }
    }

    private static int run(
            int mode, SecretKey key, byte[] nonce, byte[] associatedData, Bytes input, byte[] target, int targetOffset)
            throws GeneralSecurityException {
        int place = (int) Thread.currentThread().threadId() & (WAITING.length() - 1);
        Cipher waiting = WAITING.getAndSet(place, null);
        Cipher cipher = waiting == null ? Cipher.getInstance(TRANSFORMATION) : waiting;
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(associatedData);
        int written = cipher.doFinal(input.array(), input.offset(), input.length(), target, targetOffset);
        // in the same mode: the JDK keeps the last key of each
        cipher.init(mode, NO_KEY, NO_NONCE);
        WAITING.set(place, cipher);
        return written;
    }
}
