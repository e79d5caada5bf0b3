package io.coffer.server.object;

import io.coffer.encryption.SegmentEncryptor;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.ContentMd5;
import io.coffer.protocol.Crc64;
import io.coffer.server.digest.BodyMd5;
import io.coffer.server.digest.Md5Engine;
import io.coffer.storage.Writer;
import java.io.IOException;
import java.io.InputStream;
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

    /** Takes the bytes in order; they may change after the call. */
    interface Sink {
        /** @param more whether further bytes are announced */
        void write(byte[] bytes, int length, boolean more);

        /** How many bytes it takes best at once. */
        int room();
    }

    static Sink into(Writer writer) {
        return new Sink() {
            @Override
            public void write(byte[] bytes, int length, boolean more) {
                writer.write(bytes, 0, length);
            }

            @Override
            public int room() {
                return Md5Engine.BUFFER;
            }
        };
    }

    static Sink into(SegmentEncryptor encryptor) {
        return new Sink() {
            @Override
            public void write(byte[] bytes, int length, boolean more) {
                encryptor.update(bytes, 0, length, more);
            }

            @Override
            public int room() {
                return encryptor.room();
            }
        };
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
    Digests readInto(Md5Engine engine, Sink sink) {
        Crc64 crc64 = new Crc64();
        long total = 0;
        try (BodyMd5 md5 = engine.begin(length.orElse(-1))) {
            byte[] buffer = md5.buffer();
            int count;
            while ((count = read(buffer, sink.room())) > 0) {
                total += count;
                if (total > MAX_LENGTH) {
                    throw OssError.ENTITY_TOO_LARGE.exception();
                }
                md5.update(count);
                crc64.update(buffer, 0, count);
                sink.write(buffer, count, total < length.orElse(0));
                if (total < length.orElse(Long.MAX_VALUE)) {
                    // a body that always has bytes waiting would keep its carrier to its end, and others would time out
                    Thread.yield();
                }
                buffer = md5.buffer();
            }
            if (length.isPresent() && length.getAsLong() != total) {
                throw OssError.INCOMPLETE_BODY.exception();
            }
            byte[] digest = md5.digest();
            contentMd5.ifPresent(announced -> announced.verify(digest));
            return new Digests(total, digest, crc64.value());
        }
    }

    /** Reads as much as there is room for and the body goes, so that the cipher gets whole segments. */
    private int read(byte[] buffer, int room) {
        try {
            return stream.readNBytes(buffer, 0, Math.min(buffer.length, room));
        } catch (IOException failure) {
            throw BodyFailure.refusal(failure);
        }
    }
}
