package io.coffer.cli;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The access key that signs requests.
 *
 * @param securityToken of temporary credentials
 */
public record Credentials(String accessKeyId, String accessKeySecret, Optional<String> securityToken) {
    /**
     * Credentials in the environment.
     *
     * @param prefix of the variables' names, such as {@code OSS}
     * @throws UsageException when only half of an access key is there
     */
    public static Optional<Credentials> in(Map<String, String> environment, String prefix) {
        String id = environment.getOrDefault(prefix + "_ACCESS_KEY_ID", "");
        String secret = environment.getOrDefault(prefix + "_ACCESS_KEY_SECRET", "");
        if (id.isEmpty() != secret.isEmpty()) {
            throw new UsageException(
                    prefix + "_ACCESS_KEY_ID and " + prefix + "_ACCESS_KEY_SECRET are set together or not at all");
        }
        Optional<String> token =
                Optional.ofNullable(environment.get(prefix + "_SESSION_TOKEN")).filter(text -> !text.isEmpty());
        return id.isEmpty() ? Optional.empty() : Optional.of(new Credentials(id, secret, token));
    }

    /** The same key with a token given for this one command; an empty one changes nothing. */
    public Credentials withToken(String token) {
        return token.isEmpty() ? this : new Credentials(accessKeyId, accessKeySecret, Optional.of(token));
    }

    /** A copy for signing, which the caller wipes. */
    public byte[] secretBytes() {
        return accessKeySecret.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Credentials[" + accessKeyId + "]";
    }
}
