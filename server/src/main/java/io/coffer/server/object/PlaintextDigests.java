package io.coffer.server.object;

import io.coffer.protocol.Crc64;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** What a plaintext that is read comes to. */
record PlaintextDigests(long length, byte[] md5, long crc64) {
    private static final int BUFFER = 64 * 1024;

    static PlaintextDigests of(InputStream plaintext, InspectionSink sink) throws IOException {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            Crc64 crc64 = new Crc64();
            byte[] buffer = new byte[BUFFER];
            long length = 0;
            for (int count = plaintext.read(buffer); count >= 0; count = plaintext.read(buffer)) {
                md5.update(buffer, 0, count);
                crc64.update(buffer, 0, count);
                length += count;
                sink.read(count);
            }
            return new PlaintextDigests(length, md5.digest(), crc64.value());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no MD5", missing);
        }
    }
}
