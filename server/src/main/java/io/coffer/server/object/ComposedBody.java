package io.coffer.server.object;

import io.coffer.encryption.DataKey;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.metadata.Manifest;
import io.coffer.server.metadata.ObjectEncryption;
import io.coffer.server.metadata.ObjectNames;
import io.coffer.storage.BlobId;
import io.coffer.storage.Reader;
import io.coffer.storage.Space;
import io.coffer.storage.StorageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A body of several extents, read as one. An extent is opened when a read comes to it, and only those of a range are. */
final class ComposedBody {
    private final ObjectCipher cipher;
    private final BucketSnapshot bucket;
    private final Space space;
    private final BlobId blob;
    private final List<Manifest.Extent> extents;
    private final long[] starts;
    private final Optional<Key> key;

    /** What an encrypted body is opened with. */
    record Key(ObjectEncryption envelope, DataKey dataKey) {}

    ComposedBody(
            ObjectCipher cipher,
            BucketSnapshot bucket,
            Space space,
            BlobId blob,
            Manifest manifest,
            Optional<Key> key) {
        this.cipher = cipher;
        this.bucket = bucket;
        this.space = space;
        this.blob = blob;
        this.extents = manifest.extents();
        this.key = key;
        this.starts = new long[extents.size() + 1];
        for (int at = 0; at < extents.size(); at++) {
            starts[at + 1] = starts[at] + extents.get(at).length();
        }
    }

    InputStream range(long offset, long length) throws IOException {
        Objects.checkFromIndexSize(offset, length, starts[extents.size()]);
        return new Range(offset, offset + length);
    }

    private Reader open(Manifest.Extent extent) {
        try {
            return space.open(ObjectNames.extent(blob, extent.number(), extent.serial()));
        } catch (StorageException gone) {
            throw gone.kind() == StorageException.Kind.NOT_FOUND
                    ? new StorageException(
                            StorageException.Kind.CORRUPT, "extent " + extent.number() + " of " + blob + " is missing")
                    : gone;
        }
    }

    private InputStream plaintext(Manifest.Extent extent, Reader reader, long from, long to) throws IOException {
        if (key.isPresent()) {
            return cipher.extent(bucket, blob, key.get().envelope(), key.get().dataKey(), extent, reader)
                    .read(from, to - from);
        }
        if (reader.entry().size() != extent.length()) {
            throw new StorageException(
                    StorageException.Kind.CORRUPT, "extent " + extent.number() + " of " + blob + " has another length");
        }
        return reader.range(from, to - from);
    }

    /** A range under way; it holds one extent open. */
    private final class Range extends InputStream {
        private final long end;
        private long position;
        private int next;
        private InputStream current = InputStream.nullInputStream();
        private Optional<Reader> reader = Optional.empty();

        Range(long position, long end) {
            this.position = position;
            this.end = end;
            while (next < extents.size() && starts[next + 1] <= position) {
                next++;
            }
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            while (length > 0 && position < end) {
                int count = current.read(target, offset, (int) Math.min(length, end - position));
                if (count > 0) {
                    position += count;
                    return count;
                }
                advance();
            }
            return length == 0 ? 0 : -1;
        }

        @Override
        public long transferTo(OutputStream out) throws IOException {
            long began = position;
            while (position < end) {
                long moved = current.transferTo(out);
                position += moved;
                if (position < end) {
                    advance();
                }
            }
            return position - began;
        }

        private void advance() throws IOException {
            closeExtent();
            if (next == extents.size()) {
                throw new StorageException(StorageException.Kind.CORRUPT, "the extents of " + blob + " end too early");
            }
            Manifest.Extent extent = extents.get(next);
            long start = starts[next];
            next++;
            Reader opened = open(extent);
            reader = Optional.of(opened);
            current = plaintext(extent, opened, Math.max(0, position - start), Math.min(extent.length(), end - start));
        }

        private void closeExtent() throws IOException {
            current.close();
            current = InputStream.nullInputStream();
            reader.ifPresent(Reader::close);
            reader = Optional.empty();
        }

        @Override
        public void close() throws IOException {
            closeExtent();
        }
    }
}
