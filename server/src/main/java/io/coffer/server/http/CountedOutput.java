package io.coffer.server.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Counts what is sent, as the length of a body that is made while it goes out cannot be asked for, and gives up on a
 * client that takes it too slowly.
 */
final class CountedOutput extends FilterOutputStream {
    private final ClientPace pace;
    private long written;

    CountedOutput(OutputStream out, ClientPace pace) {
        super(out);
        this.pace = pace;
    }

    long written() {
        return written;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        long begun = System.nanoTime();
        out.write(bytes, offset, length);
        written += length;
        pace.waited(System.nanoTime() - begun, length);
    }
}
