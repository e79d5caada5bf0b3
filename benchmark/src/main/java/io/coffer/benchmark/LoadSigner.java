package io.coffer.benchmark;

import io.coffer.protocol.Headers;
import io.coffer.protocol.signature.RequestSigner;
import io.coffer.protocol.signature.SignableRequest;
import java.time.Instant;
import java.util.Set;

/** Adds to a request's headers what proves who sends it. */
@FunctionalInterface
interface LoadSigner {
    Headers sign(SignableRequest request);

    /** OSS, version 4. */
    static LoadSigner oss(RequestSigner signer) {
        return request -> signer.signV4(request, Instant.now(), Set.of());
    }
}
