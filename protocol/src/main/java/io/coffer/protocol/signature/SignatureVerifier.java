package io.coffer.protocol.signature;

import io.coffer.model.OssException;
import io.coffer.protocol.OssRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Decides whether a claim holds: scope, then time, then the signature itself. Holds nothing but scope and keys. */
public final class SignatureVerifier {
    private final SigningScope scope;
    private final SigningKeys keys;

    public SignatureVerifier(SigningScope scope) {
        this(scope, SigningKeys.DERIVED);
    }

    public SignatureVerifier(SigningScope scope, SigningKeys keys) {
        this.scope = scope;
        this.keys = keys;
    }

    /**
     * Checks the claim that {@link SignatureClaim#parse} read from this request. Where a request has two readings, the
     * caller asks once for each.
     *
     * @param secret the access key's secret; it is not kept, and the caller wipes it
     * @throws OssException when the claim is for another region or product, not of this time or not for this sender, or
     *     the signature does not match
     */
    public void verify(OssRequest request, SignatureClaim claim, byte[] secret, Instant now) {
        if (claim instanceof V4Claim v4) {
            scope.require(v4);
        }
        claim.validity().require(now);
        SenderRestriction restriction = SenderRestriction.of(request, claim);
        SignableRequest signable = restriction.asSigned(SignableRequest.of(request));
        switch (claim) {
            case V1Claim v1 ->
                require(
                        v1,
                        V1StringToSign.usual(signable, v1),
                        () -> V1StringToSign.candidates(signable, v1),
                        text -> Hmac.base64(Hmac.sha1(secret, text)),
                        restriction);
            case V2Claim v2 ->
                require(
                        v2,
                        V2StringToSign.usual(signable, v2),
                        () -> V2StringToSign.candidates(signable, v2),
                        text -> Hmac.base64(Hmac.sha256(secret, text)),
                        restriction);
            case V4Claim v4 -> {
                byte[] key = key(v4, secret);
                try {
                    require(
                            v4,
                            V4StringToSign.usual(signable, v4),
                            () -> V4StringToSign.candidates(signable, v4),
                            text -> Hmac.hex(Hmac.sha256(key, text)),
                            restriction);
                } finally {
                    Arrays.fill(key, (byte) 0);
                }
            }
        }
        restriction.requireKnownNetwork();
    }

    private byte[] key(V4Claim claim, byte[] secret) {
        V4Scope of = claim.credential().scope();
        return keys.key(claim.accessKeyId(), of.toString(), secret, of::signingKey);
    }

    /**
     * Checks the claim of a form. How long it is good its policy says.
     *
     * @param secret as above
     * @throws OssException when the claim is for another region or product, not of this time, or the signature does not
     *     match
     */
    public void verify(FormClaim claim, byte[] secret, Instant now) {
        claim.requireScope(scope);
        claim.requireTime(now);
        if (!claim.matches(secret)) {
            throw SignatureMismatch.of(claim);
        }
    }

    /** Nearly every client signs in the usual form, so the others are made only when that one does not hold. */
    private static void require(
            SignatureClaim claim,
            SigningText usual,
            Supplier<Stream<SigningText>> candidates,
            Function<String, String> signature,
            SenderRestriction restriction) {
        boolean holds = Hmac.matches(signature.apply(usual.stringToSign()), claim.signature())
                || candidates
                        .get()
                        .anyMatch(candidate ->
                                Hmac.matches(signature.apply(candidate.stringToSign()), claim.signature()));
        if (!holds) {
            throw SignatureMismatch.of(restriction.mismatch(claim.version()), claim, usual);
        }
    }
}
