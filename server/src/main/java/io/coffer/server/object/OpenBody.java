package io.coffer.server.object;

import io.coffer.encryption.DataKey;
import io.coffer.encryption.SegmentDecryptor;
import io.coffer.storage.Reader;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;

/** The plaintext of a body, in ranges. Closing frees the readers and wipes the data key. */
public final class OpenBody implements AutoCloseable {
    @FunctionalInterface
    interface Plaintext {
        InputStream range(long offset, long length) throws IOException;
    }

    private final Plaintext plaintext;
    private final boolean atHand;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** @param atHand whether reading waits for nothing */
    OpenBody(Plaintext plaintext, boolean atHand, Runnable release) {
        this.plaintext = plaintext;
        this.atHand = atHand;
        this.release = release;
    }

    static OpenBody plain(Reader reader) {
        return new OpenBody(reader::range, reader.isAtHand(), reader::close);
    }

    static OpenBody encrypted(Reader reader, DataKey dataKey, SegmentDecryptor decryptor) {
        return new OpenBody(decryptor::read, reader.isAtHand(), () -> {
            dataKey.close();
            reader.close();
        });
    }

    public InputStream range(long offset, long length) throws IOException {
        return plaintext.range(offset, length);
    }

    /** The same body, with more to do when it is closed. */
    OpenBody andThen(Runnable more) {
        return new OpenBody(plaintext, atHand, () -> {
            close();
            more.run();
        });
    }

    public boolean isAtHand() {
        return atHand;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            release.run();
        }
    }
}
