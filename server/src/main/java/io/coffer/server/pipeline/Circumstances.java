package io.coffer.server.pipeline;

import io.coffer.protocol.OssRequest;
import io.coffer.protocol.TlsConnection;
import io.coffer.server.authorization.RequestContext;
import io.coffer.server.bucket.BucketSnapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What conditions of policies can see of a request. */
final class Circumstances {
    private static final List<String> HEADERS = List.of("x-oss-acl", "x-oss-object-acl");
    private static final Map<String, String> PARAMETERS = Map.of("prefix", "oss:Prefix", "delimiter", "oss:Delimiter");

    private Circumstances() {}

    static RequestContext of(OssRequest request) {
        RequestContext context = RequestContext.of(request);
        for (String header : HEADERS) {
            context = request.header(header).isPresent()
                    ? context.and("oss:" + header, request.header(header).get())
                    : context;
        }
        for (Map.Entry<String, String> parameter : PARAMETERS.entrySet()) {
            context = context.and(
                    parameter.getValue(),
                    request.query().first(parameter.getKey()).orElse(""));
        }
        Optional<String> tlsVersion = request.tls().flatMap(TlsConnection::version);
        return tlsVersion.isPresent() ? context.and("oss:TLSVersion", tlsVersion.get()) : context;
    }

    /** What they can see in addition of a request to this bucket. */
    static RequestContext in(BucketSnapshot bucket, RequestContext context) {
        RequestContext here = context;
        for (Map.Entry<String, String> tag : bucket.tags().values().entrySet()) {
            here = here.and("oss:BucketTag/" + tag.getKey(), tag.getValue());
        }
        return here;
    }
}
