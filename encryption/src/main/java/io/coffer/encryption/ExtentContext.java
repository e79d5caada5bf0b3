package io.coffer.encryption;

import java.util.HexFormat;

/**
 * The place of an extent, which its key is derived for. Under any other place the extent does not open.
 *
 * @param bucketId 16 bytes
 * @param blobId 16 bytes, the body the extent is of
 * @param extentNumber 0 for a body of one extent, the part number for a multipart upload, the position in the list for
 *     an appendable object
 */
@SuppressWarnings("ArrayRecordComponent") // passed along, never compared
public record ExtentContext(byte[] bucketId, byte[] blobId, long extentNumber) {
    static final int ID_LENGTH = 16;

    public ExtentContext {
        requireId("bucket", bucketId);
        requireId("blob", blobId);
        if (extentNumber < 0) {
            throw new IllegalArgumentException("an extent number is not negative");
        }
    }

    static void requireId(String what, byte[] id) {
        if (id.length != ID_LENGTH) {
            throw new IllegalArgumentException("a " + what + " id has 16 bytes");
        }
    }

    @Override
    public String toString() {
        return "extent " + extentNumber + " of blob " + HexFormat.of().formatHex(blobId);
    }
}
