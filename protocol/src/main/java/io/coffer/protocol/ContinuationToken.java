package io.coffer.protocol;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The place where the next page of a listing begins, as an opaque text: url-safe base64 of a checksum (8 bytes) and the
 * last name of the page before. The checksum tells a made-up token, it protects nothing.
 */
public final class ContinuationToken {
    private static final String PARAMETER = "continuation-token";
    private static final long SEED = Crc64.of("coffer listing 1".getBytes(StandardCharsets.US_ASCII));

    private ContinuationToken() {}

    /** @param last the last key or common prefix of the page */
    public static String of(String last) {
        byte[] name = last.getBytes(StandardCharsets.UTF_8);
        byte[] token = ByteBuffer.allocate(Long.BYTES + name.length)
                .putLong(checksum(name))
                .put(name)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /**
     * The name in a token.
     *
     * @throws OssException {@link OssError#INVALID_ARGUMENT} when this server did not make the token
     */
    public static String last(String token) {
        byte[] bytes = decode(token);
        if (bytes.length <= Long.BYTES) {
            throw invalid(token);
        }
        ByteBuffer parts = ByteBuffer.wrap(bytes);
        long checksum = parts.getLong();
        byte[] name = new byte[parts.remaining()];
        parts.get(name);
        if (checksum != checksum(name)) {
            throw invalid(token);
        }
        return new String(name, StandardCharsets.UTF_8);
    }

    private static byte[] decode(String token) {
        try {
            return Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException notBase64) {
            throw invalid(token);
        }
    }

    private static long checksum(byte[] name) {
        Crc64 crc = new Crc64(SEED);
        crc.update(name, 0, name.length);
        return crc.value();
    }

    private static OssException invalid(String token) {
        return OssError.invalidArgument(PARAMETER, token, "The continuation token provided is incorrect.");
    }
}
