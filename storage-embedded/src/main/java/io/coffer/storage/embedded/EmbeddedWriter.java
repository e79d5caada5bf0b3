package io.coffer.storage.embedded;

import io.coffer.storage.BlobId;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import io.coffer.storage.Writer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one block in memory; a body that outgrows it goes to a file block by block. */
final class EmbeddedWriter implements Writer {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedWriter.class);
    private static final int FIRST_CAPACITY = 1024;

    private final EmbeddedStorageEngine engine;
    private final BlobId blob;
    private byte[] block;
    private int filled;
    private long number;
    private long size;
    private boolean spent;
    private Disk.@Nullable DiskFile file;
    /** there is one with the file */
    private @Nullable BodyForcing forcing;

    EmbeddedWriter(EmbeddedStorageEngine engine, BlobId blob, long sizeHint) {
        this.engine = engine;
        this.blob = blob;
        this.block = new byte[(int) Math.clamp(sizeHint, 0, BodyBlocks.BLOCK) + BodyBlocks.CHECKSUM];
    }

    boolean belongsTo(EmbeddedStorageEngine other) {
        return engine == other;
    }

    @Override
    public BlobId blob() {
        return blob;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (spent) {
            throw new IllegalStateException("the writer is spent");
        }
        int done = 0;
        while (done < length) {
            if (filled == BodyBlocks.BLOCK) {
                writeBlock();
            }
            if (filled == 0 && file != null && length - done >= BodyBlocks.BLOCK) {
                // a whole block of a body that is in a file anyway needs no copy
                writeBlock(bytes, offset + done, BodyBlocks.BLOCK);
                done += BodyBlocks.BLOCK;
                size += BodyBlocks.BLOCK;
                continue;
            }
            int count = Math.min(length - done, BodyBlocks.BLOCK - filled);
            reserve(filled + count);
            System.arraycopy(bytes, offset + done, block, filled, count);
            filled += count;
            done += count;
            size += count;
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void close() {
        if (!spent) {
            spent = true;
            discard();
        }
    }

    /** From now on the body is the commit's to settle, by {@link #keep} or {@link #discard}. */
    void spend() {
        if (spent) {
            throw new IllegalStateException("the writer is spent");
        }
        spent = true;
    }

    /** Makes the body durable, wherever it lies. */
    FinishedBody finish() {
        if (size == 0) {
            return new FinishedBody(blob, 0, Placement.NONE, new byte[0]);
        }
        if (file == null && size <= engine.options().inlineLimit()) {
            BodyBlocks.seal(blob, 0, block, filled);
            byte[] sealed = Arrays.copyOf(block, filled + BodyBlocks.CHECKSUM);
            return new FinishedBody(blob, size, Placement.SEGMENT, sealed);
        }
        if (filled > 0) {
            writeBlock();
        }
        force();
        return new FinishedBody(blob, size, Placement.FILE, new byte[0]);
    }

    /** The body was claimed. */
    void keep() {
        closeChannel();
        engine.files().settle(blob);
    }

    /** Nobody will claim the body. What cannot be deleted now is an orphan, which the next opening removes. */
    void discard() {
        boolean inFile = file != null;
        closeChannel();
        if (inFile) {
            try {
                engine.files().delete(blob);
            } catch (IOException e) {
                LOG.warn("cannot delete the unused body file {}: {}", blob, e.getMessage());
            }
        }
        engine.files().settle(blob);
    }

    /** It is not known whether the body was claimed: the file stays, and is not taken for an orphan. */
    void leave() {
        closeChannel();
    }

    private void reserve(int length) {
        int capacity = block.length - BodyBlocks.CHECKSUM;
        if (length > capacity) {
            int grown = Math.max(length, Math.max(FIRST_CAPACITY, 2 * capacity));
            block = Arrays.copyOf(block, Math.min(BodyBlocks.BLOCK, grown) + BodyBlocks.CHECKSUM);
        }
    }

    private void writeBlock() {
        BodyBlocks.seal(blob, number, block, filled);
        write(ByteBuffer.wrap(block, 0, filled + BodyBlocks.CHECKSUM));
        filled = 0;
    }

    private void writeBlock(byte[] bytes, int offset, int length) {
        write(ByteBuffer.wrap(bytes, offset, length), BodyBlocks.checksumAfter(blob, number, bytes, offset, length));
    }

    /** @param parts a block and its checksum, one behind the other */
    private void write(ByteBuffer... parts) {
        engine.room().require();
        try {
            if (file == null) {
                file = engine.files().create(blob);
                forcing = new BodyForcing(engine.files(), blob, file, engine.forcing());
            }
            long position = BodyBlocks.position(number);
            for (ByteBuffer part : parts) {
                int length = part.remaining();
                file.writeAll(part, position);
                position += length;
            }
            Objects.requireNonNull(forcing).written(position);
        } catch (IOException e) {
            // half a block may lie in the file: nothing can follow it
            spent = true;
            discard();
            throw Failures.of("cannot write body " + blob, e);
        }
        number++;
    }

    private void force() {
        IOException failure = Objects.requireNonNull(forcing).finish();
        if (failure != null) {
            StorageException told = Failures.of("cannot make body " + blob + " durable", failure);
            if (told.kind() != Kind.FULL) {
                // after a failed fsync the kernel may have dropped other bytes too, without telling anyone
                engine.refuseWrites("a body could not be made durable: " + failure.getMessage(), failure);
            }
            throw told;
        }
    }

    private void closeChannel() {
        block = new byte[BodyBlocks.CHECKSUM];
        Disk.DiskFile open = file;
        file = null;
        if (open != null) {
            Objects.requireNonNull(forcing).settle();
            try {
                open.close();
            } catch (IOException e) {
                LOG.warn("cannot close the body file {}: {}", blob, e.getMessage());
            }
        }
    }
}
