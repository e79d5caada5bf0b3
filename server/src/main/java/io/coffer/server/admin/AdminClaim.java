package io.coffer.server.admin;

import java.util.Map;
import java.util.Optional;

/** What a signed request says of its sender, in either of the two styles. Nothing of it holds before it is verified. */
sealed interface AdminClaim permits RpcClaim, Acs3RequestClaim {
    /** @throws AdminException when the request is not signed, or not by a scheme that is supported */
    static AdminClaim of(AdminRequest request) {
        return request.authorization().isPresent() ? Acs3RequestClaim.of(request) : RpcClaim.of(request);
    }

    String accessKeyId();

    Optional<String> securityToken();

    /** When it was signed, as ISO 8601 has it. */
    String timestamp();

    String nonce();

    /** What the action is asked with, Action and Version among it. All of it is signed. */
    Map<String, String> parameters();

    /** Whether the signature is the secret's. */
    boolean isSignedWith(byte[] secret);

    /** What this server signs, for the sender to compare. */
    String stringToSign();
}
