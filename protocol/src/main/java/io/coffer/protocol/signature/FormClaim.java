package io.coffer.protocol.signature;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a form says about its signature, well-formed but not yet believed.
 *
 * @param policy as it stands in the form: base64, and what is signed
 * @param credential with version 4 only
 * @param signedAt with version 4 only
 */
public record FormClaim(
        SignatureVersion version,
        String accessKeyId,
        String policy,
        String signature,
        Optional<String> credential,
        Optional<Instant> signedAt,
        Optional<String> securityToken) {
    private static final Duration LONGEST_LIFE = UrlSignature.MAX_VALIDITY;

    /** Any of them says that the signature is not of version 1. */
    private static final List<String> LATER_FIELDS = List.of(
            UrlSignature.VERSION,
            UrlSignature.CREDENTIAL,
            UrlSignature.DATE,
            UrlSignature.SIGNATURE,
            UrlSignature.ACCESS_KEY_ID);

    /**
     * Reads the claim of a form; empty when it carries none, which makes its sender anonymous.
     *
     * @param fields the value of a field by its name in lower case
     * @throws OssException when the claim is malformed or not complete
     */
    public static Optional<FormClaim> parse(Function<String, Optional<String>> fields) {
        if (LATER_FIELDS.stream().anyMatch(name -> given(fields, name).isPresent())) {
            return Optional.of(later(fields));
        }
        Optional<String> accessKeyId = given(fields, "ossaccesskeyid");
        if (given(fields, "policy").isEmpty()
                && accessKeyId.isEmpty()
                && given(fields, "signature").isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new FormClaim(
                SignatureVersion.V1,
                required(accessKeyId, "OSSAccessKeyId", OssError.MISSING_FORM_ACCESS_KEY_ID),
                policy(fields),
                signature(fields, "Signature"),
                Optional.empty(),
                Optional.empty(),
                given(fields, SecurityToken.HEADER)));
    }

    private static FormClaim later(Function<String, Optional<String>> fields) {
        String version =
                required(given(fields, UrlSignature.VERSION), UrlSignature.VERSION, OssError.INCOMPLETE_FORM_SIGNATURE);
        return switch (version) {
            case UrlSignature.V2_VERSION -> version2(fields);
            case UrlSignature.V4_VERSION -> version4(fields);
            default ->
                throw OssError.invalidArgument(
                        UrlSignature.VERSION, version, "The signature version is not supported.");
        };
    }

    private static FormClaim version2(Function<String, Optional<String>> fields) {
        String name = UrlSignature.ACCESS_KEY_ID;
        return new FormClaim(
                SignatureVersion.V2,
                required(given(fields, name), name, OssError.MISSING_FORM_ACCESS_KEY_ID),
                policy(fields),
                signature(fields, UrlSignature.SIGNATURE),
                Optional.empty(),
                Optional.empty(),
                given(fields, SecurityToken.HEADER));
    }

    private static FormClaim version4(Function<String, Optional<String>> fields) {
        String text = required(
                given(fields, UrlSignature.CREDENTIAL), UrlSignature.CREDENTIAL, OssError.INVALID_FORM_CREDENTIAL);
        V4Credential credential = credential(text);
        String date = required(given(fields, UrlSignature.DATE), UrlSignature.DATE, OssError.INVALID_FORM_DATE);
        Optional<Instant> signedAt = SigningDate.parseBasic(date)
                .filter(time -> SigningDate.isOn(time, credential.scope().day()));
        if (signedAt.isEmpty()) {
            throw OssError.INVALID_FORM_DATE.exception();
        }
        return new FormClaim(
                SignatureVersion.V4,
                credential.accessKeyId(),
                policy(fields),
                signature(fields, UrlSignature.SIGNATURE),
                Optional.of(text),
                signedAt,
                given(fields, SecurityToken.HEADER));
    }

    private static V4Credential credential(String text) {
        return V4Credential.parse(text, OssError.INVALID_FORM_CREDENTIAL, OssError.INVALID_FORM_DATE);
    }

    private static String policy(Function<String, Optional<String>> fields) {
        return required(
                given(fields, "policy"),
                "policy",
                fields.apply("policy").isPresent() ? OssError.EMPTY_FORM_POLICY : OssError.MISSING_FORM_POLICY);
    }

    private static String signature(Function<String, Optional<String>> fields, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return required(
                given(fields, lower),
                name,
                fields.apply(lower).isPresent() ? OssError.EMPTY_FORM_SIGNATURE : OssError.MISSING_FORM_SIGNATURE);
    }

    private static Optional<String> given(Function<String, Optional<String>> fields, String name) {
        return fields.apply(name).filter(value -> !value.isEmpty());
    }

    private static String required(Optional<String> value, String name, OssError missing) {
        return value.orElseThrow(() -> missing.with("ArgumentName", name).and("ArgumentValue", ""));
    }

    void requireScope(SigningScope scope) {
        credential.ifPresent(text -> scope.require(credential(text).scope(), true));
    }

    /** A form of version 4 is good for a week at most, whatever its policy says, and not before it was signed. */
    void requireTime(Instant now) {
        boolean outside = signedAt.filter(
                        time -> time.isAfter(now.plus(Validity.TOLERANCE)) || now.isAfter(time.plus(LONGEST_LIFE)))
                .isPresent();
        if (outside) {
            throw OssError.INVALID_FORM_DATE.exception();
        }
    }

    boolean matches(byte[] secret) {
        return switch (version) {
            case V1 -> PostPolicySignature.verifyV1(policy, signature, secret);
            case V2 -> PostPolicySignature.verifyV2(policy, signature, secret);
            case V4 -> PostPolicySignature.verifyV4(policy, credential.orElseThrow(), signature, secret);
        };
    }

    @Override
    public String toString() {
        return "FormClaim[" + accessKeyId + "]";
    }
}
