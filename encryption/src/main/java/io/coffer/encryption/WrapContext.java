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
 * What a wrapped key is bound to. It is known when a write starts and never changes, so it names the place by random
 * ids and not by an object's name.
 *
 * @param storeId 16 bytes, the store
 * @param bucketId 16 bytes, the bucket
 * @param blobId 16 bytes, the body the key is for
 * @param encryptionContext what the caller added, empty when nothing; text that UTF-8 can hold
 */
@SuppressWarnings("ArrayRecordComponent") // passed along, never compared
public record WrapContext(byte[] storeId, byte[] bucketId, byte[] blobId, SortedMap<String, String> encryptionContext) {
    public WrapContext {
        ExtentContext.requireId("store", storeId);
        ExtentContext.requireId("bucket", bucketId);
        ExtentContext.requireId("blob", blobId);
    }

    public WrapContext(byte[] storeId, byte[] bucketId, byte[] blobId) {
        this(storeId, bucketId, blobId, new TreeMap<>());
    }

    /**
     * The one form of this context in bytes: store id (16), bucket id (16), blob id (16), number of pairs (4), then each
     * pair as length (4) and bytes of its key, length (4) and bytes of its value. Text is UTF-8, pairs stand in the
     * order of their keys' unsigned bytes, numbers are big-endian.
     *
     * @throws IllegalArgumentException when a text holds half a surrogate pair, which UTF-8 cannot tell apart
     */
    public byte[] canonicalBytes() {
        SortedMap<byte[], byte[]> pairs = new TreeMap<>(Arrays::compareUnsigned);
        encryptionContext.forEach((key, value) -> pairs.put(utf8(key), utf8(value)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(storeId);
        bytes.writeBytes(bucketId);
        bytes.writeBytes(blobId);
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
