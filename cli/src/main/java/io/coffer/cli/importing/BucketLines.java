package io.coffer.cli.importing;

import io.coffer.cli.Printable;
import tools.jackson.databind.JsonNode;

/** A bucket's report for people. */
final class BucketLines {
    private static final int MOST_FAILURES = 20;

    private BucketLines() {}

    static void write(JsonNode bucket, StringBuilder told) {
        told.append(text(bucket, "Bucket"))
                .append(" -> ")
                .append(text(bucket, "Target"))
                .append(": ")
                .append(text(bucket, "Keys"))
                .append(" names, ")
                .append(text(bucket, "Versions"))
                .append(" versions, ")
                .append(text(bucket, "DeleteMarkers"))
                .append(" delete markers, ")
                .append(text(bucket, "Bytes"))
                .append(" bytes\n  verified: ")
                .append(text(bucket, "VerifiedByCrc64"))
                .append(" by CRC-64, ")
                .append(text(bucket, "VerifiedByMd5"))
                .append(" by MD5, ")
                .append(text(bucket, "VerifiedBySize"))
                .append(" by size\n  settings: ");
        told.append(String.join(
                        ", ",
                        bucket.path("Settings")
                                .valueStream()
                                .map(JsonNode::asString)
                                .toList()))
                .append('\n');
        bucket.path("Notes")
                .forEach(note -> told.append("  ")
                        .append(Printable.text(note.asString("")))
                        .append('\n'));
        told.append("  failed: ").append(text(bucket, "Failed")).append('\n');
        bucket.path("Failures")
                .valueStream()
                .limit(MOST_FAILURES)
                .forEach(failure -> told.append("    ")
                        .append(text(failure, "What"))
                        .append(": ")
                        .append(text(failure, "Code"))
                        .append(": ")
                        .append(text(failure, "Message"))
                        .append(", RequestId ")
                        .append(text(failure, "RequestId"))
                        .append('\n'));
    }

    private static String text(JsonNode node, String name) {
        return Printable.text(node.path(name).asString(""));
    }
}
