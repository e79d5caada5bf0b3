package io.coffer.model;

import java.util.Optional;

/**
 * How new objects of a bucket are encrypted when the request does not say otherwise.
 *
 * @param keyId the customer master key, only with {@link SseAlgorithm#KMS}; absent means the account's default key. It
 *     is not checked when the rule is set, so it may name a key that does not exist.
 * @param dataCipher the cipher of the data; with SSE-OSS it follows from the algorithm
 */
public record EncryptionRule(SseAlgorithm algorithm, Optional<String> keyId, DataCipher dataCipher) {
    public EncryptionRule {
        if (keyId.isPresent() && algorithm != SseAlgorithm.KMS) {
            throw OssError.KEY_ID_WITHOUT_KMS.exception();
        }
    }

    /**
     * The rule that a request's three values make.
     *
     * @param keyId an empty text equals none
     * @param dataEncryption {@code SM4} or nothing; with SSE-OSS it is accepted and has no effect
     * @throws OssException when the values are wrong or do not fit together
     */
    public static EncryptionRule parse(
            Optional<String> algorithm, Optional<String> keyId, Optional<String> dataEncryption) {
        SseAlgorithm method =
                algorithm.flatMap(SseAlgorithm::fromWire).orElseThrow(OssError.INVALID_ENCRYPTION_ALGORITHM::exception);
        return new EncryptionRule(method, keyId.filter(id -> !id.isEmpty()), cipher(method, dataEncryption));
    }

    private static DataCipher cipher(SseAlgorithm method, Optional<String> dataEncryption) {
        return switch (method) {
            case AES256 -> DataCipher.AES256;
            case SM4 -> DataCipher.SM4;
            case KMS ->
                dataEncryption
                        .filter(text -> !text.isEmpty())
                        .map(text -> {
                            if (!text.equals("SM4")) {
                                throw OssError.INVALID_DATA_ENCRYPTION
                                        .with("ArgumentName", "KMSDataEncryption")
                                        .and("ArgumentValue", text);
                            }
                            return DataCipher.SM4;
                        })
                        .orElse(DataCipher.AES256);
        };
    }

    /** The value of {@code KMSDataEncryption}, present only where the wire shows it: SM4 under KMS. */
    public Optional<String> dataEncryption() {
        return algorithm == SseAlgorithm.KMS && dataCipher == DataCipher.SM4 ? Optional.of("SM4") : Optional.empty();
    }
}
