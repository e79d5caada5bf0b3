package io.coffer.model;

import java.util.ArrayList;
import java.util.List;

/**
 * A refusal in the words of OSS. Made afresh each time, thrown from any room and turned into the error document in one
 * place.
 */
public final class OssException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * An element of the error document beside its fixed ones, such as {@code BucketName}.
     *
     * @param children in place of a text, the most important first; an element that has some is never cut, but may lose
     *     the last of them
     */
    public record Detail(String name, String value, List<Detail> children) {
        public Detail {
            children = List.copyOf(children);
        }

        public Detail(String name, String value) {
            this(name, value, List.of());
        }
    }

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

    /** Adds an element of elements to the error document. */
    public OssException and(String name, List<Detail> children) {
        details.add(new Detail(name, "", children));
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
