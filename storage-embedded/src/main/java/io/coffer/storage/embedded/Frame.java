package io.coffer.storage.embedded;

import io.coffer.storage.BlobId;
import io.coffer.storage.Name;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A body in a group, and the entry that it was written for, by which compaction finds out whether it still lives:
 *
 * <pre>
 * blob:16  space:8  size:4  length of the name:2  checksum of these and the name:4  name  body
 * </pre>
 *
 * The body is one block of {@link BodyBlocks}.
 *
 * @param space the space's number
 * @param body the sealed block
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Frame(BlobId blob, long space, Name name, byte[] body) {
    private static final int FIELDS = BlobId.LENGTH + 8 + 4 + 2;
    private static final int HEADER = FIELDS + Integer.BYTES;

    int length() {
        return bodyOffset() + body.length;
    }

    /** Of the body within the frame. */
    int bodyOffset() {
        return HEADER + name.bytes().length;
    }

    int size() {
        return body.length - BodyBlocks.CHECKSUM;
    }

    void encode(ByteBuffer target) {
        int start = target.position();
        target.put(blob.bytes()).putLong(space).putInt(size()).putShort((short) name.bytes().length);
        target.putInt(checksum(target.slice(start, FIELDS), name.bytes()))
                .put(name.bytes())
                .put(body);
    }

    /** The frame at the buffer's position, which is moved behind it; empty when there is no whole one. */
    static Optional<Frame> decode(ByteBuffer source) {
        int start = source.position();
        if (source.remaining() < HEADER) {
            return Optional.empty();
        }
        byte[] blob = new byte[BlobId.LENGTH];
        source.get(blob);
        long space = source.getLong();
        int size = source.getInt();
        int nameLength = source.getShort();
        int checksum = source.getInt();
        boolean bounded = nameLength > 0
                && nameLength <= Name.MAX_LENGTH
                && size > 0
                && size <= BodyBlocks.BLOCK
                && nameLength + size + BodyBlocks.CHECKSUM <= source.remaining();
        if (!bounded) {
            return Optional.empty();
        }
        byte[] name = new byte[nameLength];
        source.get(name);
        byte[] body = new byte[size + BodyBlocks.CHECKSUM];
        source.get(body);
        boolean whole = checksum == checksum(source.slice(start, FIELDS), name);
        return whole ? Optional.of(new Frame(new BlobId(blob), space, new Name(name), body)) : Optional.empty();
    }

    private static int checksum(ByteBuffer fields, byte[] name) {
        CRC32C checksum = new CRC32C();
        checksum.update(fields);
        checksum.update(name);
        return (int) checksum.getValue();
    }
}
