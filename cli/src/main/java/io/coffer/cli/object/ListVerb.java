package io.coffer.cli.object;

import io.coffer.cli.Surroundings;
import io.coffer.cli.View;
import io.coffer.cli.oss.OssCall;
import io.coffer.cli.oss.OssClient;
import io.coffer.cli.oss.OssReply;
import io.coffer.protocol.Method;
import io.coffer.protocol.xml.XmlElement;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;

/** Lists buckets or objects. */
@Command(name = "ls", description = "Lists buckets, or the objects whose names begin as given.")
public final class ListVerb extends OssVerb {
    @Parameters(arity = "0..1", paramLabel = "oss://BUCKET/PREFIX", description = "Where; every bucket without it.")
    private Optional<String> address = Optional.empty();

    @Option(
            names = {"-d", "--directory"},
            description = "Only down to the next slash.")
    private boolean isDirectory;

    @Override
    View run(OssClient client, Surroundings surroundings) {
        return address.map(OssAddress::parse)
                .map(below -> objects(client, below))
                .orElseGet(() -> buckets(client));
    }

    private View objects(OssClient client, OssAddress below) {
        ArrayNode rows = View.items();
        ObjectList.each(
                client,
                below,
                !isDirectory,
                object -> rows.addObject()
                        .put("LastModified", text(object, "LastModified"))
                        .put("Size", text(object, "Size"))
                        .put("StorageClass", text(object, "StorageClass"))
                        .put("ETag", text(object, "ETag"))
                        .put("Name", below.named(ObjectList.key(object)).toString()),
                directory -> rows.addObject().put("Name", below.named(directory).toString()));
        return View.rows(rows, "LastModified", "Size", "StorageClass", "ETag", "Name");
    }

    private static View buckets(OssClient client) {
        ArrayNode rows = View.items();
        String marker = "";
        do {
            OssCall call = OssCall.service(Method.GET).asking("max-keys", "1000");
            try (OssReply reply = client.send(marker.isEmpty() ? call : call.asking("marker", marker))) {
                XmlElement list = reply.document("ListAllMyBucketsResult");
                list.required("Buckets")
                        .children("Bucket")
                        .forEach(bucket -> rows.addObject()
                                .put("CreationDate", text(bucket, "CreationDate"))
                                .put("Region", text(bucket, "Region"))
                                .put("StorageClass", text(bucket, "StorageClass"))
                                .put("Name", "oss://" + text(bucket, "Name")));
                marker = list.value("NextMarker").orElse("");
            }
        } while (!marker.isEmpty());
        return View.rows(rows, "CreationDate", "Region", "StorageClass", "Name");
    }

    private static String text(XmlElement parent, String name) {
        return parent.value(name).orElse("");
    }
}
