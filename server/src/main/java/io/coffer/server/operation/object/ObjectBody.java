package io.coffer.server.operation.object;

import io.coffer.protocol.ResponseBody;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.OpenObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** A range of an object on its way out; every piece is authenticated before it leaves. */
record ObjectBody(OpenObject open, long offset, long length) implements ResponseBody {
    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream plaintext = open.body().range(offset, length)) {
            plaintext.transferTo(new TakingTurns(out, length));
        } catch (PeerGoneException gone) {
            throw gone.failure;
        } catch (IOException unreadable) {
            // the store's failure must not look like a connection that is gone
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public Optional<byte[]> whole() {
        if (!open.body().isAtHand() || length > ObjectStore.MOST_AT_HAND) {
            return Optional.empty();
        }
        try (InputStream plaintext = open.body().range(offset, length)) {
            byte[] whole = plaintext.readNBytes((int) length);
            return whole.length == length ? Optional.of(whole) : Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    @Override
    public void close() {
        open.close();
    }

    /** A failure to write, told apart from one to read. */
    private static final class PeerGoneException extends IOException {
        private static final long serialVersionUID = 1L;

        private final IOException failure;

        private PeerGoneException(IOException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    private static final class TakingTurns extends OutputStream {
        private final OutputStream out;

        private long left;

        private TakingTurns(OutputStream out, long left) {
            this.out = out;
            this.left = left;
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        @SuppressWarnings("ThreadPriorityCheck") // virtual threads are never preempted
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException failure) {
                throw new PeerGoneException(failure);
            }
            left -= length;
            if (left > 0) {
                // a peer that takes bytes faster than they are deciphered would keep the carrier from others
                Thread.yield();
            }
        }
    }
}
