package io.coffer.encryption;

import io.coffer.encryption.KeyDerivation.Purpose;
import java.security.MessageDigest;

/**
 * Fixes the one data key that a body may be read with: 32 bytes that no second key gives. AES-GCM and SM4-GCM alone do
 * not (a ciphertext can be made that opens under two keys), so it is compared before any segment is opened.
 */
public final class KeyCommitment {
    public static final int LENGTH = 32;

    private KeyCommitment() {}

    public static byte[] of(DataKey key, CipherSuite suite, byte[] bucketId, byte[] blobId) {
        byte[] info = KeyDerivation.info(Purpose.COMMITMENT, suite.code(), new ExtentContext(bucketId, blobId, 0));
        return key.computed(info, () -> KeyDerivation.derive(key.secret(), KeyDerivation.NO_SALT, info, LENGTH));
    }

    /** @throws DamagedDataException when the commitment is to another key, suite, bucket or blob */
    public static void verify(DataKey key, CipherSuite suite, byte[] bucketId, byte[] blobId, byte[] commitment) {
        if (!MessageDigest.isEqual(of(key, suite, bucketId, blobId), commitment)) {
            throw new DamagedDataException("the data key is not the one that the body was written with");
        }
    }
}
