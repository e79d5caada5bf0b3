package io.coffer.protocol;

import java.io.IOException;
import java.io.OutputStream;

/** The body of an answer. Its length is known before the first byte; closing frees what it holds. */
public interface ResponseBody extends AutoCloseable {
    ResponseBody EMPTY = of(new byte[0]);

    /** in bytes; for the answer to a HEAD, what a GET would carry */
    long length();

    /**
     * Writes the whole body. A failure after the first byte breaks the connection.
     *
     * @throws IOException when the peer is gone
     */
    void writeTo(OutputStream out) throws IOException;

    @Override
    default void close() {}

    static ResponseBody of(byte[] bytes) {
        return new ResponseBody() {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public void writeTo(OutputStream out) throws IOException {
                out.write(bytes);
            }
        };
    }
}
