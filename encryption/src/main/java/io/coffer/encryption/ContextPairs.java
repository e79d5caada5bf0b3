package io.coffer.encryption;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The one form of an encryption context in bytes: number of pairs (4), then each pair as length (4) and bytes of its key,
 * length (4) and bytes of its value. Text is UTF-8, pairs stand in the order of their keys' unsigned bytes, numbers are
 * big-endian.
 */
final class ContextPairs {
    private ContextPairs() {}

    /** @throws IllegalArgumentException when a text holds half a surrogate pair, which UTF-8 cannot tell apart */
    static byte[] canonicalBytes(Map<String, String> encryptionContext) {
        if (encryptionContext.isEmpty()) {
            return number(0);
        }
        SortedMap<byte[], byte[]> pairs = new TreeMap<>(Arrays::compareUnsigned);
        encryptionContext.forEach((key, value) -> pairs.put(utf8(key), utf8(value)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(number(pairs.size()));
        for (Map.Entry<byte[], byte[]> pair : pairs.entrySet()) {
            bytes.writeBytes(number(pair.getKey().length));
            bytes.writeBytes(pair.getKey());
            bytes.writeBytes(number(pair.getValue().length));
            bytes.writeBytes(pair.getValue());
        }
        return bytes.toByteArray();
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    private static byte[] utf8(String text) {
        try {
            // A new encoder reports what getBytes would replace by a question mark.
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("an encryption context must be well-formed text", e);
        }
    }
}
