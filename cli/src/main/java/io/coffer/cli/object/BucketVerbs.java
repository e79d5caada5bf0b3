package io.coffer.cli.object;

import io.coffer.cli.Surroundings;
import io.coffer.cli.UsageException;
import io.coffer.cli.View;
import io.coffer.cli.oss.OssCall;
import io.coffer.cli.oss.OssClient;
import io.coffer.protocol.Method;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes and removes buckets. */
public final class BucketVerbs {
    private BucketVerbs() {}

    /** A new bucket. */
    @Command(name = "mb", description = "Creates a bucket.")
    public static final class MakeVerb extends OssVerb {
        @Parameters(paramLabel = "oss://BUCKET", description = "The bucket.")
        private String address = "";

        @Option(names = "--acl", paramLabel = "ACL", description = "Its ACL (private).")
        private Optional<String> acl = Optional.empty();

        @Override
        View run(OssClient client, Surroundings surroundings) {
            OssCall call = OssCall.bucket(Method.PUT, bucket(address));
            client.done(acl.map(grant -> call.header("x-oss-acl", grant)).orElse(call));
            return told(bucket(address), "created");
        }
    }

    /** The end of a bucket. */
    @Command(name = "rb", description = "Deletes an empty bucket.")
    public static final class RemoveVerb extends OssVerb {
        @Parameters(paramLabel = "oss://BUCKET", description = "The bucket.")
        private String address = "";

        @Override
        View run(OssClient client, Surroundings surroundings) {
            client.done(OssCall.bucket(Method.DELETE, bucket(address)));
            return told(bucket(address), "deleted");
        }
    }

    private static String bucket(String address) {
        OssAddress parsed = OssAddress.parse(address);
        if (!parsed.key().isEmpty()) {
            throw new UsageException("it must be oss://BUCKET, not " + address);
        }
        return parsed.bucket();
    }

    private static View told(String bucket, String what) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("Bucket", bucket);
        return View.done(json, "bucket " + bucket + " " + what);
    }
}
