package io.coffer.protocol.form;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What the signer of a form allows: until when, and which fields with which values.
 *
 * @param lengths the fewest and the most bytes of the file
 */
public record PostPolicy(Instant expiration, List<PostCondition> conditions, LengthRange lengths) {

    /** in bytes, both included */
    public record LengthRange(long least, long most) {
        static final LengthRange ANY = new LengthRange(0, Long.MAX_VALUE);

        LengthRange and(LengthRange other) {
            return new LengthRange(Math.max(least, other.least), Math.min(most, other.most));
        }
    }

    public PostPolicy {
        conditions = List.copyOf(conditions);
    }

    /**
     * Reads the form's field {@code policy}.
     *
     * @param encoded JSON in base64
     * @throws OssException {@link OssError#INVALID_FORM_POLICY}
     */
    public static PostPolicy parse(String encoded) {
        return PostPolicyJson.parse(encoded);
    }

    /**
     * Compares with a form; the file's length is only known at its end, see {@link #bounded}.
     *
     * @param bucket the one that the request addresses
     * @throws OssException {@link OssError#FORM_POLICY_EXPIRED} or {@link OssError#FORM_POLICY_CONDITION_FAILED}
     */
    public void check(UploadForm form, String bucket, Instant now) {
        if (!now.isBefore(expiration)) {
            throw OssError.FORM_POLICY_EXPIRED.exception();
        }
        for (PostCondition condition : conditions) {
            if (!condition.holds(value(form, bucket, condition.field()))) {
                throw OssError.FORM_POLICY_CONDITION_FAILED.saying(
                        "Invalid according to Policy: Policy Condition failed: " + condition);
            }
        }
    }

    boolean limits(String field) {
        return conditions.stream().anyMatch(condition -> condition.field().equals(field));
    }

    /** The conditions on the type are on what is stored, whichever part of the form says it. */
    private Optional<String> value(UploadForm form, String bucket, String field) {
        return switch (field) {
            case "bucket" -> Optional.of(bucket);
            case "content-type" -> FormRequest.contentType(form, Optional.of(this));
            default -> form.field(field);
        };
    }

    /** The file's bytes; refuses one too many at once and one too few at the end. */
    InputStream bounded(InputStream content) {
        return new Bounded(content, lengths);
    }

    private static final class Bounded extends FilterInputStream {
        private final LengthRange range;
        private long length;

        private Bounded(InputStream content, LengthRange range) {
            super(content);
            this.range = range;
        }

        @Override
        public int read() throws IOException {
            int octet = in.read();
            count(octet < 0 ? -1 : 1);
            return octet;
        }

        @Override
        public int read(byte[] bytes, int offset, int wanted) throws IOException {
            int count = in.read(bytes, offset, wanted);
            count(count);
            return count;
        }

        /** Nobody skips bytes that are to be stored. */
        @Override
        public long skip(long count) {
            return 0;
        }

        private void count(int count) {
            length += Math.max(count, 0);
            if (length > range.most()) {
                throw OssError.ENTITY_TOO_LARGE
                        .with("MaxSizeAllowed", Long.toString(range.most()))
                        .and("ProposedSize", Long.toString(length));
            }
            if (count < 0 && length < range.least()) {
                throw OssError.FORM_FILE_TOO_SMALL
                        .with("MinSizeAllowed", Long.toString(range.least()))
                        .and("ProposedSize", Long.toString(length));
            }
        }
    }
}
