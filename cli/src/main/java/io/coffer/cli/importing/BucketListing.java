package io.coffer.cli.importing;

import io.coffer.cli.oss.OssCall;
import io.coffer.cli.oss.OssClient;
import io.coffer.cli.oss.OssReply;
import io.coffer.protocol.Method;
import io.coffer.protocol.PercentEncoding;
import io.coffer.protocol.xml.XmlElement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** The names of a bucket in order, a page at a time; a name is held with all its versions. */
final class BucketListing implements Iterator<SourceKey> {
    private static final String PAGE = "1000";

    private final OssClient client;
    private final String bucket;
    private final String prefix;
    private final boolean hasVersions;
    private final Queue<SourceKey> complete = new ArrayDeque<>();

    private boolean isAtEnd;
    private String marker;
    private String versionMarker = "";
    private @Nullable String openKey;
    private List<SourceVersion> newestFirst = new ArrayList<>();

    /** @param after the name to begin behind; empty for the first */
    BucketListing(OssClient client, String bucket, String prefix, boolean hasVersions, String after) {
        this.client = client;
        this.bucket = bucket;
        this.prefix = prefix;
        this.hasVersions = hasVersions;
        this.marker = after;
    }

    /** What lies under one name. */
    static Optional<SourceKey> only(OssClient client, String bucket, String key, boolean hasVersions) {
        BucketListing listing = new BucketListing(client, bucket, key, hasVersions, "");
        return Optional.of(listing)
                .filter(BucketListing::hasNext)
                .map(BucketListing::next)
                .filter(found -> found.key().equals(key));
    }

    @Override
    public boolean hasNext() {
        while (complete.isEmpty() && !isAtEnd) {
            readPage();
        }
        return !complete.isEmpty();
    }

    @Override
    public SourceKey next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return complete.remove();
    }

    private void readPage() {
        OssCall call = OssCall.bucket(Method.GET, bucket)
                .asking("encoding-type", "url")
                .asking("max-keys", PAGE);
        if (!prefix.isEmpty()) {
            call = call.asking("prefix", prefix);
        }
        if (hasVersions) {
            readVersions(call);
        } else {
            readObjects(call);
        }
        if (isAtEnd) {
            close();
        }
    }

    private void readVersions(OssCall page) {
        OssCall call = page.asking("versions");
        if (!marker.isEmpty()) {
            call = call.asking("key-marker", marker);
        }
        if (!versionMarker.isEmpty()) {
            call = call.asking("version-id-marker", versionMarker);
        }
        XmlElement list = document(call, "ListVersionsResult");
        for (XmlElement entry : list.children()) {
            if (entry.name().equals("Version") || entry.name().equals("DeleteMarker")) {
                add(entry, entry.value("VersionId"), entry.name().equals("DeleteMarker"));
            }
        }
        marker = decoded(list, "NextKeyMarker");
        versionMarker = list.value("NextVersionIdMarker").orElse("");
        isAtEnd = !isTruncated(list) || marker.isEmpty();
    }

    private void readObjects(OssCall page) {
        OssCall call = page.asking("list-type", "2");
        if (!versionMarker.isEmpty()) {
            call = call.asking("continuation-token", versionMarker);
        } else if (!marker.isEmpty()) {
            call = call.asking("start-after", marker);
        }
        XmlElement list = document(call, "ListBucketResult");
        list.children("Contents").forEach(entry -> add(entry, Optional.empty(), false));
        versionMarker = list.value("NextContinuationToken").orElse("");
        isAtEnd = !isTruncated(list) || versionMarker.isEmpty();
    }

    private void add(XmlElement entry, Optional<String> versionId, boolean isDeleteMarker) {
        String key = decoded(entry, "Key");
        if (!key.equals(openKey)) {
            close();
            openKey = key;
        }
        newestFirst.add(new SourceVersion(
                versionId,
                isDeleteMarker,
                entry.value("Type").orElse(""),
                entry.value("ETag").orElse(""),
                entry.value("Size").map(Long::parseLong).orElse(0L)));
    }

    private void close() {
        if (openKey != null) {
            Collections.reverse(newestFirst);
            complete.add(new SourceKey(openKey, newestFirst));
            newestFirst = new ArrayList<>();
            openKey = null;
        }
    }

    private XmlElement document(OssCall call, String root) {
        return Attempts.of(() -> {
            try (OssReply reply = client.send(call)) {
                return reply.document(root);
            }
        });
    }

    private static boolean isTruncated(XmlElement list) {
        return list.value("IsTruncated").filter("true"::equals).isPresent();
    }

    /** Blanks at the ends belong to a name. */
    private static String decoded(XmlElement parent, String name) {
        return parent.child(name)
                .map(element -> PercentEncoding.decodeQuery(element.text()))
                .orElse("");
    }
}
