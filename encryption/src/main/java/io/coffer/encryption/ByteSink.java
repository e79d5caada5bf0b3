package io.coffer.encryption;

/** Takes the ciphertext in order. The bytes may change after the call. */
@FunctionalInterface
public interface ByteSink {
    void write(byte[] bytes, int offset, int length);
}
