package io.coffer.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The access key that signs requests.
 *
 * @param securityToken of temporary credentials
 */
record Credentials(String accessKeyId, String accessKeySecret, Optional<String> securityToken) {
    /**
     * Finds credentials in the environment, else in ossutil's configuration file.
     *
     * @throws UsageException when there are none
     */
    static Credentials find(Map<String, String> environment, Path home) {
        String id = environment.getOrDefault("OSS_ACCESS_KEY_ID", "");
        String secret = environment.getOrDefault("OSS_ACCESS_KEY_SECRET", "");
        if (id.isEmpty() != secret.isEmpty()) {
            throw new UsageException("OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET are set together or not at all");
        }
        if (!id.isEmpty()) {
            Optional<String> token =
                    Optional.ofNullable(environment.get("OSS_SESSION_TOKEN")).filter(text -> !text.isEmpty());
            return new Credentials(id, secret, token);
        }
        return OssutilConfiguration.read(home)
                .credentials()
                .orElseThrow(() -> new UsageException("no credentials: set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET,"
                        + " or write them to ~/" + OssutilConfiguration.FILE));
    }

    /** A copy for signing, which the caller wipes. */
    byte[] secretBytes() {
        return accessKeySecret.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "Credentials[" + accessKeyId + "]";
    }
}
