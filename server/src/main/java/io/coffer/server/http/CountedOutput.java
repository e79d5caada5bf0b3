package io.coffer.server.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts what is sent, as the length of a body that is made while it goes out cannot be asked for. */
final class CountedOutput extends FilterOutputStream {
    private long written;

    CountedOutput(OutputStream out) {
        super(out);
    }

    long written() {
        return written;
    }

    @Override
    public void write(int octet) throws IOException {
        out.write(octet);
        written++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        out.write(bytes, offset, length);
        written += length;
    }
}
