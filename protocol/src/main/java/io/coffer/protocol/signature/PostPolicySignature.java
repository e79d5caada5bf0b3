package io.coffer.protocol.signature;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.util.Arrays;

/** The signature of a form upload, over the policy's base64 text as it stands in the form. */
public final class PostPolicySignature {
    private PostPolicySignature() {}

    /** Version 1, the form's field {@code Signature}. */
    public static String signV1(String policy, byte[] secret) {
        return Hmac.base64(Hmac.sha1(secret, policy));
    }

    public static boolean verifyV1(String policy, String signature, byte[] secret) {
        return Hmac.matches(signV1(policy, secret), signature);
    }

    /** Version 2, the form's field {@code x-oss-signature}. */
    public static String signV2(String policy, byte[] secret) {
        return Hmac.base64(Hmac.sha256(secret, policy));
    }

    public static boolean verifyV2(String policy, String signature, byte[] secret) {
        return Hmac.matches(signV2(policy, secret), signature);
    }

    /**
     * Version 4, the form's field {@code x-oss-signature}.
     *
     * @param credential the form's field {@code x-oss-credential}
     * @throws OssException when the credential is malformed
     */
    public static String signV4(String policy, String credential, byte[] secret) {
        byte[] key = V4Credential.parse(credential, OssError.INVALID_V4_URL_CREDENTIAL, OssError.INVALID_V4_URL_DATE)
                .scope()
                .signingKey(secret);
        try {
            return Hmac.hex(Hmac.sha256(key, policy));
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    /** @throws OssException when the credential is malformed */
    public static boolean verifyV4(String policy, String credential, String signature, byte[] secret) {
        return Hmac.matches(signV4(policy, credential, secret), signature);
    }
}
