package io.coffer.server.object;

import io.coffer.encryption.DataKey;
import io.coffer.encryption.SegmentDecryptor;
import io.coffer.storage.Reader;
import java.io.IOException;
import java.io.InputStream;

/** The plaintext of a body, in ranges. Closing frees the reader and wipes the data key. */
public final class OpenBody implements AutoCloseable {
    @FunctionalInterface
    private interface Plaintext {
        InputStream range(long offset, long length) throws IOException;
    }

    private final Reader reader;
    private final Plaintext plaintext;
    private final Runnable wipe;

    private OpenBody(Reader reader, Plaintext plaintext, Runnable wipe) {
        this.reader = reader;
        this.plaintext = plaintext;
        this.wipe = wipe;
    }

    static OpenBody plain(Reader reader) {
        return new OpenBody(reader, reader::range, () -> {});
    }

    static OpenBody encrypted(Reader reader, DataKey dataKey, SegmentDecryptor decryptor) {
        return new OpenBody(reader, decryptor::read, dataKey::close);
    }

    public InputStream range(long offset, long length) throws IOException {
        return plaintext.range(offset, length);
    }

    @Override
    public void close() {
        wipe.run();
        reader.close();
    }
}
