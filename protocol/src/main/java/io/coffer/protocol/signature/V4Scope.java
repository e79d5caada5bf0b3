package io.coffer.protocol.signature;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a signing key of version 4 is good for.
 *
 * @param day {@code yyyymmdd} in UTC
 * @param region a region id such as {@code cn-hangzhou}, or the id of a cloud box
 * @param product {@code oss} or {@code oss-cloudbox}
 */
record V4Scope(String day, String region, String product) {
    static final String TERMINATOR = "aliyun_v4_request";

    private static final byte[] KEY_PREFIX = "aliyun_v4".getBytes(StandardCharsets.US_ASCII);

    /** Derives the signing key; the caller wipes it. */
    byte[] signingKey(byte[] secret) {
        byte[] key = Arrays.copyOf(KEY_PREFIX, KEY_PREFIX.length + secret.length);
        System.arraycopy(secret, 0, key, KEY_PREFIX.length, secret.length);
        for (String step : new String[] {day, region, product, TERMINATOR}) {
            byte[] next = Hmac.sha256(key, step);
            Arrays.fill(key, (byte) 0);
            key = next;
        }
        return key;
    }

    @Override
    public String toString() {
        return day + "/" + region + "/" + product + "/" + TERMINATOR;
    }
}
