package io.coffer.protocol;

import java.time.Instant;
import java.util.Optional;

/**
 * A request as a value.
 *
 * @param requestId 24 characters of upper-case hex, given by this server
 * @param target the bucket and object, in the reading that holds
 * @param otherReading a second reading, when the Host and the path both seem to name the bucket; the one for which the
 *     signature holds is right
 * @param tls of the connection, when it is a secure one
 * @param host the Host the caller used, with its port if it had one
 * @param serviceHost the Host without the bucket's label, with its port: what an endpoint in an answer is made of
 * @param remoteAddress the peer's IP address
 */
public record OssRequest(
        String requestId,
        Method method,
        Target target,
        Optional<Target> otherReading,
        QueryParameters query,
        Headers headers,
        RequestBody body,
        Optional<TlsConnection> tls,
        String host,
        String serviceHost,
        String remoteAddress,
        Instant receivedAt) {

    public boolean isSecure() {
        return tls.isPresent();
    }

    public String scheme() {
        return isSecure() ? "https" : "http";
    }

    public Optional<String> header(String name) {
        return headers.first(name);
    }

    public OssRequest reading(Target chosen) {
        return with(chosen, Optional.empty(), headers, body);
    }

    public OssRequest withBody(RequestBody newBody) {
        return with(target, otherReading, headers, newBody);
    }

    /** The upload that the fields of a form describe. */
    public OssRequest asUpload(Target object, Headers described, RequestBody file) {
        return with(object, Optional.empty(), described, file);
    }

    /** What the same sender would ask for in another way; the second reading is gone. */
    public OssRequest asking(Method newMethod, Target newTarget, QueryParameters newQuery, Headers newHeaders) {
        return new OssRequest(
                requestId,
                newMethod,
                newTarget,
                Optional.empty(),
                newQuery,
                newHeaders,
                body,
                tls,
                host,
                serviceHost,
                remoteAddress,
                receivedAt);
    }

    private OssRequest with(
            Target newTarget, Optional<Target> newOtherReading, Headers newHeaders, RequestBody newBody) {
        return new OssRequest(
                requestId,
                method,
                newTarget,
                newOtherReading,
                query,
                newHeaders,
                newBody,
                tls,
                host,
                serviceHost,
                remoteAddress,
                receivedAt);
    }
}
