package io.coffer.server.operation.object;

import io.coffer.protocol.ResponseBody;
import io.coffer.server.object.ObjectStore;
import io.coffer.server.object.OpenObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;

/** A range of an object on its way out; every piece is authenticated before it leaves. */
record ObjectBody(OpenObject open, long offset, long length) implements ResponseBody {
    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream plaintext = open.body().range(offset, length)) {
            plaintext.transferTo(TakingTurns.before(out, length));
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

    private static class TakingTurns extends OutputStream {
        private final OutputStream out;

        private long left;

        private TakingTurns(OutputStream out, long left) {
            this.out = out;
            this.left = left;
        }

        /** Takes buffers when what is behind it does. */
        static OutputStream before(OutputStream out, long left) {
            return out instanceof WritableByteChannel channel
                    ? new ChannelTakingTurns(out, channel, left)
                    : new TakingTurns(out, left);
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException failure) {
                throw new PeerGoneException(failure);
            }
            written(length);
        }

        @SuppressWarnings("ThreadPriorityCheck") // virtual threads are never preempted
        final void written(int length) {
            left -= length;
            if (left > 0) {
                // a peer that takes bytes faster than they are read would keep the carrier from others
                Thread.yield();
            }
        }
    }

    private static final class ChannelTakingTurns extends TakingTurns implements WritableByteChannel {
        private final WritableByteChannel channel;

        private ChannelTakingTurns(OutputStream out, WritableByteChannel channel, long left) {
            super(out, left);
            this.channel = channel;
        }

        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int length;
            try {
                length = channel.write(bytes);
            } catch (IOException failure) {
                throw new PeerGoneException(failure);
            }
            written(length);
            return length;
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }
    }
}
