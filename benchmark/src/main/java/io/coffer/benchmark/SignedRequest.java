package io.coffer.benchmark;

import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.Target;
import io.coffer.protocol.signature.RequestSigner;
import io.coffer.protocol.signature.SignableRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The line and headers of a request, signed by version 4 in the header. It can be sent again and again for a quarter of
 * an hour, so that signing takes no time from a measurement.
 *
 * @param bodyLength bytes that follow
 */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
record SignedRequest(byte[] head, long bodyLength) {
    private static final byte[] HEAD = "HEAD ".getBytes(StandardCharsets.US_ASCII);

    /** Whether its answer says a length and has no body. */
    boolean isBodiless() {
        return Arrays.mismatch(head, HEAD) == HEAD.length;
    }

    static SignedRequest object(RequestSigner signer, int port, Method method, String bucket, String key, long length) {
        return of(signer, port, method, bucket, Optional.of(key), "", length);
    }

    static SignedRequest bucket(
            RequestSigner signer, int port, Method method, String bucket, String query, int length) {
        return of(signer, port, method, bucket, Optional.empty(), query, length);
    }

    private static SignedRequest of(
            RequestSigner signer,
            int port,
            Method method,
            String bucket,
            Optional<String> key,
            String query,
            long length) {
        String host = "127.0.0.1:" + port;
        Target target = new Target(Optional.of(bucket), key, Target.AddressStyle.PATH);
        Headers signed = signer.signV4(
                new SignableRequest(method, target, QueryParameters.parse(query), Headers.NONE, host),
                Instant.now(),
                Set.of());
        StringBuilder head = new StringBuilder(method.name())
                .append(' ')
                .append(target.resource())
                .append(query.isEmpty() ? "" : "?" + query)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append("\r\n");
        signed.fields()
                .forEach(field -> head.append(field.name())
                        .append(": ")
                        .append(field.value())
                        .append("\r\n"));
        if (method == Method.PUT) {
            head.append("content-length: ").append(length).append("\r\n");
        }
        return new SignedRequest(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII), length);
    }
}
