package io.coffer.server.authentication;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.signature.FormClaim;
import io.coffer.protocol.signature.SignatureClaim;
import io.coffer.protocol.signature.SignatureVerifier;
import io.coffer.protocol.signature.SigningScope;
import java.time.InstantSource;
import java.util.Optional;

/** Finds out who sends a request, by its signature. */
public final class Authenticator {
    private final AccessKeyStore keys;
    private final SignatureVerifier verifier;
    private final InstantSource clock;

    public Authenticator(AccessKeyStore keys, SigningScope scope, InstantSource clock) {
        this.keys = keys;
        this.verifier = new SignatureVerifier(scope);
        this.clock = clock;
    }

    /**
     * A request without a signature has an anonymous caller and keeps its first reading.
     *
     * @throws OssException when the signature is malformed, of an unknown or disabled key, or does not hold
     */
    public Authentication authenticate(OssRequest request) {
        Optional<SignatureClaim> claim = SignatureClaim.parse(request);
        if (claim.isEmpty()) {
            return new Authentication(Caller.ANONYMOUS, request.reading(request.target()));
        }
        AccessKey key = key(claim.get().accessKeyId(), claim.get().securityToken());
        return new Authentication(key.caller(), settle(request, claim.get(), key));
    }

    /**
     * The sender of a form.
     *
     * @throws OssException when the signature is of an unknown or disabled key, or does not hold
     */
    public Caller authenticate(FormClaim claim) {
        AccessKey key = key(claim.accessKeyId(), claim.securityToken());
        key.secret().lend(secret -> verifier.verify(claim, secret));
        return key.caller();
    }

    private AccessKey key(String accessKeyId, Optional<String> securityToken) {
        AccessKey key = keys.find(accessKeyId)
                .filter(AccessKey::enabled)
                .orElseThrow(() -> OssError.INVALID_ACCESS_KEY_ID.with("OSSAccessKeyId", accessKeyId));
        if (securityToken.isPresent()) {
            // a token belongs to a temporary key, and this one is not temporary
            throw OssError.INVALID_SECURITY_TOKEN.exception();
        }
        return key;
    }

    private OssRequest settle(OssRequest request, SignatureClaim claim, AccessKey key) {
        OssRequest first = request.reading(request.target());
        try {
            verify(first, claim, key);
            return first;
        } catch (OssException refusal) {
            if (request.otherReading().isEmpty() || !isMismatch(refusal.error())) {
                throw refusal;
            }
            return second(request.reading(request.otherReading().get()), claim, key, refusal);
        }
    }

    private OssRequest second(OssRequest second, SignatureClaim claim, AccessKey key, OssException firstRefusal) {
        try {
            verify(second, claim, key);
            return second;
        } catch (OssException refusal) {
            throw firstRefusal;
        }
    }

    private void verify(OssRequest request, SignatureClaim claim, AccessKey key) {
        key.secret().lend(secret -> verifier.verify(request, claim, secret, clock.instant()));
    }

    private static boolean isMismatch(OssError error) {
        return error == OssError.SIGNATURE_DOES_NOT_MATCH || error == OssError.V2_SIGNATURE_DOES_NOT_MATCH;
    }
}
