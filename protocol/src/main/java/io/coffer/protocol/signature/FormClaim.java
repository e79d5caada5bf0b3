package io.coffer.protocol.signature;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a form says about its signature, well-formed but not yet believed.
 *
 * @param policy as it stands in the form: base64, and what is signed
 * @param credential with version 4 only
 */
public record FormClaim(
        String accessKeyId,
        String policy,
        String signature,
        Optional<String> credential,
        Optional<String> securityToken) {
    private static final String VERSION_4 = "OSS4-HMAC-SHA256";

    /**
     * Reads the claim of a form; empty when it carries none, which makes its sender anonymous.
     *
     * @param fields the value of a field by its name in lower case
     * @throws OssException when the claim is malformed or not complete
     */
    public static Optional<FormClaim> parse(Function<String, Optional<String>> fields) {
        Optional<String> policy = given(fields, "policy");
        Optional<String> token = given(fields, SecurityToken.HEADER);
        boolean isV4 = Stream.of("x-oss-signature-version", "x-oss-credential", "x-oss-date", "x-oss-signature")
                .anyMatch(name -> given(fields, name).isPresent());
        if (isV4) {
            return Optional.of(version4(fields, policy, token));
        }
        Optional<String> accessKeyId = given(fields, "ossaccesskeyid");
        Optional<String> signature = given(fields, "signature");
        if (policy.isEmpty() && accessKeyId.isEmpty() && signature.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new FormClaim(
                required(accessKeyId, "OSSAccessKeyId"),
                required(policy, "policy"),
                required(signature, "Signature"),
                Optional.empty(),
                token));
    }

    private static FormClaim version4(
            Function<String, Optional<String>> fields, Optional<String> policy, Optional<String> token) {
        String version = required(given(fields, "x-oss-signature-version"), "x-oss-signature-version");
        if (!version.equals(VERSION_4)) {
            throw OssError.invalidArgument(
                    "x-oss-signature-version", version, "The signature version is not supported.");
        }
        String text = required(given(fields, "x-oss-credential"), "x-oss-credential");
        V4Credential credential =
                V4Credential.parse(text, OssError.INVALID_V4_URL_CREDENTIAL, OssError.INVALID_V4_URL_DATE);
        String date = required(given(fields, "x-oss-date"), "x-oss-date");
        if (SigningDate.parseBasic(date).isEmpty()
                || !date.startsWith(credential.scope().day())) {
            throw OssError.INVALID_V4_URL_DATE.exception();
        }
        return new FormClaim(
                credential.accessKeyId(),
                required(policy, "policy"),
                required(given(fields, "x-oss-signature"), "x-oss-signature"),
                Optional.of(text),
                token);
    }

    private static Optional<String> given(Function<String, Optional<String>> fields, String name) {
        return fields.apply(name).filter(value -> !value.isEmpty());
    }

    private static String required(Optional<String> value, String name) {
        return value.orElseThrow(() ->
                OssError.INCOMPLETE_FORM_SIGNATURE.with("ArgumentName", name).and("ArgumentValue", ""));
    }

    void requireScope(SigningScope scope) {
        credential.ifPresent(text -> scope.require(
                V4Credential.parse(text, OssError.INVALID_V4_URL_CREDENTIAL, OssError.INVALID_V4_URL_DATE)
                        .scope(),
                true));
    }

    boolean matches(byte[] secret) {
        return credential
                .map(text -> PostPolicySignature.verifyV4(policy, text, signature, secret))
                .orElseGet(() -> PostPolicySignature.verifyV1(policy, signature, secret));
    }

    @Override
    public String toString() {
        return "FormClaim[" + accessKeyId + "]";
    }
}
