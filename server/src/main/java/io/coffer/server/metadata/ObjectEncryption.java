package io.coffer.server.metadata;

import io.coffer.encryption.CipherSuite;
import io.coffer.encryption.WrappedKey;
import io.coffer.model.DataCipher;
import io.coffer.model.SseAlgorithm;

/**
 * How an object's body is encrypted: enough, with the key management service, to open it.
 *
 * @param commitment binds the body to one data key, compared before a segment is opened
 * @param recordTag binds the facts known at commit to the data key; empty while an upload is under way
 */
public record ObjectEncryption(
        SseAlgorithm algorithm, CipherSuite suite, WrappedKey wrappedKey, byte[] commitment, byte[] recordTag) {

    public ObjectEncryption withRecordTag(byte[] tag) {
        return new ObjectEncryption(algorithm, suite, wrappedKey, commitment, tag);
    }

    public DataCipher dataCipher() {
        return switch (suite) {
            case AES_256_GCM -> DataCipher.AES256;
            case SM4_GCM -> DataCipher.SM4;
        };
    }
}
