package io.coffer.server.metadata;

import io.coffer.encryption.WrappedKey;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * The key that seals what is known about a bucket's objects under one master key, as a control record named by both.
 *
 * @param id 16 bytes of hex, in the place of a blob id in the wrap's context
 * @param keyId the master key that wraps it, when it is not the one in the name: nothing of the bucket is under that one
 *     any more, and it can go without taking anything along
 * @param ciphertext base64
 */
public record AttributeKeyRecord(String id, Optional<String> keyId, int keyVersion, String ciphertext) {
    public static final String PREFIX = "attribute-key/";

    private static final int BUCKET_ID_LENGTH = 32;

    public static AttributeKeyRecord of(String id, String ownKeyId, WrappedKey wrapped) {
        return new AttributeKeyRecord(
                id,
                Optional.of(wrapped.keyId()).filter(keyId -> !keyId.equals(ownKeyId)),
                wrapped.keyVersion(),
                Base64.getEncoder().encodeToString(wrapped.ciphertext()));
    }

    /** What the names of all keys of a bucket begin with. */
    public static String ofBucket(String bucketId) {
        return PREFIX + bucketId + "/";
    }

    public static String name(String bucketId, String keyId) {
        return ofBucket(bucketId) + keyId;
    }

    /** The bucket's id in a name; empty for what is not named so. */
    public static Optional<String> bucketId(String name) {
        int end = PREFIX.length() + BUCKET_ID_LENGTH;
        boolean named = name.startsWith(PREFIX) && name.length() > end + 1 && name.charAt(end) == '/';
        return Optional.of(name)
                .filter(text -> named)
                .map(text -> text.substring(PREFIX.length(), end))
                .filter(id -> id.chars().allMatch(HexFormat::isHexDigit) && id.equals(id.toLowerCase(Locale.ROOT)));
    }

    /** The master key in a name that {@link #bucketId} takes. */
    public static String keyId(String name) {
        return name.substring(PREFIX.length() + BUCKET_ID_LENGTH + 1);
    }

    /** Whether the master key in the record's name wraps it, and not one it was handed over to. */
    public boolean hasItsOwnMasterKey() {
        return keyId.isEmpty();
    }

    /** @param ownKeyId the master key in the record's name */
    public WrappedKey wrapped(String ownKeyId) {
        return new WrappedKey(
                keyId.orElse(ownKeyId), keyVersion, Base64.getDecoder().decode(ciphertext));
    }
}
