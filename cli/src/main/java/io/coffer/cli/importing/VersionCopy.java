package io.coffer.cli.importing;

import io.coffer.cli.RefusedException;
import io.coffer.cli.importing.Totals.Check;
import io.coffer.cli.oss.OssCall;
import io.coffer.cli.oss.OssClient;
import io.coffer.cli.oss.OssReply;
import io.coffer.cli.oss.Payload;
import io.coffer.protocol.Crc64;
import io.coffer.protocol.Headers;
import io.coffer.protocol.Method;
import io.coffer.protocol.xml.XmlElement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;

/** Copies one version: its content, its headers, its tags and its ACL. */
final class VersionCopy {
    static final String CRC64 = "x-oss-hash-crc64ecma";
    static final String VERSION_ID = "x-oss-version-id";

    private static final Pattern MD5_ETAG = Pattern.compile("\"?([0-9A-Fa-f]{32})\"?");

    private final OssClient source;
    private final OssClient target;
    private final ImportPlan plan;
    private final String from;
    private final String to;

    VersionCopy(ImportPlan plan, String from, String to) {
        this.source = plan.source();
        this.target = plan.target();
        this.plan = plan;
        this.from = from;
        this.to = to;
    }

    /**
     * Copies a version to the end of the name's versions.
     *
     * @throws RefusedException when either service refuses, or when what arrived is not what was sent
     */
    Totals copy(String key, SourceVersion version) {
        if (version.isDeleteMarker()) {
            target.done(OssCall.object(Method.DELETE, to, key));
            return Totals.DELETE_MARKER;
        }
        Optional<String> acl = acl(key, version);
        if (version.isSymlink()) {
            return symlink(key, version, acl);
        }
        return version.size() > plan.multipartAbove()
                ? new LargeVersionCopy(plan, this).copy(key, version, acl)
                : whole(key, version, acl);
    }

    private Totals whole(String key, SourceVersion version, Optional<String> acl) {
        try (OssReply read = source.send(asked(Method.GET, key, version))) {
            long length = read.contentLength().orElse(version.size());
            Headers.Builder headers = Headers.builder().addAll(headers(key, version, read));
            acl.ifPresent(grant -> headers.set("x-oss-object-acl", grant));
            CheckedStream content = new CheckedStream(read.body());
            AtomicReference<InputStream> once = new AtomicReference<>(content);
            OssReply written = target.done(OssCall.object(Method.PUT, to, key)
                    .withHeaders(headers.build())
                    .carrying(Payload.of(
                            () -> Optional.ofNullable(once.getAndSet(null)).orElseGet(VersionCopy::spent), length)));
            Optional<Check> check = check(read, content, version);
            return verified(key, written, content.crc64(), content.length() == version.size(), check)
                    .map(how -> Totals.version(content.length(), how))
                    .orElseThrow(() -> mismatch(key, version));
        }
    }

    private static InputStream spent() {
        throw new UncheckedIOException(new IOException("the source was read once already"));
    }

    /** How the content is known to be the source's; nothing when it is not. */
    private static Optional<Check> check(OssReply read, CheckedStream content, SourceVersion version) {
        Optional<String> crc = read.header(CRC64);
        if (crc.isPresent()) {
            return crc.filter(Crc64.text(content.crc64())::equals).map(same -> Check.CRC64);
        }
        String etag = MD5_ETAG.matcher(version.etag()).replaceAll("$1");
        return Optional.of(etag.equalsIgnoreCase(content.md5()) ? Check.MD5 : Check.SIZE);
    }

    /** What the target says of what it has; where that is wrong, it is taken away again. */
    Optional<Check> verified(String key, OssReply written, long crc64, boolean isWhole, Optional<Check> check) {
        boolean arrived = written.header(CRC64).map(Crc64.text(crc64)::equals).orElse(true);
        if (isWhole && arrived && check.isPresent()) {
            return check;
        }
        OssCall undo = OssCall.object(Method.DELETE, to, key);
        target.done(written.header(VERSION_ID)
                .map(id -> undo.asking("versionId", id))
                .orElse(undo));
        return Optional.empty();
    }

    static RefusedException mismatch(String key, SourceVersion version) {
        return new RefusedException(
                "ContentMismatch",
                "the content that arrived of " + key
                        + version.id().map(id -> ", version " + id).orElse("") + " is not the source's",
                "");
    }

    private Totals symlink(String key, SourceVersion version, Optional<String> acl) {
        try (OssReply read = source.send(asked(Method.GET, key, version).asking("symlink"))) {
            Headers.Builder headers = Headers.builder();
            ObjectProperties.userMetadata(read, headers);
            headers.set(
                    "x-oss-symlink-target", read.header("x-oss-symlink-target").orElse(""));
            acl.ifPresent(grant -> headers.set("x-oss-object-acl", grant));
            target.done(OssCall.object(Method.PUT, to, key).asking("symlink").withHeaders(headers.build()));
            return Totals.version(0, Check.SIZE);
        }
    }

    /** What is sent with the content. */
    Headers headers(String key, SourceVersion version, OssReply read) {
        Headers.Builder headers = Headers.builder().addAll(ObjectProperties.of(read, plan));
        boolean hasTags = read.headers().firstValueAsLong("x-oss-tagging-count").orElse(0) > 0;
        if (hasTags) {
            headers.set(
                    "x-oss-tagging",
                    ObjectProperties.tags(source(asked(Method.GET, key, version).asking("tagging"), "Tagging")));
        }
        return headers.build();
    }

    /** An ACL of the version's own. */
    private Optional<String> acl(String key, SourceVersion version) {
        return source(asked(Method.GET, key, version).asking("acl"), "AccessControlPolicy")
                .child("AccessControlList")
                .flatMap(list -> list.nonEmptyValue("Grant"))
                .filter(grant -> !grant.equals("default"));
    }

    OssCall asked(Method method, String key, SourceVersion version) {
        OssCall call = OssCall.object(method, from, key);
        return version.id().map(id -> call.asking("versionId", id)).orElse(call);
    }

    String to() {
        return to;
    }

    private XmlElement source(OssCall call, String root) {
        return Attempts.of(() -> {
            try (OssReply reply = source.send(call)) {
                return reply.document(root);
            }
        });
    }
}
