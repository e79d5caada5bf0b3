package io.coffer.server.console;

import io.coffer.protocol.Headers;
import io.coffer.protocol.OssRequest;
import io.coffer.protocol.OssResponse;
import io.coffer.protocol.ResponseBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** One file of the console, in memory, as it is and compressed. */
record ConsoleFile(String contentType, String entityTag, byte[] content, byte[] gzip) {
    private static final int TAG_BYTES = 16;

    static ConsoleFile of(String contentType, byte[] content) {
        return new ConsoleFile(contentType, entityTag(content), content, compressed(content));
    }

    OssResponse answer(OssRequest request) {
        boolean compressed = request.header("accept-encoding")
                .filter(accepted ->
                        Arrays.stream(accepted.split(",")).map(String::strip).anyMatch("gzip"::equals))
                .isPresent();
        Headers.Builder headers = Headers.builder()
                .add("content-type", contentType)
                .add("etag", entityTag)
                .add("vary", "Accept-Encoding")
                .add("cache-control", "no-cache");
        if (request.header("if-none-match").filter(entityTag::equals).isPresent()) {
            return new OssResponse(304, headers.build(), ResponseBody.EMPTY);
        }
        if (compressed) {
            headers.add("content-encoding", "gzip");
        }
        return new OssResponse(200, headers.build(), ResponseBody.of(compressed ? gzip : content));
    }

    private static String entityTag(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return '"' + HexFormat.of().formatHex(digest, 0, TAG_BYTES) + '"';
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] compressed(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
