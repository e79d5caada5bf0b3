package io.coffer.cli.oss;

import io.coffer.cli.Credentials;
import io.coffer.cli.RefusedException;
import io.coffer.cli.UnreachableException;
import io.coffer.cli.UsageException;
import io.coffer.protocol.Headers;
import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.Target;
import io.coffer.protocol.Target.AddressStyle;
import io.coffer.protocol.signature.RequestSigner;
import io.coffer.protocol.signature.SignableRequest;
import io.coffer.protocol.signature.SigningCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;

/** Sends signed requests to one service. It is safe for many threads. */
public final class OssClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** Until an answer begins; its body may take longer. */
    private static final Duration ANSWER = Duration.ofMinutes(5);

    private static final int LOWEST_ERROR = 300;

    private final OssConnection connection;
    private final HttpClient http;

    public OssClient(OssConnection connection) {
        this.connection = connection;
        HttpClient.Builder builder = HttpClient.newBuilder()
                .proxy(HttpClient.Builder.NO_PROXY)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT);
        connection.trust().context().ifPresent(builder::sslContext);
        this.http = builder.build();
    }

    public OssConnection connection() {
        return connection;
    }

    /**
     * Sends a request.
     *
     * @return what was answered, when it is no error
     * @throws RefusedException when the service answers with an error
     * @throws UnreachableException when there is no answer
     */
    public OssReply send(OssCall call) {
        HttpResponse<InputStream> response = exchange(request(call));
        if (response.statusCode() >= LOWEST_ERROR) {
            throw OssErrors.read(response);
        }
        return new OssReply(response.statusCode(), response.headers(), response.body());
    }

    /** Sends a request whose answer is of no use but for its headers. */
    public OssReply done(OssCall call) {
        try (OssReply reply = send(call)) {
            reply.bytes();
            return reply;
        }
    }

    /** A URL that does what the call does until it ends, for whoever has it. */
    public URI presigned(OssCall call, Duration validity) {
        Instant now = Instant.now();
        SignableRequest signable = signable(call);
        return URI.create(address(call)
                + "?"
                + RequestSigner.queryString(signed(signer -> switch (connection.signVersion()) {
                    case v1 -> signer.presignV1(signable, now.plus(validity));
                    case v4 -> signer.presignV4(signable, now, validity, Set.of());
                })));
    }

    private HttpRequest request(OssCall call) {
        SignableRequest signable = signable(call);
        Instant now = Instant.now();
        Headers headers = signed(signer -> switch (connection.signVersion()) {
            case v1 -> signer.signV1(signable, now);
            case v4 -> signer.signV4(signable, now, Set.of());
        });
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(call))
                .timeout(ANSWER)
                .method(call.method().name(), call.payload().publisher());
        try {
            headers.fields().forEach(field -> request.header(field.name(), field.value()));
        } catch (IllegalArgumentException unsendable) {
            throw new UsageException("a header cannot be sent: " + unsendable.getMessage());
        }
        return request.build();
    }

    /** The secret lives as long as one signature takes. */
    private <T> T signed(Function<RequestSigner, T> signing) {
        Credentials credentials = connection.credentials();
        byte[] secret = credentials.secretBytes();
        try {
            return signing.apply(new RequestSigner(
                    new SigningCredentials(credentials.accessKeyId(), secret, credentials.securityToken()),
                    connection.region()));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private SignableRequest signable(OssCall call) {
        AddressStyle style =
                connection.addressing() == AddressingStyle.path ? AddressStyle.PATH : AddressStyle.VIRTUAL_HOST;
        Target target = call.bucket().isEmpty() ? Target.SERVICE : new Target(call.bucket(), call.key(), style);
        return new SignableRequest(call.method(), target, call.parameters(), call.headers(), host(call));
    }

    private URI uri(OssCall call) {
        QueryParameters query = call.parameters();
        return URI.create(
                query.all().isEmpty() ? address(call) : address(call) + "?" + RequestSigner.queryString(query));
    }

    /** The URL without its query. */
    String address(OssCall call) {
        String bucketInPath = connection.addressing() == AddressingStyle.path
                ? call.bucket()
                        .map(bucket -> PercentEncoding.encode(bucket) + "/")
                        .orElse("")
                : "";
        return connection.endpoint().getScheme() + "://" + host(call) + "/" + bucketInPath
                + call.key().map(PercentEncoding::encodePath).orElse("");
    }

    private String host(OssCall call) {
        String authority = connection.endpoint().getRawAuthority();
        if (connection.addressing() != AddressingStyle.virtual || call.bucket().isEmpty()) {
            return authority;
        }
        if (AddressingStyle.isNumeric(connection.endpoint().getHost())) {
            throw new UsageException("the addressing style virtual needs an endpoint with a name, not " + authority);
        }
        String bucket = call.bucket().get();
        if (!bucket.matches("[A-Za-z0-9.-]+")) {
            throw new UsageException("no host can be named after the bucket " + bucket);
        }
        return bucket + "." + authority;
    }

    private HttpResponse<InputStream> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException failed) {
            throw new UnreachableException(
                    "cannot reach " + connection.endpoint() + ": " + Unreached.reason(failed), failed);
        } catch (UncheckedIOException failed) {
            throw new UnreachableException("what was to be sent cannot be read", failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new UnreachableException("interrupted while waiting for " + connection.endpoint(), interrupted);
        }
    }
}
