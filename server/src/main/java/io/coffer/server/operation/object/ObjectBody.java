package io.coffer.server.operation.object;

import io.coffer.protocol.ResponseBody;
import io.coffer.server.object.OpenObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A range of an object on its way out; every piece is authenticated before it leaves. */
record ObjectBody(OpenObject open, long offset, long length) implements ResponseBody {
    private static final int BUFFER = 64 * 1024;

    @Override
    @SuppressWarnings("ThreadPriorityCheck") // virtual threads are never preempted
    public void writeTo(OutputStream out) throws IOException {
        byte[] buffer = new byte[(int) Math.max(1, Math.min(BUFFER, length))];
        try (InputStream plaintext = openRange()) {
            int count;
            while ((count = read(plaintext, buffer)) > 0) {
                out.write(buffer, 0, count);
                // a peer that takes bytes faster than they are deciphered would keep the carrier from others
                Thread.yield();
            }
        }
    }

    private InputStream openRange() {
        try {
            return open.body().range(offset, length);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A failure to read is the store's, not the peer's, so it must not look like a connection that is gone. */
    private static int read(InputStream plaintext, byte[] buffer) {
        try {
            return plaintext.readNBytes(buffer, 0, buffer.length);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        open.close();
    }
}
