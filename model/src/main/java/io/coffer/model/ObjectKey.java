package io.coffer.model;

import java.nio.charset.StandardCharsets;

/**
 * An object's name: 1 to 1023 bytes of UTF-8, not starting with a slash or backslash. Control characters are legal.
 *
 * @throws OssException {@link OssError#INVALID_OBJECT_NAME} and its siblings
 */
public record ObjectKey(String value) {
    /** in bytes of UTF-8 */
    public static final int MAX_LENGTH = 1023;

    public ObjectKey {
        if (value.isEmpty()) {
            throw OssError.EMPTY_OBJECT_NAME.exception();
        }
        if (value.charAt(0) == '/' || value.charAt(0) == '\\') {
            throw OssError.INVALID_OBJECT_NAME.with("Key", value);
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > MAX_LENGTH) {
            throw OssError.OBJECT_NAME_TOO_LONG.exception();
        }
    }

    public byte[] utf8() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return value;
    }
}
