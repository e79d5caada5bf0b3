package io.coffer.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A refusal in the words of OSS. Made afresh each time, thrown from any room and turned into the error document in one
 * place.
 */
public final class OssException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An element of the error document beside its fixed ones, such as {@code BucketName}. */
    public record Detail(String name, String value) {}

    /** A header that goes with the refusal, such as {@code x-oss-next-append-position}. */
    public record Header(String name, String value) {}

    private final OssError error;
    private final String text;
    private final transient List<Detail> details = new ArrayList<>();
    private final transient List<Header> headers = new ArrayList<>();

    OssException(OssError error, String text) {
        super(error.code() + ": " + text, null, false, false);
        this.error = error;
        this.text = text;
    }

    /** Adds an element to the error document. Values are shown to the caller: never a secret. */
    public OssException and(String name, String value) {
        details.add(new Detail(name, value));
        return this;
    }

    public OssException header(String name, String value) {
        headers.add(new Header(name, value));
        return this;
    }

    public OssError error() {
        return error;
    }

    /** What the document says in {@code Message}. */
    public String text() {
        return text;
    }

    public List<Detail> details() {
        return List.copyOf(details);
    }

    public List<Header> headers() {
        return List.copyOf(headers);
    }
}
