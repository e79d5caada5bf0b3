package io.coffer.protocol.signature;

import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.QueryParameters;
import io.coffer.protocol.Target;

/**
 * The part of a request that signatures speak of.
 *
 * @param host the Host with its port if it has one; of use only where a signature of version 4 covers it
 */
public record SignableRequest(Method method, Target target, QueryParameters query, Headers headers, String host) {
    static SignableRequest of(OssRequest request) {
        return new SignableRequest(
                request.method(), request.target(), request.query(), request.headers(), request.host());
    }

    SignableRequest withHeaders(Headers changed) {
        return new SignableRequest(method, target, query, changed, host);
    }

    SignableRequest withQuery(QueryParameters changed) {
        return new SignableRequest(method, target, changed, headers, host);
    }
}
