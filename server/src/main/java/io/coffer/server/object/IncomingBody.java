package io.coffer.server.object;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.ContentMd5;
import io.coffer.protocol.Crc64;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A body on its way in: bounded, counted and digested as it is read.
 *
 * @param length as announced
 */
public record IncomingBody(InputStream stream, OptionalLong length, Optional<ContentMd5> contentMd5) {
    /** in bytes: what one request may store */
    public static final long MAX_LENGTH = 5L * 1024 * 1024 * 1024;

    private static final int BUFFER = 64 * 1024;

    /** Takes the bytes in order; they may change after the call. */
    @FunctionalInterface
    interface Sink {
        void write(byte[] bytes, int offset, int length);
    }

    /** What was read. */
    record Digests(long length, byte[] md5, long crc64) {}

    public IncomingBody {
        if (length.orElse(0) > MAX_LENGTH) {
            throw OssError.ENTITY_TOO_LARGE.exception();
        }
    }

    /** @throws OssException when the body is too long, breaks off or is not what its Content-MD5 says */
    @SuppressWarnings("ThreadPriorityCheck") // virtual threads are never preempted
    Digests readInto(Sink sink) {
        MessageDigest md5 = newMd5();
        Crc64 crc64 = new Crc64();
        byte[] buffer = new byte[bufferSize()];
        long total = 0;
        int count;
        while ((count = read(buffer)) > 0) {
            total += count;
            if (total > MAX_LENGTH) {
                throw OssError.ENTITY_TOO_LARGE.exception();
            }
            md5.update(buffer, 0, count);
            crc64.update(buffer, 0, count);
            sink.write(buffer, 0, count);
            // a body that always has bytes waiting would keep its carrier to its end, and others would time out
            Thread.yield();
        }
        if (length.isPresent() && length.getAsLong() != total) {
            throw OssError.INCOMPLETE_BODY.exception();
        }
        byte[] digest = md5.digest();
        contentMd5.ifPresent(announced -> announced.verify(digest));
        return new Digests(total, digest, crc64.value());
    }

    private int bufferSize() {
        return (int) Math.max(1, Math.min(BUFFER, length.orElse(BUFFER)));
    }

    /** Fills the buffer as far as the body goes, so that the cipher gets whole blocks. */
    private int read(byte[] buffer) {
        try {
            return stream.readNBytes(buffer, 0, buffer.length);
        } catch (IOException failure) {
            throw BodyFailure.refusal(failure);
        }
    }

    private static MessageDigest newMd5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no MD5", missing);
        }
    }
}
