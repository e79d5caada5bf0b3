package io.coffer.model;

import java.util.Optional;

/** The method of server-side encryption as the wire names it: who holds the key, and for service keys which cipher. */
public enum SseAlgorithm {
    /** SSE-OSS: AES-256 under a key the service keeps and rotates. */
    AES256,
    /** SSE-OSS with the SM4 cipher. */
    SM4,
    /** SSE-KMS: a customer master key, named or the account's default. */
    KMS;

    public static Optional<SseAlgorithm> fromWire(String text) {
        for (SseAlgorithm algorithm : values()) {
            if (algorithm.name().equals(text)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
