package io.coffer.server.digest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests in the thread that brings the body: what is short is done before another thread would wake. */
final class InPlaceMd5 implements BodyMd5 {
    private final MessageDigest digest = jdk();
    private final byte[] buffer;

    InPlaceMd5(long length) {
        buffer = new byte[length < 0 ? Md5Engine.BUFFER : (int) Math.clamp(length, 1, Md5Engine.BUFFER)];
    }

    static MessageDigest jdk() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no MD5", missing);
        }
    }

    @Override
    public byte[] buffer() {
        return buffer;
    }

    @Override
    public void update(int length) {
        digest.update(buffer, 0, length);
    }

    @Override
    public byte[] digest() {
        return digest.digest();
    }

    @Override
    public void close() {}
}
