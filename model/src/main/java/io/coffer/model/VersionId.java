package io.coffer.model;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Which version of an object: {@code null} for the one that a bucket without versions or with suspended versioning
 * writes, else 64 characters. They carry the version's place in the order of its key's versions and are otherwise random.
 */
public record VersionId(String value) {
    public static final VersionId NULL = new VersionId("null");

    private static final int BYTES = 48;
    private static final Pattern WELL_FORMED = Pattern.compile("[A-Za-z0-9._-]{64}");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** @param sequence the place in the order of the key's versions, from 1 */
    public static VersionId numbered(long sequence) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        ByteBuffer.wrap(bytes).putLong(sequence);
        return new VersionId(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** @throws OssException InvalidArgument for what no version id looks like */
    public static VersionId parse(String text) {
        if (text.equals(NULL.value)) {
            return NULL;
        }
        if (!WELL_FORMED.matcher(text).matches()) {
            throw OssError.invalidArgument("versionId", text, "Invalid version id specified");
        }
        return new VersionId(text);
    }

    public boolean isNull() {
        return equals(NULL);
    }

    /** The place in the order of the key's versions; what was never issued names a place that nobody has. */
    public long sequence() {
        try {
            return ByteBuffer.wrap(Base64.getUrlDecoder().decode(value)).getLong();
        } catch (IllegalArgumentException foreign) {
            return -1;
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
