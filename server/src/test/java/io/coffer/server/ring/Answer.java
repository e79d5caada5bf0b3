package io.coffer.server.ring;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer as it came.
 *
 * @param fields header lines as sent
 * @param body as many bytes as arrived, fewer than announced when the connection broke
 */
public record Answer(int status, List<String> fields, byte[] body) {
    public Optional<String> header(String name) {
        String start = name.toLowerCase(java.util.Locale.ROOT) + ":";
        return fields.stream()
                .filter(field -> field.toLowerCase(java.util.Locale.ROOT).startsWith(start))
                .map(field -> field.substring(start.length()).strip())
                .findFirst();
    }

    public long contentLength() {
        return header("content-length").map(Long::parseLong).orElse(0L);
    }

    /** Whether the body came in full. */
    public boolean isWhole() {
        return body.length == contentLength();
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** The text of the first element of that name, in the body or in {@code x-oss-err}. */
    public Optional<String> element(String name) {
        String document = header("x-oss-err")
                .map(encoded -> new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8))
                .orElseGet(this::text);
        Matcher element =
                Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(document);
        return element.find() ? Optional.of(element.group(1)) : Optional.empty();
    }

    /** Status and code in one text, such as {@code 404 NoSuchKey}; the status alone when there is no code. */
    public String outcome() {
        return element("Code").map(code -> status + " " + code).orElseGet(() -> Integer.toString(status));
    }

    /** As {@link #outcome()}, with the error code detail. */
    public String outcomeWithEc() {
        return outcome() + header("x-oss-ec").map(ec -> " " + ec).orElse("");
    }
}
