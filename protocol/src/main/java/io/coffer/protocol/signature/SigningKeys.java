package io.coffer.protocol.signature;

import java.util.function.UnaryOperator;

/**
 * Where the signing keys of version 4 come from. A key takes four digests to derive and is good for a day, so whoever
 * checks many signatures remembers it.
 */
@FunctionalInterface
public interface SigningKeys {
    /** Derives each key anew. */
    SigningKeys DERIVED = (accessKeyId, scope, secret, derivation) -> derivation.apply(secret);

    /**
     * @param scope the day, region and product that the key is for
     * @param secret of the access key, as it is now; it is not kept
     * @param derivation makes the key from the secret
     * @return a copy, which the caller wipes
     */
    byte[] key(String accessKeyId, String scope, byte[] secret, UnaryOperator<byte[]> derivation);
}
