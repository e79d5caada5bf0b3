package io.coffer.server.upkeep.inventory;

import io.coffer.server.object.StoredObject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/**
 * A list on its way into the store: what is written here is stored by another thread at the same time, so that it is
 * never in memory or on the disk as a whole. What is not finished is not stored.
 */
final class ListUpload implements AutoCloseable {
    private static final int PIPE = 64 * 1024;

    private final Whole content;
    private final OutputStream out;
    private final FutureTask<StoredObject> storing;

    /** @param store stores an object of that content */
    ListUpload(Function<InputStream, StoredObject> store) {
        try {
            PipedOutputStream pipe = new PipedOutputStream();
            content = new Whole(new PipedInputStream(pipe, PIPE));
            storing = new FutureTask<>(() -> {
                try (content) {
                    return store.apply(content);
                }
            });
            Thread.ofVirtual().name("inventory-list").start(storing);
            // begins to write, so the other end must be there
            out = new GZIPOutputStream(pipe, PIPE / 2);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** An end that comes before its time is a failure, not the end. */
    private static final class Whole extends FilterInputStream {
        private volatile boolean finished;

        Whole(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return checked(super.read());
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return checked(super.read(bytes, offset, length));
        }

        private int checked(int count) throws IOException {
            if (count < 0 && !finished) {
                throw new IOException("the list broke off");
            }
            return count;
        }
    }

    void write(String row) {
        try {
            out.write(row.getBytes(StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw failure(broken);
        }
    }

    /** Waits until the list is stored. */
    StoredObject finish() {
        try {
            content.finished = true;
            out.close();
            return storing.get();
        } catch (IOException broken) {
            throw failure(broken);
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** The other end knows why it went away. */
    private RuntimeException failure(IOException broken) {
        if (storing.isDone()) {
            try {
                storing.get();
            } catch (ExecutionException failed) {
                return failed.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(failed);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return new UncheckedIOException(broken);
    }

    /** Leaves the list, unless it is finished. */
    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException alreadyBroken) {
            // the other end is gone, which is what was wanted
        }
    }
}
