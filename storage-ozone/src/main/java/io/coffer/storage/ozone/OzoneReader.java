package io.coffer.storage.ozone;

import io.coffer.storage.Entry;
import io.coffer.storage.Reader;
import io.coffer.storage.StorageException.Kind;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.ozone.om.helpers.OmKeyInfo;

/**
 * Reads the blocks that the key had when it was opened. Ozone frees the blocks of replaced and deleted keys some minutes
 * later; a reader that is older then fails as {@link Kind#UNAVAILABLE}.
 */
final class OzoneReader implements Reader {
    private final OzoneCluster cluster;
    private final Entry entry;
    private final OmKeyInfo key;
    private volatile boolean closed;

    OzoneReader(OzoneCluster cluster, Entry entry, OmKeyInfo key) {
        this.cluster = cluster;
        this.entry = entry;
        this.key = key;
    }

    @Override
    public Entry entry() {
        return entry;
    }

    @Override
    public InputStream range(long offset, long length) {
        if (offset < 0 || length < 0 || offset > entry.size() - length) {
            throw new IllegalArgumentException("the range is not within the body of " + entry.size() + " bytes");
        }
        requireOpen();
        return length == 0
                ? InputStream.nullInputStream()
                : new RangeStream(begin(offset, length), length, this::requireOpen);
    }

    private InputStream begin(long offset, long length) {
        try {
            return cluster.contents().from(key, offset, length);
        } catch (IOException failure) {
            throw Failures.of("a body cannot be read", failure);
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the reader is closed");
        }
        cluster.requireOpen();
    }

    @Override
    public void close() {
        closed = true;
    }
}
