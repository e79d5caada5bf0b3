package io.coffer.server.metadata;

import io.coffer.encryption.CipherSuite;
import io.coffer.encryption.WrappedKey;
import io.coffer.model.DataCipher;
import io.coffer.model.EncryptionContext;
import io.coffer.model.EncryptionRule;
import io.coffer.model.SseAlgorithm;
import java.util.Optional;

/**
 * How an object's body is encrypted: enough, with the key management service, to open it.
 *
 * @param context the caller's, which every unwrap of the key needs
 * @param commitment binds the body to one data key, compared before a segment is opened
 * @param recordTag binds the facts known at commit to the data key; empty while an upload is under way
 */
public record ObjectEncryption(
        SseAlgorithm algorithm,
        CipherSuite suite,
        WrappedKey wrappedKey,
        EncryptionContext context,
        byte[] commitment,
        byte[] recordTag) {

    public ObjectEncryption withRecordTag(byte[] tag) {
        return new ObjectEncryption(algorithm, suite, wrappedKey, context, commitment, tag);
    }

    public ObjectEncryption withSuite(CipherSuite other) {
        return new ObjectEncryption(algorithm, other, wrappedKey, context, commitment, recordTag);
    }

    /** The rule that an object was encrypted by, with the customer's key that it is under. */
    public EncryptionRule rule() {
        return rule(algorithm, wrappedKey.keyId(), suite);
    }

    /** @param keyId also a service key's, which is nobody's concern */
    public static EncryptionRule rule(SseAlgorithm algorithm, String keyId, CipherSuite suite) {
        Optional<String> shown = algorithm == SseAlgorithm.KMS ? Optional.of(keyId) : Optional.empty();
        return new EncryptionRule(algorithm, shown, cipher(suite));
    }

    public DataCipher dataCipher() {
        return cipher(suite);
    }

    private static DataCipher cipher(CipherSuite suite) {
        return switch (suite) {
            case AES_256_GCM -> DataCipher.AES256;
            case SM4_GCM -> DataCipher.SM4;
        };
    }
}
