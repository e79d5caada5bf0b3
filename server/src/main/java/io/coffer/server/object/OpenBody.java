package io.coffer.server.object;

import io.coffer.encryption.DataKey;
import io.coffer.encryption.SegmentDecryptor;
import io.coffer.storage.Reader;
import java.io.IOException;
import java.io.InputStream;

/** The plaintext of a body, in ranges. Closing frees the readers and wipes the data key. */
public final class OpenBody implements AutoCloseable {
    @FunctionalInterface
    interface Plaintext {
        InputStream range(long offset, long length) throws IOException;
    }

    private final Plaintext plaintext;
    private final Runnable release;

    OpenBody(Plaintext plaintext, Runnable release) {
        this.plaintext = plaintext;
        this.release = release;
    }

    static OpenBody plain(Reader reader) {
        return new OpenBody(reader::range, reader::close);
    }

    static OpenBody encrypted(Reader reader, DataKey dataKey, SegmentDecryptor decryptor) {
        return new OpenBody(decryptor::read, () -> {
            dataKey.close();
            reader.close();
        });
    }

    public InputStream range(long offset, long length) throws IOException {
        return plaintext.range(offset, length);
    }

    @Override
    public void close() {
        release.run();
    }
}
