package io.coffer.server.identity;

import io.coffer.server.authentication.AccessKeySecret;
import java.time.Instant;

/** The credentials of a session, shown once. */
public record NewSession(String accessKeyId, AccessKeySecret secret, String securityToken, Instant expires) {
    @Override
    public String toString() {
        return "NewSession[" + accessKeyId + "]";
    }
}
