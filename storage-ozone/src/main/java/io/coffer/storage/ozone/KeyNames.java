package io.coffer.storage.ozone;

import io.coffer.storage.BlobId;
import io.coffer.storage.Name;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The names of keys in a bucket: a letter for what the key is, then the entry's name with one character for each byte.
 *
 * <p>The manager merges pages in the order of UTF-16, over a table in the order of UTF-8, and where the two differ a key is
 * missing from a listing. They agree on the characters U+0000 to U+00FF. It refuses the character 0 and ignores prefixes that
 * are blank or {@code /}: hence the escapes, which keep the order, and the letter.
 */
final class KeyNames {
    static final String RECORDS = "r";
    static final String BODIES = "b";

    private static final byte ESCAPE = 1;

    private KeyNames() {}

    static String record(Name name) {
        byte[] bytes = name.bytes();
        StringBuilder key = new StringBuilder(bytes.length + 8).append(RECORDS);
        for (byte b : bytes) {
            if (b == 0 || b == ESCAPE) {
                key.append((char) ESCAPE).append((char) (b + 1));
            } else {
                key.append((char) (b & 0xff));
            }
        }
        return key.toString();
    }

    /** @throws IllegalArgumentException for a key that no record has */
    static Name name(String key) {
        byte[] escaped = key.getBytes(StandardCharsets.ISO_8859_1);
        if (!key.startsWith(RECORDS)) {
            throw new IllegalArgumentException("not the key of a record");
        }
        byte[] bytes = new byte[escaped.length];
        int length = 0;
        for (int at = RECORDS.length(); at < escaped.length; at++) {
            byte b = escaped[at];
            if (b == ESCAPE) {
                at++;
                if (at == escaped.length || escaped[at] < 1 || escaped[at] > 2) {
                    throw new IllegalArgumentException("an escape without its end");
                }
                b = (byte) (escaped[at] - 1);
            }
            bytes[length++] = b;
        }
        return new Name(Arrays.copyOf(bytes, length));
    }

    static String body(BlobId blob) {
        return BODIES + blob.hex();
    }
}
