package io.coffer.encryption;

/** Ciphers the segments of one extent. Used by one thread at a time; closing wipes the key. */
sealed interface SegmentCipher extends AutoCloseable
        permits AesSegmentCipher, Sm4SegmentCipher, GcryptSm4SegmentCipher {
    /** Writes ciphertext and tag to the target, which has room for them. */
    void seal(byte[] nonce, byte[] plaintext, int offset, int length, byte[] target, int targetOffset);

    /**
     * Writes the plaintext to the start of the target. Until it returns true the target holds nothing of meaning.
     *
     * @param length of ciphertext and tag
     * @return whether the segment is authentic
     */
    boolean open(byte[] nonce, byte[] ciphertext, int length, byte[] target);

    @Override
    void close();
}
