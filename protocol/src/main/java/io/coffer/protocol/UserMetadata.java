package io.coffer.protocol;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a caller notes with an object: the headers {@code x-oss-meta-*}, at most 8 KiB of names and values together.
 *
 * @param values by name in lower case, without the prefix, sorted
 */
public record UserMetadata(Map<String, String> values) {
    public static final String PREFIX = "x-oss-meta-";

    /** in bytes of UTF-8, prefixes included */
    public static final int MAX_SIZE = 8 * 1024;

    public UserMetadata {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /**
     * Reads the headers; the values of a repeated name are joined by a comma, as HTTP has it.
     *
     * @throws OssException {@link OssError#METADATA_TOO_LARGE}, or {@link OssError#INVALID_ARGUMENT} for an empty name
     */
    public static UserMetadata of(Headers headers) {
        Map<String, String> values = new TreeMap<>();
        int size = 0;
        for (Headers.Field field : headers.startingWith(PREFIX)) {
            size += field.name().length() + field.value().getBytes(StandardCharsets.UTF_8).length;
            if (size > MAX_SIZE) {
                throw OssError.METADATA_TOO_LARGE.exception();
            }
            String name = field.name().substring(PREFIX.length());
            if (name.isEmpty()) {
                throw OssError.invalidArgument(field.name(), field.value(), "The user metadata has no name.");
            }
            values.merge(name, field.value(), (first, second) -> first + "," + second);
        }
        return new UserMetadata(values);
    }

    /** As an answer carries them: in lower case, which a client depends on. */
    public Headers headers() {
        Headers.Builder headers = Headers.builder();
        values.forEach((name, value) -> headers.add(PREFIX + name, value));
        return headers.build();
    }
}
