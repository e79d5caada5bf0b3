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
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Copies a version in parts, each of which is tried again by itself. */
final class LargeVersionCopy {
    private static final int MOST_PARTS = 10_000;

    private final OssClient source;
    private final OssClient target;
    private final long leastPart;
    private final VersionCopy version;

    LargeVersionCopy(ImportPlan plan, VersionCopy version) {
        this.source = plan.source();
        this.target = plan.target();
        this.leastPart = plan.partSize();
        this.version = version;
    }

    Totals copy(String key, SourceVersion of, Optional<String> acl) {
        Headers headers;
        Optional<String> crc;
        try (OssReply head = Attempts.of(() -> source.send(version.asked(Method.HEAD, key, of)))) {
            headers = version.headers(key, of, head);
            crc = head.header(VersionCopy.CRC64);
        }
        OssCall object = OssCall.object(Method.POST, version.to(), key);
        String uploadId;
        try (OssReply begun = target.send(object.asking("uploads").withHeaders(headers))) {
            uploadId = begun.document("InitiateMultipartUploadResult")
                    .required("UploadId")
                    .text()
                    .strip();
        }
        try {
            return parts(key, of, uploadId, crc, acl);
        } catch (RuntimeException failed) {
            abort(key, uploadId);
            throw failed;
        }
    }

    private Totals parts(String key, SourceVersion of, String uploadId, Optional<String> crc, Optional<String> acl) {
        long size = of.size();
        long step = Math.max(leastPart, (size + MOST_PARTS - 1) / MOST_PARTS);
        StringBuilder list = new StringBuilder("<CompleteMultipartUpload>");
        long sum = 0;
        int number = 0;
        for (long start = 0; start < size; start += step) {
            long length = Math.min(step, size - start);
            long from = start;
            int part = ++number;
            Part copied = Attempts.of(() -> part(key, of, uploadId, part, from, length));
            sum = part == 1 ? copied.crc64() : Crc64.combine(sum, copied.crc64(), length);
            list.append("<Part><PartNumber>")
                    .append(part)
                    .append("</PartNumber><ETag>")
                    .append(copied.etag())
                    .append("</ETag></Part>");
        }
        list.append("</CompleteMultipartUpload>");
        boolean isSource = crc.map(Crc64.text(sum)::equals).orElse(true);
        if (!isSource) {
            throw VersionCopy.mismatch(key, of);
        }
        OssCall complete = OssCall.object(Method.POST, version.to(), key)
                .asking("uploadId", uploadId)
                .carrying(Payload.of(list.toString().getBytes(StandardCharsets.UTF_8)));
        OssReply written = target.done(
                acl.map(grant -> complete.header("x-oss-object-acl", grant)).orElse(complete));
        Check check = crc.isPresent() ? Check.CRC64 : Check.SIZE;
        return version.verified(key, written, sum, true, Optional.of(check))
                .map(how -> Totals.version(size, how))
                .orElseThrow(() -> VersionCopy.mismatch(key, of));
    }

    private record Part(String etag, long crc64) {}

    private Part part(String key, SourceVersion of, String uploadId, int number, long start, long length) {
        OssCall range = version.asked(Method.GET, key, of)
                .header("Range", "bytes=" + start + "-" + (start + length - 1))
                .header("x-oss-range-behavior", "standard");
        try (OssReply read = source.send(range)) {
            CheckedStream content = new CheckedStream(read.body());
            OssReply written = target.done(OssCall.object(Method.PUT, version.to(), key)
                    .asking("partNumber", Integer.toString(number))
                    .asking("uploadId", uploadId)
                    .carrying(Payload.of(() -> content, length)));
            boolean arrived = written.header(VersionCopy.CRC64)
                    .map(Crc64.text(content.crc64())::equals)
                    .orElse(true);
            if (!arrived || content.length() != length) {
                throw VersionCopy.mismatch(key, of);
            }
            return new Part(written.header("etag").orElse(""), content.crc64());
        }
    }

    /** Parts that are left behind take room. */
    private void abort(String key, String uploadId) {
        try {
            target.done(OssCall.object(Method.DELETE, version.to(), key).asking("uploadId", uploadId));
        } catch (RefusedException | io.coffer.cli.UnreachableException alsoFailed) {
            // the failure that led here is the one to tell
        }
    }
}
