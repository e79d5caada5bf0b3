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
import java.util.Set;
import java.util.function.Supplier;

/** Finds out who sends a request, by its signature. */
public final class Authenticator {
    private static final Set<String> FAILURES =
            Set.of("InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidSecurityToken");

    private final KeyRing keys;
    private final SignatureVerifier verifier;
    private final FailedSignatures failures;
    private final InstantSource clock;

    public Authenticator(KeyRing keys, SigningScope scope, FailedSignatures failures, InstantSource clock) {
        this.keys = keys;
        this.failures = failures;
        this.verifier = new SignatureVerifier(scope, new RememberedSigningKeys());
        this.clock = clock;
    }

    /**
     * A request without a signature has an anonymous caller and keeps its first reading.
     *
     * @throws OssException when the signature is malformed, of an unknown or disabled key, beside a token that is not
     *     good, or does not hold
     */
    public Authentication authenticate(OssRequest request) {
        Optional<SignatureClaim> claim = SignatureClaim.parse(request);
        if (claim.isEmpty()) {
            return new Authentication(Caller.ANONYMOUS, request.reading(request.target()));
        }
        return counted(request.remoteAddress(), claim.get().accessKeyId(), () -> {
            AccessKey key = key(claim.get().accessKeyId(), claim.get().securityToken());
            return new Authentication(key.caller(), settle(request, claim.get(), key));
        });
    }

    /**
     * The sender of a form.
     *
     * @param remoteAddress where the form came from
     * @throws OssException when the signature is of an unknown or disabled key, beside a token that is not good, or
     *     does not hold
     */
    public Caller authenticate(FormClaim claim, String remoteAddress) {
        return counted(remoteAddress, claim.accessKeyId(), () -> {
            AccessKey key = key(claim.accessKeyId(), claim.securityToken());
            key.secret().lend(secret -> verifier.verify(claim, secret, clock.instant()));
            return key.caller();
        });
    }

    /** Beyond the limit a failure says nothing but that there were too many. A valid signature is never held up. */
    private <T> T counted(String remoteAddress, String accessKeyId, Supplier<T> authentication) {
        if (failures.isKnownUnknown(remoteAddress, accessKeyId)) {
            throw OssError.TOO_MANY_FAILED_SIGNATURES.exception();
        }
        try {
            return authentication.get();
        } catch (OssException refusal) {
            // by the error, not its code: a temporary key without its token has the same code and is known
            boolean unknownKey = refusal.error() == OssError.INVALID_ACCESS_KEY_ID;
            if (FAILURES.contains(refusal.error().code())
                    && failures.isTooMany(remoteAddress, accessKeyId, unknownKey)) {
                throw OssError.TOO_MANY_FAILED_SIGNATURES.exception();
            }
            throw refusal;
        }
    }

    private AccessKey key(String accessKeyId, Optional<String> securityToken) {
        return switch (keys.find(accessKeyId, securityToken)) {
            case KeyLookup.Found found -> enabled(found.key());
            case KeyLookup.Refused refused -> throw refusal(refused.cause(), accessKeyId);
        };
    }

    private static AccessKey enabled(AccessKey key) {
        if (!key.enabled()) {
            throw unknown(key.id());
        }
        return key;
    }

    private static OssException refusal(KeyLookup.Cause cause, String accessKeyId) {
        return switch (cause) {
            case UNKNOWN_KEY -> unknown(accessKeyId);
            case TOKEN_MISSING -> OssError.MISSING_SECURITY_TOKEN.with("OSSAccessKeyId", accessKeyId);
            case TOKEN_NOT_EXPECTED, TOKEN_INVALID -> OssError.INVALID_SECURITY_TOKEN.exception();
            case TOKEN_MALFORMED -> OssError.MALFORMED_SECURITY_TOKEN.exception();
            case TOKEN_EXPIRED -> OssError.SECURITY_TOKEN_EXPIRED.exception();
            case TOKEN_OF_ANOTHER_KEY -> OssError.SECURITY_TOKEN_OF_ANOTHER_KEY.exception();
        };
    }

    private static OssException unknown(String accessKeyId) {
        return OssError.INVALID_ACCESS_KEY_ID.with("OSSAccessKeyId", accessKeyId);
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
        return error.code().equals(OssError.SIGNATURE_DOES_NOT_MATCH.code());
    }
}
