package io.coffer.storage.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Where a reader takes the stored bytes of a body from, at any position, by any thread. */
interface BodySource {
    /** The stored length in bytes. */
    long length() throws IOException;

    /** Fills the buffer up to its limit, or says false when the body ends before. */
    boolean read(long position, ByteBuffer target) throws IOException;

    /** Fills {@code length} bytes of the buffer, or says false when the body ends before. */
    default boolean read(long position, byte[] buffer, int offset, int length) throws IOException {
        return read(position, ByteBuffer.wrap(buffer, offset, length));
    }

    void close() throws IOException;

    record Inline(ByteBuffer bytes) implements BodySource {
        @Override
        public long length() {
            return bytes.capacity();
        }

        @Override
        public boolean read(long position, ByteBuffer target) {
            if (position + target.remaining() > bytes.capacity()) {
                return false;
            }
            target.put(bytes.slice((int) position, target.remaining()));
            return true;
        }

        @Override
        public void close() {}
    }

    /** @param released run once, when it is closed */
    record File(FileChannel channel, Runnable released) implements BodySource {
        @Override
        public long length() throws IOException {
            return channel.size();
        }

        @Override
        public boolean read(long position, ByteBuffer target) throws IOException {
            int offset = target.position();
            while (target.hasRemaining()) {
                if (channel.read(target, position + target.position() - offset) < 0) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void close() throws IOException {
            if (channel.isOpen()) {
                channel.close();
                released.run();
            }
        }
    }
}
