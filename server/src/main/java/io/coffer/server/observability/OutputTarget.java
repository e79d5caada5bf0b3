package io.coffer.server.observability;

import java.io.IOException;

/** Where lines are written to. For one thread. */
interface OutputTarget extends AutoCloseable {
    void write(byte[] lines) throws IOException;

    @Override
    void close() throws IOException;
}
