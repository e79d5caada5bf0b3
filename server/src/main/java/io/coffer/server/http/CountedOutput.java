package io.coffer.server.http;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.eclipse.jetty.io.Content;

/**
 * Counts what is sent, as the length of a body that is made while it goes out cannot be asked for, and gives up on a
 * client that takes it too slowly.
 */
final class CountedOutput extends FilterOutputStream implements WritableByteChannel {
    private final Content.Sink sink;
    private final ClientPace pace;
    private long written;

    CountedOutput(Content.Sink sink, ClientPace pace) {
        super(Content.Sink.asOutputStream(sink));
        this.sink = sink;
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

    /** All of the buffer. One outside the heap goes to the system as it is. */
    @Override
    public int write(ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        long begun = System.nanoTime();
        Content.Sink.write(sink, false, bytes);
        written += length;
        pace.waited(System.nanoTime() - begun, length);
        return length;
    }

    @Override
    public boolean isOpen() {
        return true;
    }
}
