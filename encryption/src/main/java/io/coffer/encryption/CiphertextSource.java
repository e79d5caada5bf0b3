package io.coffer.encryption;

import java.io.IOException;
import java.io.InputStream;

/** Gives parts of an extent's ciphertext. Offset 0 is the extent's first byte. */
@FunctionalInterface
public interface CiphertextSource {
    InputStream range(long offset, long length) throws IOException;
}
