package io.coffer.protocol.signature;

import java.util.Optional;

/** What a client signs with. The secret's array is not copied: its owner wipes it. */
public final class SigningCredentials {
    private final String accessKeyId;
    private final byte[] secret;
    private final Optional<String> securityToken;

    /** @param securityToken goes with temporary credentials */
    public SigningCredentials(String accessKeyId, byte[] secret, Optional<String> securityToken) {
        this.accessKeyId = accessKeyId;
        this.secret = secret;
        this.securityToken = securityToken;
    }

    public String accessKeyId() {
        return accessKeyId;
    }

    public Optional<String> securityToken() {
        return securityToken;
    }

    byte[] secret() {
        return secret;
    }

    @Override
    public String toString() {
        return "SigningCredentials[" + accessKeyId + "]";
    }
}
