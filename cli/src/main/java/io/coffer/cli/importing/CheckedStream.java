package io.coffer.cli.importing;

import io.coffer.cli.oss.WatchedStream;
import io.coffer.protocol.Crc64;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Sums up what is read through it. */
final class CheckedStream extends WatchedStream {
    private final Crc64 crc = new Crc64();
    private final MessageDigest md5 = md5Digest();
    private long length;

    CheckedStream(InputStream in) {
        super(in);
    }

    @Override
    protected void passed(byte[] buffer, int offset, int count) {
        crc.update(buffer, offset, count);
        md5.update(buffer, offset, count);
        length += count;
    }

    /** In bytes, of what was read so far. */
    long length() {
        return length;
    }

    long crc64() {
        return crc.value();
    }

    /** In upper case, as ETags have it; of use once. */
    String md5() {
        return HexFormat.of().withUpperCase().formatHex(md5.digest());
    }

    private static MessageDigest md5Digest() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
