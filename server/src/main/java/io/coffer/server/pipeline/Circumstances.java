package io.coffer.server.pipeline;

import io.coffer.model.OssException;
import io.coffer.model.Tags;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.TlsConnection;
import io.coffer.protocol.xml.TaggingXml;
import io.coffer.server.authorization.RequestContext;
import io.coffer.server.authorization.policy.ContextKey;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.Subresource;
import java.util.List;
import java.util.Optional;

/** What conditions of policies can see of a request. */
final class Circumstances {
    private record Source(String name, ContextKey key) {}

    private static final List<Source> HEADERS = List.of(
            new Source("x-oss-acl", ContextKey.of("oss:x-oss-acl")),
            new Source("x-oss-object-acl", ContextKey.of("oss:x-oss-object-acl")));
    private static final List<Source> PARAMETERS = List.of(
            new Source("prefix", ContextKey.of("oss:Prefix")), new Source("delimiter", ContextKey.of("oss:Delimiter")));
    private static final ContextKey TLS_VERSION = ContextKey.of("oss:TLSVersion");
    private static final ContextKey REQUEST_TAG = ContextKey.of("oss:RequestObjectTag/");

    private Circumstances() {}

    static RequestContext of(Operation operation, OssRequest request) {
        RequestContext context = RequestContext.of(request)
                .andEach(REQUEST_TAG, requestTags(operation, request).values());
        for (Source header : HEADERS) {
            Optional<String> value = request.header(header.name());
            context = value.isPresent() ? context.and(header.key(), value.get()) : context;
        }
        for (Source parameter : PARAMETERS) {
            context = context.and(
                    parameter.key(), request.query().first(parameter.name()).orElse(""));
        }
        Optional<String> tlsVersion = request.tls().flatMap(TlsConnection::version);
        return tlsVersion.isPresent() ? context.and(TLS_VERSION, tlsVersion.get()) : context;
    }

    /** Tags that the request gives to an object. What is malformed gives none, as it is refused anyway. */
    private static Tags requestTags(Operation operation, OssRequest request) {
        boolean isDocument = operation.route().level() == Level.OBJECT
                && operation.route().selectors().contains(Subresource.TAGGING)
                && operation.body() instanceof Operation.Body.Document;
        // any request may carry the header of a copy, but only a copy is made of its source's tags
        boolean isKeptBack =
                operation.route().header().filter("x-oss-copy-source"::equals).isPresent()
                        && !request.header("x-oss-tagging-directive")
                                .filter("REPLACE"::equalsIgnoreCase)
                                .isPresent();
        if (isKeptBack) {
            // a copy takes the tags of its source then, whatever the header says
            return Tags.NONE;
        }
        try {
            return isDocument
                    ? TaggingXml.parse(Documents.body(request), Tags.Limits.OF_OBJECT)
                    : request.header("x-oss-tagging")
                            .map(text -> Tags.parse(text, Tags.Limits.OF_OBJECT))
                            .orElse(Tags.NONE);
        } catch (OssException malformed) {
            return Tags.NONE;
        }
    }
}
