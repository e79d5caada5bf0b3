package io.coffer.protocol.signature;

import io.coffer.model.OssError;
import io.coffer.protocol.OssRequest;
import java.util.List;
import java.util.Optional;

/** Where the token of temporary credentials travels. An empty one equals none. */
final class SecurityToken {
    static final String HEADER = "x-oss-security-token";

    /** Of version 1: a signed sub-resource; as a header, which two clients send, it is not signed. */
    static final String V1_NAME = "security-token";

    private SecurityToken() {}

    static Optional<String> v1(OssRequest request) {
        return one(header(request, List.of(HEADER, V1_NAME)), query(request, List.of(V1_NAME)));
    }

    static Optional<String> v2(OssRequest request) {
        return one(header(request, List.of(HEADER)), query(request, List.of(HEADER, V1_NAME)));
    }

    static Optional<String> v4(OssRequest request) {
        return one(header(request, List.of(HEADER)), query(request, List.of(HEADER)));
    }

    private static Optional<String> header(OssRequest request, List<String> names) {
        for (String name : names) {
            for (String token : request.headers().all(name)) {
                if (!token.isEmpty()) {
                    return Optional.of(token);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> query(OssRequest request, List<String> names) {
        for (String name : names) {
            Optional<String> token = request.query().first(name).filter(text -> !text.isEmpty());
            if (token.isPresent()) {
                return token;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> one(Optional<String> inHeader, Optional<String> inUrl) {
        if (inHeader.isPresent() && inUrl.isPresent()) {
            throw OssError.HEADER_AND_URL_SIGNATURE.exception();
        }
        return inHeader.or(() -> inUrl);
    }
}
