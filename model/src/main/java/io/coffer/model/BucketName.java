package io.coffer.model;

/**
 * A bucket's name: 3 to 63 characters of {@code a-z 0-9 -}, first and last alphanumeric. Older buckets may also carry
 * an underscore, so only creation refuses it.
 *
 * @throws OssException {@link OssError#INVALID_BUCKET_NAME}
 */
public record BucketName(String value) implements Comparable<BucketName> {
    private static final int SHORTEST = 3;
    private static final int LONGEST = 63;

    public BucketName {
        if (!isValid(value)) {
            throw invalid(value);
        }
    }

    /** A loop, since every request makes several of these and a regular expression costs far more. */
    public static boolean isValid(String value) {
        int length = value.length();
        if (length < SHORTEST
                || length > LONGEST
                || !isLetterOrDigit(value.charAt(0))
                || !isLetterOrDigit(value.charAt(length - 1))) {
            return false;
        }
        for (int at = 1; at < length - 1; at++) {
            char c = value.charAt(at);
            if (!isLetterOrDigit(c) && c != '-' && c != '_') {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    }

    /** @throws OssException when the name is one that may be used but not created */
    public BucketName requireCreatable() {
        if (value.indexOf('_') >= 0) {
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
