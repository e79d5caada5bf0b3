package io.coffer.encryption;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a record tag vouches for: which object a body belongs to and what it consists of.
 *
 * @param bucketId 16 bytes
 * @param name the object's key as stored
 * @param versionId the version's id as text, empty in the one slot of a bucket that never had versions
 * @param blobId 16 bytes
 * @param suite what the segments are ciphered with
 * @param length of the plaintext in bytes
 * @param extentCount how many extents the body has
 * @param manifestRoot 32 bytes over the list of extents, for a body of several
 * @param commitment the 32 bytes of {@link KeyCommitment}
 */
@SuppressWarnings("ArrayRecordComponent") // passed along, never compared
public record RecordFacts(
        byte[] bucketId,
        byte[] name,
        String versionId,
        byte[] blobId,
        CipherSuite suite,
        long length,
        long extentCount,
        Optional<byte[]> manifestRoot,
        byte[] commitment) {
    private static final int FORMAT = 1;
    private static final int ROOT_LENGTH = 32;

    public RecordFacts {
        ExtentContext.requireId("bucket", bucketId);
        ExtentContext.requireId("blob", blobId);
        if (length < 0 || extentCount < 0) {
            throw new IllegalArgumentException("a length and a count are not negative");
        }
        if (manifestRoot.isPresent() && manifestRoot.get().length != ROOT_LENGTH) {
            throw new IllegalArgumentException("a manifest root has 32 bytes");
        }
        if (commitment.length != KeyCommitment.LENGTH) {
            throw new IllegalArgumentException("a key commitment has 32 bytes");
        }
    }

    /**
     * Format (1 byte, 1), bucket id (16), blob id (16), suite (1), length (8), extent count (8), commitment (32),
     * whether a root follows (1) and the root (32), length of the name (4) and the name, length of the version id (4)
     * and the version id in UTF-8. Numbers are big-endian.
     */
    byte[] canonicalBytes() {
        byte[] version = versionId.getBytes(StandardCharsets.UTF_8);
        byte[] root = manifestRoot.orElse(new byte[0]);
        int fixed = 1 + 2 * ExtentContext.ID_LENGTH + 1 + 2 * Long.BYTES + KeyCommitment.LENGTH + 1 + 2 * Integer.BYTES;
        return ByteBuffer.allocate(fixed + root.length + name.length + version.length)
                .put((byte) FORMAT)
                .put(bucketId)
                .put(blobId)
                .put((byte) suite.code())
                .putLong(length)
                .putLong(extentCount)
                .put(commitment)
                .put((byte) (manifestRoot.isPresent() ? 1 : 0))
                .put(root)
                .putInt(name.length)
                .put(name)
                .putInt(version.length)
                .put(version)
                .array();
    }
}
