package io.coffer.encryption;

import io.coffer.encryption.KeyDerivation.Purpose;
import io.coffer.encryption.KeyManagementException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * How a data key is wrapped before a key service. The first byte tells: 0, and the service's own ciphertext follows; or
 * 1, then the intermediate key's id (16), the length (2) and bytes of the service's ciphertext of the intermediate key,
 * and the data key in a one-use seal under it (81).
 */
sealed interface IntermediateWrap {
    /** @param inner as the service gave it */
    record Direct(WrappedKey inner) implements IntermediateWrap {}

    /** @param inner the intermediate key, as the service gave it */
    @SuppressWarnings("ArrayRecordComponent") // passed along, never compared
    record Intermediate(byte[] id, WrappedKey inner, byte[] sealed) implements IntermediateWrap {
        DataKey open(DataKey intermediate, WrappedKey wrapped, WrapContext context) {
            return seal(inner.keyId(), id, context)
                    .open(intermediate.secret(), NO_ASSOCIATED_DATA, sealed)
                    .filter(secret -> secret.length == DataKey.LENGTH)
                    .map(secret -> new DataKey(secret, wrapped))
                    .orElseThrow(() -> invalid("a data key does not open under its intermediate key"));
        }

        /** The same data key and the same intermediate key, newly wrapped by the service. */
        WrappedKey under(WrappedKey rewrapped) {
            return new Intermediate(id, rewrapped, sealed).bytes();
        }

        private WrappedKey bytes() {
            byte[] wrapped = inner.ciphertext();
            if (wrapped.length > MAX_INNER) {
                throw new KeyManagementException(Kind.UNAVAILABLE, "the key service's ciphertext is too long");
            }
            return new WrappedKey(
                    inner.keyId(),
                    inner.keyVersion(),
                    ByteBuffer.allocate(HEAD + wrapped.length + sealed.length)
                            .put(UNDER_INTERMEDIATE)
                            .put(id)
                            .putShort((short) wrapped.length)
                            .put(wrapped)
                            .put(sealed)
                            .array());
        }
    }

    byte DIRECT = 0;
    byte UNDER_INTERMEDIATE = 1;
    byte[] NO_ASSOCIATED_DATA = {};
    int HEAD = 1 + ExtentContext.ID_LENGTH + Short.BYTES;
    int SEALED = DataKey.LENGTH + OneUseSeal.OVERHEAD;
    int MAX_INNER = 16 * 1024;

    static WrappedKey direct(WrappedKey inner) {
        byte[] bytes = inner.ciphertext();
        return new WrappedKey(
                inner.keyId(),
                inner.keyVersion(),
                ByteBuffer.allocate(1 + bytes.length).put(DIRECT).put(bytes).array());
    }

    /** A new data key under an intermediate one. */
    static DataKey generate(DataKey intermediate, byte[] id, WrapContext context) {
        byte[] secret = KeyDerivation.randomBytes(DataKey.LENGTH);
        WrappedKey by = intermediate.wrapped();
        byte[] sealed = seal(by.keyId(), id, context).seal(intermediate.secret(), NO_ASSOCIATED_DATA, secret);
        return new DataKey(secret, new Intermediate(id, by, sealed).bytes());
    }

    /** With a given salt, for test vectors. */
    static WrappedKey wrap(DataKey intermediate, byte[] id, WrapContext context, byte[] salt, byte[] secret) {
        WrappedKey by = intermediate.wrapped();
        byte[] sealed = seal(by.keyId(), id, context).seal(intermediate.secret(), salt, NO_ASSOCIATED_DATA, secret);
        return new Intermediate(id, by, sealed).bytes();
    }

    /** @throws KeyManagementException of kind {@link Kind#INVALID_CIPHERTEXT} when it is neither form */
    static IntermediateWrap of(WrappedKey wrapped) {
        byte[] bytes = wrapped.ciphertext();
        if (bytes.length > 1 && bytes[0] == DIRECT) {
            return new Direct(inner(wrapped, Arrays.copyOfRange(bytes, 1, bytes.length)));
        }
        if (bytes.length <= HEAD + SEALED || bytes[0] != UNDER_INTERMEDIATE) {
            throw invalid("a data key is not wrapped as before a key service");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte[] id = new byte[ExtentContext.ID_LENGTH];
        in.get(1, id);
        int length = in.getShort(1 + id.length);
        if (length < 1 || bytes.length != HEAD + length + SEALED) {
            throw invalid("a data key under an intermediate key is cut short or too long");
        }
        return new Intermediate(
                id,
                inner(wrapped, Arrays.copyOfRange(bytes, HEAD, HEAD + length)),
                Arrays.copyOfRange(bytes, HEAD + length, bytes.length));
    }

    private static WrappedKey inner(WrappedKey wrapped, byte[] ciphertext) {
        return new WrappedKey(wrapped.keyId(), wrapped.keyVersion(), ciphertext);
    }

    /** The version is not in it: it is the service's concern, and a rewrap changes it. */
    private static OneUseSeal seal(String keyId, byte[] id, WrapContext context) {
        byte[] name = keyId.getBytes(StandardCharsets.UTF_8);
        byte[] place = context.canonicalBytes();
        return new OneUseSeal(
                Purpose.INTERMEDIATE,
                ByteBuffer.allocate(Short.BYTES + name.length + id.length + place.length)
                        .putShort((short) name.length)
                        .put(name)
                        .put(id)
                        .put(place)
                        .array());
    }

    private static KeyManagementException invalid(String why) {
        return new KeyManagementException(Kind.INVALID_CIPHERTEXT, why);
    }
}
