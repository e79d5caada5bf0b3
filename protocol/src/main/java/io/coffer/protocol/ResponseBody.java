package io.coffer.protocol;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** The body of an answer; closing frees what it holds. */
public interface ResponseBody extends AutoCloseable {
    /** The length of a body that is only known when its last byte is made; such an answer goes out in chunks. */
    long UNKNOWN_LENGTH = -1;

    ResponseBody EMPTY = of(new byte[0]);

    /** in bytes or {@link #UNKNOWN_LENGTH}; for the answer to a HEAD, what a GET would carry */
    long length();

    /**
     * Writes the whole body. A failure after the first byte breaks the connection.
     *
     * @throws IOException when the peer is gone
     */
    void writeTo(OutputStream out) throws IOException;

    /** The bytes of a small body, where reading them waits for nothing; empty for any other. */
    default Optional<byte[]> whole() {
        return Optional.empty();
    }

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

            @Override
            public Optional<byte[]> whole() {
                return Optional.of(bytes);
            }
        };
    }
}
