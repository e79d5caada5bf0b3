package io.coffer.encryption.provider;

import io.coffer.encryption.KeyManagementException;
import io.coffer.encryption.KeyManagementException.Kind;
import io.coffer.encryption.WrappedKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * What a wrapped key of a remote KMS holds: format (1, 1), number of the version (4), length (1) and ASCII of the KMS's
 * id of that version, then the KMS's blob. So an object tells the KMS's own version id even where the store's list of
 * numbers is lost.
 *
 * @param blob as the API writes it, in base64
 */
record KmsCiphertext(int number, String versionId, String blob) {
    private static final int FORMAT = 1;
    private static final int HEAD = 1 + Integer.BYTES + 1;
    private static final String VERSION_ID = "[\\x21-\\x7e]{1,128}";

    /** @throws KeyManagementException of kind {@link Kind#UNAVAILABLE} when the KMS's answer is of another form */
    static KmsCiphertext parse(int number, String versionId, String blob) {
        if (!versionId.matches(VERSION_ID) || !isCanonical(blob)) {
            throw new KeyManagementException(Kind.UNAVAILABLE, "the KMS answers with an unknown form of ciphertext");
        }
        return new KmsCiphertext(number, versionId, blob);
    }

    /** Must be written again as it was. */
    private static boolean isCanonical(String blob) {
        try {
            return Base64.getEncoder()
                    .encodeToString(Base64.getDecoder().decode(blob))
                    .equals(blob);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    /** @throws KeyManagementException of kind {@link Kind#INVALID_CIPHERTEXT} when it is not of this form */
    static KmsCiphertext of(WrappedKey wrapped) {
        ByteBuffer in = ByteBuffer.wrap(wrapped.ciphertext());
        if (in.remaining() < HEAD || in.get() != FORMAT || in.getInt() != wrapped.keyVersion()) {
            throw invalid();
        }
        byte[] versionId = new byte[Byte.toUnsignedInt(in.get())];
        if (versionId.length >= in.remaining()) {
            throw invalid();
        }
        in.get(versionId);
        byte[] blob = new byte[in.remaining()];
        in.get(blob);
        return new KmsCiphertext(
                wrapped.keyVersion(),
                new String(versionId, StandardCharsets.ISO_8859_1),
                Base64.getEncoder().encodeToString(blob));
    }

    private static KeyManagementException invalid() {
        return new KeyManagementException(Kind.INVALID_CIPHERTEXT, "a data key is not one of a remote KMS");
    }

    WrappedKey wrapped(String keyId) {
        byte[] id = versionId.getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = Base64.getDecoder().decode(blob);
        return new WrappedKey(
                keyId,
                number,
                ByteBuffer.allocate(HEAD + id.length + bytes.length)
                        .put((byte) FORMAT)
                        .putInt(number)
                        .put((byte) id.length)
                        .put(id)
                        .put(bytes)
                        .array());
    }
}
