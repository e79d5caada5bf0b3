package io.coffer.server.config;

import io.coffer.model.EncryptionRule;
import io.coffer.model.SseAlgorithm;
import java.util.Optional;

/**
 * How objects are encrypted when neither the request nor the bucket says so.
 *
 * @param serverDefault the method; {@link ServerDefault#NONE} stores plain bytes
 */
public record EncryptionConfig(
        @Setting(
                name = "default",
                value = "Encrypts every new object whose request and bucket name no method.",
                fallback = "none")
        ServerDefault serverDefault) {
    public enum ServerDefault implements SettingText {
        NONE("none"),
        AES256("AES256"),
        SM4("SM4"),
        KMS("KMS");

        private final String text;

        ServerDefault(String text) {
            this.text = text;
        }

        @Override
        public String text() {
            return text;
        }
    }

    /** The rule in the form a bucket has it; KMS is the account's default key. */
    public Optional<EncryptionRule> rule() {
        return switch (serverDefault) {
            case NONE -> Optional.empty();
            case AES256 -> Optional.of(rule(SseAlgorithm.AES256));
            case SM4 -> Optional.of(rule(SseAlgorithm.SM4));
            case KMS -> Optional.of(rule(SseAlgorithm.KMS));
        };
    }

    private static EncryptionRule rule(SseAlgorithm algorithm) {
        return EncryptionRule.parse(Optional.of(algorithm.name()), Optional.empty(), Optional.empty());
    }
}
