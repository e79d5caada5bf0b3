package io.coffer.server.config;

/** The root access key of an account. */
public record RootCredentials(String accessKeyId, Secret accessKeySecret) {
    public RootCredentials {
        if (accessKeyId.isBlank()) {
            throw new IllegalArgumentException("an access key id cannot be blank");
        }
    }
}
