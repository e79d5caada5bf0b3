package io.coffer.cli.object;

import io.coffer.cli.oss.OssCall;
import io.coffer.cli.oss.OssClient;
import io.coffer.cli.oss.OssReply;
import io.coffer.protocol.Method;
import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.xml.XmlElement;
import java.util.function.Consumer;

/** The objects below an address, a page at a time. */
final class ObjectList {
    private static final String PAGE = "1000";

    private ObjectList() {}

    /** @param isDeep whether names behind a further slash count; otherwise what they have in common does */
    static void each(
            OssClient client,
            OssAddress below,
            boolean isDeep,
            Consumer<XmlElement> objects,
            Consumer<String> directories) {
        String token = "";
        do {
            OssCall call = OssCall.bucket(Method.GET, below.bucket())
                    .asking("list-type", "2")
                    .asking("encoding-type", "url")
                    .asking("max-keys", PAGE);
            call = below.key().isEmpty() ? call : call.asking("prefix", below.key());
            call = isDeep ? call : call.asking("delimiter", "/");
            call = token.isEmpty() ? call : call.asking("continuation-token", token);
            try (OssReply reply = client.send(call)) {
                XmlElement list = reply.document("ListBucketResult");
                list.children("Contents").forEach(objects);
                list.children("CommonPrefixes").forEach(prefix -> directories.accept(decoded(prefix, "Prefix")));
                token = list.value("NextContinuationToken").orElse("");
            }
        } while (!token.isEmpty());
    }

    static String key(XmlElement object) {
        return decoded(object, "Key");
    }

    private static String decoded(XmlElement parent, String name) {
        return parent.child(name)
                .map(element -> PercentEncoding.decodeQuery(element.text()))
                .orElse("");
    }
}
