package io.coffer.model;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tags of a bucket or object. Values may be empty, keys may not; both are case-sensitive.
 *
 * @param values by key, sorted
 */
public record Tags(Map<String, String> values) {
    public static final Tags NONE = new Tags(Map.of());

    private static final String SYMBOLS = " +-=._:/";

    /** One tag as a caller wrote it, before the whole set is known to be good. */
    public record Tag(String key, String value) {}

    /**
     * How many tags there may be and how long they may be, in characters.
     *
     * @param count the most tags
     */
    public record Limits(int count, int keyLength, int valueLength) {
        public static final Limits OF_OBJECT = new Limits(10, 128, 256);
        public static final Limits OF_BUCKET = new Limits(20, 64, 128);
    }

    public Tags {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /** @throws OssException {@link OssError#INVALID_TAG} for too many, doubled, too long or otherwise illegal tags */
    public static Tags of(List<Tag> tags, Limits limits) {
        if (tags.size() > limits.count()) {
            throw OssError.INVALID_TAG.saying("There may be at most " + limits.count() + " tags.");
        }
        Map<String, String> values = new TreeMap<>();
        for (Tag tag : tags) {
            if (tag.key().isEmpty()) {
                throw OssError.INVALID_TAG.saying("The key of a tag must not be empty.");
            }
            requireLegal(tag.key(), limits.keyLength());
            requireLegal(tag.value(), limits.valueLength());
            if (values.put(tag.key(), tag.value()) != null) {
                throw OssError.INVALID_TAG
                        .saying("A tag's key must not stand twice.")
                        .and("TagKey", tag.key());
            }
        }
        return new Tags(values);
    }

    /**
     * Reads the form of headers: {@code k=v&k2}, each part URL-encoded; {@code +} is a blank.
     *
     * @throws OssException {@link OssError#INVALID_TAG}
     */
    public static Tags parse(String encoded, Limits limits) {
        List<Tag> tags = new ArrayList<>();
        for (String pair : encoded.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals >= 0) {
                tags.add(new Tag(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1))));
            } else if (!pair.isEmpty()) {
                tags.add(new Tag(decode(pair), ""));
            }
        }
        return of(tags, limits);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException brokenEncoding) {
            throw OssError.INVALID_TAG.saying("A tag is not URL-encoded.");
        }
    }

    private static void requireLegal(String text, int length) {
        if (text.codePointCount(0, text.length()) > length) {
            throw OssError.INVALID_TAG.saying("A tag is longer than " + length + " characters.");
        }
        if (!text.codePoints().allMatch(Tags::isLegal)) {
            throw OssError.INVALID_TAG.saying("Tags consist of letters, digits, blanks and the characters +-=._:/");
        }
    }

    private static boolean isLegal(int character) {
        return Character.isLetterOrDigit(character) || SYMBOLS.indexOf(character) >= 0;
    }

    public int size() {
        return values.size();
    }
}
