package io.coffer.protocol.signature;

import io.coffer.model.Region;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.RequestBody;
import io.coffer.protocol.Target;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Requests and credentials for the tests. */
final class Requests {
    static final Instant NOW = Instant.parse("2026-03-05T08:09:10Z");
    static final Region REGION = new Region("cn-hangzhou");
    static final byte[] SECRET = "sk".getBytes(StandardCharsets.UTF_8);
    static final String HOST = "bucket.oss.example:9000";

    private Requests() {}

    static SigningCredentials credentials() {
        return new SigningCredentials("ak", SECRET, Optional.empty());
    }

    static SigningCredentials credentials(String token) {
        return new SigningCredentials("ak", SECRET, Optional.of(token));
    }

    static RequestSigner signer() {
        return new RequestSigner(credentials(), REGION);
    }

    static SignatureVerifier verifier() {
        return new SignatureVerifier(SigningScope.of(REGION));
    }

    static Target object(String bucket, String key) {
        return new Target(Optional.of(bucket), Optional.of(key), Target.AddressStyle.PATH);
    }

    static Target bucket(String bucket) {
        return new Target(Optional.of(bucket), Optional.empty(), Target.AddressStyle.PATH);
    }

    static Headers headers(String... namesAndValues) {
        Headers.Builder headers = Headers.builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers.build();
    }

    static SignableRequest signable(Method method, Target target, String query, Headers headers) {
        return new SignableRequest(method, target, QueryParameters.parse(query), headers, HOST);
    }

    static OssRequest request(Method method, Target target, String query, Headers headers) {
        return request(signable(method, target, query, headers));
    }

    static OssRequest request(SignableRequest request) {
        return new OssRequest(
                "5A016E35CB3DB13FD2BAAB3A",
                request.method(),
                request.target(),
                Optional.empty(),
                request.query(),
                request.headers(),
                RequestBody.EMPTY,
                Optional.empty(),
                request.host(),
                "oss.example:9000",
                "127.0.0.1",
                NOW);
    }

    static void verify(OssRequest request, Instant now) {
        verifier().verify(request, SignatureClaim.parse(request).orElseThrow(), SECRET, now);
    }

    static void verify(SignableRequest request) {
        verify(request(request), NOW);
    }
}
