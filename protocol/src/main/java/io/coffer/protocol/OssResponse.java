package io.coffer.protocol;

import java.nio.charset.StandardCharsets;

/** An answer as a value: its body is written when the answer goes out. */
public record OssResponse(int status, Headers headers, ResponseBody body) {
    public static OssResponse empty(int status) {
        return new OssResponse(status, Headers.NONE, ResponseBody.EMPTY);
    }

    public static OssResponse empty(int status, Headers headers) {
        return new OssResponse(status, headers, ResponseBody.EMPTY);
    }

    public static OssResponse json(String document) {
        return text(200, "application/json", document);
    }

    public static OssResponse xml(byte[] document) {
        return xml(document, Headers.NONE);
    }

    public static OssResponse xml(byte[] document, Headers headers) {
        return new OssResponse(
                200,
                Headers.builder()
                        .add("content-type", "application/xml")
                        .addAll(headers)
                        .build(),
                ResponseBody.of(document));
    }

    /** The answer with headers beside its own. */
    public OssResponse with(Headers more) {
        return more.fields().isEmpty()
                ? this
                : new OssResponse(
                        status, Headers.builder().addAll(headers).addAll(more).build(), body);
    }

    public static OssResponse text(int status, String contentType, String text) {
        return new OssResponse(
                status,
                Headers.builder().add("content-type", contentType).build(),
                ResponseBody.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The same answer with a header more. */
    public OssResponse and(String name, String value) {
        return new OssResponse(
                status, Headers.builder().addAll(headers).add(name, value).build(), body);
    }
}
