package io.coffer.benchmark.micro;

import io.coffer.model.Region;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.RequestBody;
import io.coffer.protocol.Target;
import io.coffer.protocol.signature.RequestSigner;
import io.coffer.protocol.signature.SignableRequest;
import io.coffer.protocol.signature.SignatureClaim;
import io.coffer.protocol.signature.SignatureVerifier;
import io.coffer.protocol.signature.SigningCredentials;
import io.coffer.protocol.signature.SigningScope;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Reading and checking the signature of a GetObject in path style, as the server does for each request. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SignatureBenchmark {
    private static final Region REGION = new Region("cn-hangzhou");
    private static final String HOST = "127.0.0.1:9000";

    private final Instant time = Instant.parse("2026-11-22T10:00:00Z");
    private final byte[] secret = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private final Target target =
            new Target(Optional.of("benchmark"), Optional.of("some/key"), Target.AddressStyle.PATH);
    private final SignatureVerifier verifier = new SignatureVerifier(SigningScope.of(REGION));
    private final OssRequest v1;
    private final OssRequest v4;

    public SignatureBenchmark() {
        RequestSigner signer = new RequestSigner(new SigningCredentials("benchmark", secret, Optional.empty()), REGION);
        SignableRequest request = new SignableRequest(Method.GET, target, QueryParameters.NONE, Headers.NONE, HOST);
        v1 = request(signer.signV1(request, time));
        v4 = request(signer.signV4(request, time, Set.of()));
    }

    private OssRequest request(Headers headers) {
        return new OssRequest(
                "000000000000000000000000",
                Method.GET,
                target,
                Optional.empty(),
                QueryParameters.NONE,
                headers,
                RequestBody.EMPTY,
                Optional.empty(),
                HOST,
                HOST,
                "127.0.0.1",
                time);
    }

    @Benchmark
    public SignatureClaim v1() {
        return verified(v1);
    }

    @Benchmark
    public SignatureClaim v4() {
        return verified(v4);
    }

    private SignatureClaim verified(OssRequest request) {
        SignatureClaim claim = SignatureClaim.parse(request).orElseThrow();
        verifier.verify(request, claim, secret, time);
        return claim;
    }
}
