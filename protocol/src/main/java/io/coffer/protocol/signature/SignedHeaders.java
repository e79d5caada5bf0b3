package io.coffer.protocol.signature;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.protocol.Headers;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The headers that a signature covers, by name. A repeated one is refused: its values would be signed as one list, and
 * read one by one.
 */
record SignedHeaders(SortedMap<String, String> values) {
    static final String PREFIX = "x-oss-";

    private static final Set<String> CONTENT = Set.of("content-type", "content-md5");

    SignedHeaders {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    }

    /** Whether version 4 signs a header of that name without being told. */
    static boolean isDefault(String name) {
        return name.startsWith(PREFIX) || CONTENT.contains(name);
    }

    /** Every {@code x-oss-} header. */
    static SignedHeaders extensions(Headers headers) {
        return chosen(headers, Set.of());
    }

    /** Every {@code x-oss-} header and those named. */
    static SignedHeaders extensionsAnd(Headers headers, Set<String> names) {
        return chosen(headers, names);
    }

    /** Every {@code x-oss-} header, those about the content, and those named. */
    static SignedHeaders defaultsAnd(Headers headers, Set<String> names) {
        Set<String> all = new HashSet<>(names);
        all.addAll(CONTENT);
        return chosen(headers, all);
    }

    private static SignedHeaders chosen(Headers headers, Set<String> names) {
        SortedMap<String, String> values = new TreeMap<>();
        for (Headers.Field field : headers.fields()) {
            if ((field.name().startsWith(PREFIX) || names.contains(field.name()))
                    && values.put(field.name(), field.value()) != null) {
                throw repeated(field.name());
            }
        }
        return new SignedHeaders(values);
    }

    /** The value of a header that must not be repeated. */
    static Optional<String> single(Headers headers, String name) {
        List<String> values = headers.all(name);
        if (values.size() > 1) {
            throw repeated(name);
        }
        return values.stream().findFirst();
    }

    private static OssException repeated(String name) {
        return OssError.REPEATED_SIGNED_HEADER.with("ArgumentName", name);
    }

    SignedHeaders with(String name, String value) {
        SortedMap<String, String> changed = new TreeMap<>(values);
        changed.put(name, value);
        return new SignedHeaders(changed);
    }

    SignedHeaders withoutEmpty() {
        SortedMap<String, String> filled = new TreeMap<>(values);
        filled.values().removeIf(String::isEmpty);
        return new SignedHeaders(filled);
    }

    /** {@code name:value} in lines, each with its end. */
    String lines() {
        return values.entrySet().stream()
                .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                .collect(Collectors.joining());
    }
}
