package io.coffer.protocol.signature;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.time.Duration;
import java.time.Instant;

/** The time in which a claim may be used. */
public sealed interface Validity {
    /** How far the clocks of client and server may lie apart. */
    Duration TOLERANCE = Duration.ofMinutes(15);

    /** @throws OssException when the claim may not be used at that time */
    void require(Instant now);

    /** Of a header: good around the time it was made. */
    record Around(Instant signedAt) implements Validity {
        @Override
        public void require(Instant now) {
            if (Duration.between(signedAt, now).abs().compareTo(TOLERANCE) > 0) {
                throw skewed(OssError.REQUEST_TIME_TOO_SKEWED, signedAt, now);
            }
        }
    }

    /**
     * Of a URL: good up to its expiry.
     *
     * @param signedAt bounds the lifetime, so it may not lie in the future; {@link Instant#MIN} where the version does
     *     not tell it
     */
    record Until(Instant signedAt, Instant expiresAt) implements Validity {
        @Override
        public void require(Instant now) {
            if (now.isAfter(expiresAt)) {
                throw OssError.URL_EXPIRED
                        .with("Expires", SigningDate.milliseconds(expiresAt))
                        .and("ServerTime", SigningDate.milliseconds(now));
            }
            if (signedAt.isAfter(now.plus(TOLERANCE))) {
                throw skewed(OssError.URL_NOT_YET_VALID, signedAt, now);
            }
        }
    }

    private static OssException skewed(OssError error, Instant signedAt, Instant now) {
        return error.with("RequestTime", SigningDate.milliseconds(signedAt))
                .and("ServerTime", SigningDate.milliseconds(now));
    }
}
