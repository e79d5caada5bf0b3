package io.coffer.protocol.signature;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.Headers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The headers that a signature covers, sorted by name. A repeated one is refused: its values would be signed as one
 * list, and read one by one.
 */
record SignedHeaders(List<Headers.Field> fields) {
    static final String PREFIX = "x-oss-";

    private static final Set<String> NONE = Set.of();
    private static final Set<String> CONTENT = Set.of("content-type", "content-md5");
    private static final Comparator<Headers.Field> BY_NAME = Comparator.comparing(Headers.Field::name);

    SignedHeaders {
        fields = List.copyOf(fields);
    }

    /** Whether version 4 signs a header of that name without being told. */
    static boolean isDefault(String name) {
        return name.startsWith(PREFIX) || CONTENT.contains(name);
    }

    /** Every {@code x-oss-} header. */
    static SignedHeaders extensions(Headers headers) {
        return chosen(headers, NONE, NONE);
    }

    /** Every {@code x-oss-} header and those named. */
    static SignedHeaders extensionsAnd(Headers headers, Set<String> names) {
        return chosen(headers, NONE, names);
    }

    /** Every {@code x-oss-} header, those about the content, and those named. */
    static SignedHeaders defaultsAnd(Headers headers, Set<String> names) {
        return chosen(headers, CONTENT, names);
    }

    private static SignedHeaders chosen(Headers headers, Set<String> usual, Set<String> named) {
        List<Headers.Field> fields = new ArrayList<>();
        for (Headers.Field field : headers.fields()) {
            String name = field.name();
            if (name.startsWith(PREFIX) || usual.contains(name) || named.contains(name)) {
                fields.add(field);
            }
        }
        fields.sort(BY_NAME);
        for (int i = 1; i < fields.size(); i++) {
            if (fields.get(i).name().equals(fields.get(i - 1).name())) {
                throw repeated(fields.get(i).name());
            }
        }
        return new SignedHeaders(fields);
    }

    /** The value of a header that must not be repeated. */
    static Optional<String> single(Headers headers, String name) {
        List<String> values = headers.all(name);
        if (values.size() > 1) {
            throw repeated(name);
        }
        return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }

    private static OssException repeated(String name) {
        return OssError.REPEATED_SIGNED_HEADER.with("ArgumentName", name);
    }

    SignedHeaders with(String name, String value) {
        List<Headers.Field> changed = new ArrayList<>(fields);
        changed.removeIf(field -> field.name().equals(name));
        changed.add(new Headers.Field(name, value));
        changed.sort(BY_NAME);
        return new SignedHeaders(changed);
    }

    SignedHeaders withoutEmpty() {
        return new SignedHeaders(
                fields.stream().filter(field -> !field.value().isEmpty()).toList());
    }

    List<String> names() {
        return fields.stream().map(Headers.Field::name).toList();
    }

    /** Appends {@code name:value} in lines, each with its end. */
    void appendTo(StringBuilder text) {
        for (Headers.Field field : fields) {
            text.append(field.name()).append(':').append(field.value()).append('\n');
        }
    }
}
