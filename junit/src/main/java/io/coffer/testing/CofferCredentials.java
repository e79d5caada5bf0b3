package io.coffer.testing;

/** An access key. Its text form does not show the secret. */
public record CofferCredentials(String accessKeyId, String accessKeySecret) {
    @Override
    public String toString() {
        return "CofferCredentials[" + accessKeyId + "]";
    }
}
