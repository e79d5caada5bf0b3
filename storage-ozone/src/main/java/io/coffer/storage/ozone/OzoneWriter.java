package io.coffer.storage.ozone;

import io.coffer.storage.Attributes;
import io.coffer.storage.BlobId;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import io.coffer.storage.Writer;
import java.io.IOException;
import java.util.Arrays;
import org.apache.hadoop.ozone.client.io.OzoneOutputStream;
import org.jspecify.annotations.Nullable;

/** Keeps a short body in memory, to be written with its record; a longer one goes to a key of its own as it comes. */
final class OzoneWriter implements Writer {
    private static final int FIRST_BUFFER = 8 * 1024;

    private final OzoneCluster cluster;
    private final String bucket;
    private final long sizeHint;
    private final BlobId blob;
    private byte[] buffer = new byte[0];
    private long size;
    private @Nullable OzoneOutputStream stream;
    private boolean spent;

    OzoneWriter(OzoneCluster cluster, String bucket, BlobId blob, long sizeHint) {
        this.cluster = cluster;
        this.bucket = bucket;
        this.blob = blob;
        this.sizeHint = sizeHint;
    }

    boolean belongsTo(OzoneCluster other, String otherBucket) {
        return cluster == other && bucket.equals(otherBucket);
    }

    @Override
    public BlobId blob() {
        return blob;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        requireUnspent();
        cluster.requireOpen();
        int limit = cluster.options().inlineLimit();
        try {
            if (stream == null && size + length > limit) {
                stream = cluster.createBody(bucket, KeyNames.body(blob), Math.max(sizeHint, size + length));
                stream.write(buffer, 0, (int) size);
                buffer = new byte[0];
            }
            if (stream != null) {
                stream.write(bytes, offset, length);
            } else {
                keep(bytes, offset, length, limit);
            }
            size += length;
        } catch (IOException failure) {
            throw Failures.of("a body cannot be written", failure);
        }
    }

    private void keep(byte[] bytes, int offset, int length, int limit) {
        int needed = (int) size + length;
        if (buffer.length < needed) {
            int expected = sizeHint > needed && sizeHint <= limit ? (int) sizeHint : Math.max(needed, FIRST_BUFFER);
            buffer = Arrays.copyOf(buffer, Math.min(limit, Math.max(expected, 2 * buffer.length)));
        }
        System.arraycopy(bytes, offset, buffer, (int) size, length);
    }

    /** No more of it is used from now on. */
    void spend() {
        requireUnspent();
        spent = true;
    }

    /** Makes the body durable, which nothing refers to yet. */
    KeyBody finish(Attributes attributes) {
        if (stream == null) {
            return KeyBody.here(blob, buffer, (int) size, attributes);
        }
        OzoneOutputStream finished = stream;
        stream = null;
        try {
            finished.close();
            return KeyBody.apart(blob, size, attributes);
        } catch (IOException failure) {
            StorageException translated = Failures.of("a body cannot be written", failure);
            throw translated.kind() == Kind.CORRUPT
                    ? new StorageException(Kind.UNAVAILABLE, String.valueOf(translated.getMessage()), failure)
                    : translated;
        }
    }

    private void requireUnspent() {
        if (spent) {
            throw new IllegalStateException("the writer is spent");
        }
    }

    @Override
    public void close() {
        spent = true;
        buffer = new byte[0];
        if (stream != null) {
            OzoneOutputStream begun = stream;
            stream = null;
            OzoneCluster.abort(begun);
        }
    }
}
