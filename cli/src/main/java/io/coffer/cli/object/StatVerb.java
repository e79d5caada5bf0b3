package io.coffer.cli.object;

import io.coffer.cli.Surroundings;
import io.coffer.cli.View;
import io.coffer.cli.document.XmlJson;
import io.coffer.cli.oss.OssCall;
import io.coffer.cli.oss.OssClient;
import io.coffer.cli.oss.OssReply;
import io.coffer.protocol.Method;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a bucket or an object is. */
@Command(name = "stat", description = "Shows the properties of a bucket or an object.")
public final class StatVerb extends OssVerb {
    @Parameters(paramLabel = "oss://BUCKET/KEY", description = "The bucket or the object.")
    private String address = "";

    @Option(names = "--version-id", paramLabel = "ID", description = "The version.")
    private Optional<String> version = Optional.empty();

    @Override
    View run(OssClient client, Surroundings surroundings) {
        OssAddress of = OssAddress.parse(address);
        return of.key().isEmpty() ? bucket(client, of) : object(client, of);
    }

    private static View bucket(OssClient client, OssAddress of) {
        try (OssReply reply =
                client.send(OssCall.bucket(Method.GET, of.bucket()).asking("bucketInfo"))) {
            JsonNode info = XmlJson.of(reply.document("BucketInfo").required("Bucket"));
            return View.fields(info, info, info.propertyNames().toArray(String[]::new));
        }
    }

    private View object(OssClient client, OssAddress of) {
        OssCall call = OssCall.object(Method.HEAD, of.bucket(), of.key());
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        client.done(version.map(id -> call.asking("versionId", id)).orElse(call))
                .headers()
                .map()
                .forEach((name, values) -> headers.put(name, String.join(", ", values)));
        return View.fields(headers, headers, headers.propertyNames().toArray(String[]::new));
    }
}
