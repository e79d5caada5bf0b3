package io.coffer.storage.ozone;

import java.io.IOException;
import java.io.InputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes that one datanode sends ahead, until there is trouble with it: what is left is asked for then, piece by piece, of any that
 * has it. Ozone's client looks for another datanode only before the first byte.
 */
final class SentAhead extends InputStream {
    private static final Logger LOG = LoggerFactory.getLogger(SentAhead.class);

    /** Opens what is left. */
    @FunctionalInterface
    interface Rest {
        /** @param read how many bytes came before, counted from the range's first */
        InputStream after(long read) throws IOException;
    }

    private final Rest rest;
    private InputStream content;
    private boolean asking;
    private long read;

    SentAhead(InputStream sent, Rest rest) {
        this.content = sent;
        this.rest = rest;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    /** @return as many as came; less than nothing only at the end of all */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count;
        try {
            count = content.read(target, offset, length);
        } catch (IOException broken) {
            if (asking) {
                throw broken;
            }
            LOG.warn("a datanode broke off a body that it sent, the rest is asked for: {}", broken.getMessage());
            ask();
            count = content.read(target, offset, length);
        }
        read += Math.max(count, 0);
        return count;
    }

    private void ask() throws IOException {
        asking = true;
        InputStream broken = content;
        content = rest.after(read);
        closeBroken(broken);
    }

    private static void closeBroken(InputStream broken) {
        try {
            broken.close();
        } catch (IOException again) {
            LOG.debug("what was broken off does not close", again);
        }
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
