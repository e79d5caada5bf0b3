package io.coffer.protocol.signature;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.OssRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;

/** Decides whether a claim holds: scope, then time, then the signature itself. Holds nothing but its scope. */
public final class SignatureVerifier {
    private final SigningScope scope;

    public SignatureVerifier(SigningScope scope) {
        this.scope = scope;
    }

    /**
     * Checks the claim that {@link SignatureClaim#parse} read from this request. Where a request has two readings, the
     * caller asks once for each.
     *
     * @param secret the access key's secret; it is not kept, and the caller wipes it
     * @throws OssException when the claim is for another region or product, not of this time, or the signature does not
     *     match
     */
    public void verify(OssRequest request, SignatureClaim claim, byte[] secret, Instant now) {
        if (claim instanceof V4Claim v4) {
            scope.require(v4);
        }
        claim.validity().require(now);
        SignableRequest signable = SignableRequest.of(request);
        if (!anyMatches(candidates(signable, claim), claim, secret)) {
            throw SignatureMismatch.of(
                    claim, candidates(signable, claim).findFirst().orElseThrow());
        }
    }

    /**
     * Checks the claim of a form. How long it is good its policy says.
     *
     * @param secret as above
     * @throws OssException when the claim is for another region or product, or the signature does not match
     */
    public void verify(FormClaim claim, byte[] secret) {
        claim.requireScope(scope);
        if (!claim.matches(secret)) {
            throw OssError.SIGNATURE_DOES_NOT_MATCH
                    .with("OSSAccessKeyId", claim.accessKeyId())
                    .and("SignatureProvided", claim.signature())
                    .and("StringToSign", claim.policy());
        }
    }

    /** Every form in which a client may have signed, the most common first; made one by one as they are asked for. */
    private static Stream<SigningText> candidates(SignableRequest signable, SignatureClaim claim) {
        return switch (claim) {
            case V1Claim v1 -> V1StringToSign.candidates(signable, v1);
            case V2Claim v2 -> V2StringToSign.candidates(signable, v2).stream();
            case V4Claim v4 -> V4StringToSign.candidates(signable, v4);
        };
    }

    private static boolean anyMatches(Stream<SigningText> candidates, SignatureClaim claim, byte[] secret) {
        return switch (claim) {
            case V1Claim v1 -> anyMatches(candidates, v1, text -> Hmac.base64(Hmac.sha1(secret, text)));
            case V2Claim v2 -> anyMatches(candidates, v2, text -> Hmac.base64(Hmac.sha256(secret, text)));
            case V4Claim v4 -> {
                byte[] key = v4.credential().scope().signingKey(secret);
                try {
                    yield anyMatches(candidates, v4, text -> Hmac.hex(Hmac.sha256(key, text)));
                } finally {
                    Arrays.fill(key, (byte) 0);
                }
            }
        };
    }

    private static boolean anyMatches(
            Stream<SigningText> candidates, SignatureClaim claim, Function<String, String> signature) {
        return candidates.anyMatch(
                candidate -> Hmac.matches(signature.apply(candidate.stringToSign()), claim.signature()));
    }
}
