package io.coffer.server.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A request's body; gives up on a client that sends it too slowly. */
final class PacedInput extends FilterInputStream {
    private final ClientPace pace;

    PacedInput(InputStream in, ClientPace pace) {
        super(in);
        this.pace = pace;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        long begun = System.nanoTime();
        int count = in.read(target, offset, length);
        pace.waited(System.nanoTime() - begun, Math.max(0, count));
        return count;
    }
}
