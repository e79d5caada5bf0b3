package io.coffer.protocol;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/**
 * What a caller says the MD5 of its body is.
 *
 * @param text base64, as sent
 * @param digest 16 bytes
 */
public record ContentMd5(String text, byte[] digest) {
    private static final int LENGTH = 16;

    /**
     * Reads {@code Content-MD5}; an empty value equals none.
     *
     * @throws OssException {@link OssError#INVALID_DIGEST} when it is no MD5 in base64
     */
    public static Optional<ContentMd5> of(Headers headers) {
        return headers.first("content-md5").filter(text -> !text.isEmpty()).map(ContentMd5::parse);
    }

    /** The MD5 of bytes that are in memory. */
    public static byte[] digestOf(byte[] bytes) {
        try {
            return MessageDigest.getInstance("MD5").digest(bytes);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no MD5", missing);
        }
    }

    private static ContentMd5 parse(String text) {
        try {
            byte[] digest = Base64.getDecoder().decode(text);
            if (digest.length == LENGTH) {
                return new ContentMd5(text, digest);
            }
        } catch (IllegalArgumentException notBase64) {
            throw invalid(text);
        }
        throw invalid(text);
    }

    /** @throws OssException {@link OssError#INVALID_DIGEST} when the body's MD5 is another */
    public void verify(byte[] actual) {
        if (!MessageDigest.isEqual(digest, actual)) {
            throw invalid(text);
        }
    }

    private static OssException invalid(String text) {
        return OssError.INVALID_DIGEST.with("ArgumentName", "Content-MD5").and("ArgumentValue", text);
    }
}
