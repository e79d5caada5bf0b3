package io.coffer.server.pipeline;

import io.coffer.model.OssException;
import io.coffer.model.Tags;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.TlsConnection;
import io.coffer.protocol.xml.TaggingXml;
import io.coffer.server.authorization.RequestContext;
import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.operation.Documents;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.Subresource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What conditions of policies can see of a request. */
final class Circumstances {
    private static final List<String> HEADERS = List.of("x-oss-acl", "x-oss-object-acl");
    private static final Map<String, String> PARAMETERS = Map.of("prefix", "oss:Prefix", "delimiter", "oss:Delimiter");

    /** Looked up only where a policy asks for it. */
    static final String EXISTING_TAG = "oss:ExistingObjectTag/";

    private Circumstances() {}

    static RequestContext of(Operation operation, OssRequest request) {
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
        for (Map.Entry<String, String> tag :
                requestTags(operation, request).values().entrySet()) {
            context = context.and("oss:RequestObjectTag/" + tag.getKey(), tag.getValue());
        }
        Optional<String> tlsVersion = request.tls().flatMap(TlsConnection::version);
        return tlsVersion.isPresent() ? context.and("oss:TLSVersion", tlsVersion.get()) : context;
    }

    /** Tags that the request gives to an object. What is malformed gives none, as it is refused anyway. */
    private static Tags requestTags(Operation operation, OssRequest request) {
        boolean isDocument = operation.route().level() == Level.OBJECT
                && operation.route().selectors().contains(Subresource.TAGGING)
                && operation.body() instanceof Operation.Body.Document;
        boolean isKeptBack = request.headers().has("x-oss-copy-source")
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

    /** What they can see of an object's tags. */
    static Map<String, String> existingTags(Tags tags) {
        return tags.values().entrySet().stream()
                .collect(Collectors.toMap(tag -> EXISTING_TAG + tag.getKey(), Map.Entry::getValue));
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
