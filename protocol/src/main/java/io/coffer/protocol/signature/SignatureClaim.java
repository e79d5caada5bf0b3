package io.coffer.protocol.signature;

import io.coffer.model.OssError;
import io.coffer.protocol.OssRequest;
import java.util.Optional;

/** What a request says about its signature, well-formed but not yet believed. */
public sealed interface SignatureClaim permits V1Claim, V2Claim, V4Claim {
    SignatureVersion version();

    String accessKeyId();

    /** The signature as sent, base64 or hex. */
    String signature();

    /** Whether the claim stands in the URL (a presigned request) and not in the header. */
    boolean inUrl();

    /** The token of temporary credentials, from whichever place the version has for it. */
    Optional<String> securityToken();

    /** The time in which the claim may be used. */
    Validity validity();

    /** Whether the request claims a signature in its URL, as one that its sender did not make by itself does. */
    static boolean isPresigned(OssRequest request) {
        return UrlSignature.isPresent(request.query());
    }

    /**
     * Reads the claim of a request; empty when it carries none, which makes its sender anonymous.
     *
     * @throws io.coffer.model.OssException when the claim is malformed, partial, or made in header and URL at once
     */
    static Optional<SignatureClaim> parse(OssRequest request) {
        boolean inHeader = request.headers().has("authorization");
        boolean inUrl = UrlSignature.isPresent(request.query());
        if (inHeader && inUrl) {
            throw OssError.HEADER_AND_URL_SIGNATURE.exception();
        }
        if (inHeader) {
            return Optional.of(AuthorizationHeader.parse(request));
        }
        return inUrl ? Optional.of(UrlSignature.parse(request)) : Optional.empty();
    }
}
