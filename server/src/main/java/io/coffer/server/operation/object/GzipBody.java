package io.coffer.server.operation.object;

import io.coffer.protocol.Headers;
import io.coffer.protocol.ResponseBody;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Set;
import java.util.zip.GZIPOutputStream;

/** A body that is compressed on its way out, so its length is not known beforehand. */
record GzipBody(ResponseBody plain) implements ResponseBody {
    private static final int LEAST = 1024;
    private static final int BUFFER = 32 * 1024;

    /** Those that OSS names. */
    private static final Set<String> TYPES = Set.of(
            "text/cache-manifest",
            "text/xml",
            "text/plain",
            "text/css",
            "text/html",
            "text/json",
            "application/javascript",
            "application/x-javascript",
            "application/rss+xml",
            "application/json");

    /** What tells of other bytes than those that are sent. */
    private static final Set<String> OF_PLAIN_BYTES =
            Set.of("etag", "content-md5", "x-oss-hash-crc64ecma", "accept-ranges");

    /** Whether an object is sent compressed: the caller asks for it, wants the whole of it, and it is worth it. */
    static boolean applies(Headers request, Headers answer, long size) {
        return size >= LEAST
                && !request.has("range")
                && !answer.has("content-encoding")
                && TYPES.contains(mediaType(answer))
                && request.all("accept-encoding").stream().anyMatch(GzipBody::acceptsGzip);
    }

    private static String mediaType(Headers answer) {
        String type = answer.first("content-type").orElse("");
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }

    private static boolean acceptsGzip(String codings) {
        for (String coding : codings.toLowerCase(Locale.ROOT).split(",", -1)) {
            String bare = coding.replace(" ", "");
            if (bare.equals("gzip") || (bare.startsWith("gzip;q=") && !bare.matches("gzip;q=0(\\.0*)?"))) {
                return true;
            }
        }
        return false;
    }

    static Headers headers(Headers plain) {
        Headers.Builder headers = Headers.builder();
        for (Headers.Field field : plain.fields()) {
            if (!OF_PLAIN_BYTES.contains(field.name())) {
                headers.add(field.name(), field.value());
            }
        }
        return headers.add("Content-Encoding", "gzip")
                .add("Vary", "Accept-Encoding")
                .build();
    }

    @Override
    public long length() {
        return UNKNOWN_LENGTH;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        GZIPOutputStream compressed = new GZIPOutputStream(out, BUFFER);
        plain.writeTo(compressed);
        // not closed: the answer's own stream is the writer's
        compressed.finish();
    }

    @Override
    public void close() {
        plain.close();
    }
}
