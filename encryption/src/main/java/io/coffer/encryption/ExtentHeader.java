package io.coffer.encryption;

import io.coffer.encryption.KeyDerivation.Purpose;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** An extent's first 40 bytes: their number (1 byte, 40), the salt of the extent's key (32), the nonces' prefix (7). */
@SuppressWarnings("ArrayRecordComponent") // passed along, never compared
record ExtentHeader(byte[] salt, byte[] noncePrefix) {
    private static final int PREFIX_LENGTH = 7;

    static ExtentHeader random() {
        return new ExtentHeader(
                KeyDerivation.randomBytes(KeyDerivation.SALT_LENGTH), KeyDerivation.randomBytes(PREFIX_LENGTH));
    }

    /** @throws DamagedDataException when these are not 40 bytes of a header */
    static ExtentHeader parse(byte[] bytes) {
        if (bytes.length != SegmentLayout.HEADER_LENGTH || bytes[0] != SegmentLayout.HEADER_LENGTH) {
            throw new DamagedDataException("an extent does not begin with its header");
        }
        int prefixAt = 1 + KeyDerivation.SALT_LENGTH;
        return new ExtentHeader(
                Arrays.copyOfRange(bytes, 1, prefixAt), Arrays.copyOfRange(bytes, prefixAt, bytes.length));
    }

    void write(byte[] target) {
        ByteBuffer.wrap(target)
                .put((byte) SegmentLayout.HEADER_LENGTH)
                .put(salt)
                .put(noncePrefix);
    }

    SegmentCipher cipher(DataKey key, CipherSuite suite, ExtentContext context) {
        byte[] info = KeyDerivation.info(Purpose.EXTENT, suite.code(), context);
        byte[] extentKey = key.computed(
                KeyDerivation.joined(info, salt),
                () -> KeyDerivation.derive(key.secret(), salt, info, suite.keyLength()));
        return switch (suite) {
            case AES_256_GCM -> new AesSegmentCipher(extentKey);
            case SM4_GCM -> sm4(extentKey);
        };
    }

    private static SegmentCipher sm4(byte[] extentKey) {
        return Gcrypt.library()
                .<SegmentCipher>map(library -> new GcryptSm4SegmentCipher(library, extentKey))
                .orElseGet(() -> new Sm4SegmentCipher(extentKey));
    }

    /** Prefix (7), the segment's number (4), whether it is the extent's last (1). */
    byte[] nonce(long segment, boolean last) {
        return ByteBuffer.allocate(PREFIX_LENGTH + Integer.BYTES + 1)
                .put(noncePrefix)
                .putInt((int) segment)
                .put((byte) (last ? 1 : 0))
                .array();
    }
}
