package io.coffer.server.pipeline;

import io.coffer.protocol.OssRequest;
import io.coffer.server.authorization.RequestContext;
import java.util.List;
import java.util.Map;

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
        return context;
    }
}
