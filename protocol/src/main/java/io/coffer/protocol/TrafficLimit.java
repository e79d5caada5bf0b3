package io.coffer.protocol;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.util.Optional;

/** The bandwidth that a request allows itself, in bits per second. */
public record TrafficLimit(long bitsPerSecond) {
    private static final String NAME = "x-oss-traffic-limit";
    private static final long LEAST = 245_760;
    private static final long MOST = 838_860_800;

    /**
     * Reads {@code x-oss-traffic-limit}, header or parameter.
     *
     * @throws OssException {@link OssError#INVALID_TRAFFIC_LIMIT}
     */
    public static Optional<TrafficLimit> of(OssRequest request) {
        return request.header(NAME).or(() -> request.query().first(NAME)).map(TrafficLimit::parse);
    }

    private static TrafficLimit parse(String text) {
        if (text.matches("[0-9]{1,18}")) {
            long bits = Long.parseLong(text);
            if (bits >= LEAST && bits <= MOST) {
                return new TrafficLimit(bits);
            }
        }
        throw OssError.INVALID_TRAFFIC_LIMIT.with("ArgumentName", NAME).and("ArgumentValue", text);
    }

    /** How long that many bytes take at the least, in nanoseconds. */
    public long nanosFor(long bytes) {
        return Math.multiplyExact(bytes, 8_000L) / bitsPerSecond * 1_000_000L
                + Math.multiplyExact(bytes, 8_000L) % bitsPerSecond * 1_000_000L / bitsPerSecond;
    }
}
