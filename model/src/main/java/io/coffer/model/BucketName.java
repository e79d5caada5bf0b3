package io.coffer.model;

import java.util.regex.Pattern;

/**
 * A bucket's name: 3 to 63 characters of {@code a-z 0-9 -}, first and last alphanumeric. Older buckets may also carry
 * an underscore, so only creation refuses it.
 *
 * @throws OssException {@link OssError#INVALID_BUCKET_NAME}
 */
public record BucketName(String value) implements Comparable<BucketName> {
    private static final Pattern ACCESSIBLE = Pattern.compile("[a-z0-9][a-z0-9_-]{1,61}[a-z0-9]");
    private static final Pattern CREATABLE = Pattern.compile("[a-z0-9][a-z0-9-]{1,61}[a-z0-9]");

    public BucketName {
        if (!ACCESSIBLE.matcher(value).matches()) {
            throw invalid(value);
        }
    }

    public static boolean isValid(String value) {
        return ACCESSIBLE.matcher(value).matches();
    }

    /** @throws OssException when the name is one that may be used but not created */
    public BucketName requireCreatable() {
        if (!CREATABLE.matcher(value).matches()) {
            throw invalid(value);
        }
        return this;
    }

    private static OssException invalid(String value) {
        return OssError.INVALID_BUCKET_NAME.with("BucketName", value);
    }

    @Override
    public int compareTo(BucketName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
