package io.coffer.server.admin;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads the parameters of KMS's actions. What is refused is not repeated: it may be secret. */
final class KeyParameters {
    static final int MAX_TAGS_AT_ONCE = 20;

    private static final int MAX_CONTEXT = 8192;
    private static final int MAX_TAG_TEXT = 128;
    private static final Duration MIN_ROTATION = Duration.ofDays(7);
    private static final Duration MAX_ROTATION = Duration.ofDays(365);
    private static final Pattern INTERVAL = Pattern.compile("([0-9]{1,8})([dhms])");
    private static final Pattern TAG_TEXT = Pattern.compile("[A-Za-z0-9/\\\\_.+=:@-]*");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private KeyParameters() {}

    static int number(AdminCall call, String name, int otherwise, int least, int most) {
        Optional<String> text = call.optional(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        int number = NUMBER.matcher(text.get()).matches() ? Integer.parseInt(text.get()) : -1;
        if (number < least || number > most) {
            throw KeyError.invalid(name, "It must be a number from " + least + " to " + most + ".");
        }
        return number;
    }

    static boolean flag(AdminCall call, String name) {
        return switch (call.text(name)) {
            case "true", "True" -> true;
            case "", "false", "False" -> false;
            default -> throw KeyError.invalid(name, "It must be true or false.");
        };
    }

    static byte[] base64(AdminCall call, String name) {
        try {
            return Base64.getDecoder().decode(call.required(name));
        } catch (IllegalArgumentException malformed) {
            throw KeyError.invalid(name, "It must be Base64.");
        }
    }

    /** Days, hours, minutes or seconds, as {@code 30d}. */
    static Duration rotationInterval(AdminCall call) {
        Matcher written = INTERVAL.matcher(call.required("RotationInterval"));
        if (written.matches()) {
            long amount = Long.parseLong(written.group(1));
            Duration interval = switch (written.group(2)) {
                case "d" -> Duration.ofDays(amount);
                case "h" -> Duration.ofHours(amount);
                case "m" -> Duration.ofMinutes(amount);
                default -> Duration.ofSeconds(amount);
            };
            if (interval.compareTo(MIN_ROTATION) >= 0 && interval.compareTo(MAX_ROTATION) <= 0) {
                return interval;
            }
        }
        throw KeyError.invalid("RotationInterval", "It must be 7 to 365 days, as 30d or 2592000s.");
    }

    /** The pairs of a JSON object; none when the parameter is not given. */
    static SortedMap<String, String> encryptionContext(AdminCall call, String name) {
        Optional<String> text = call.optional(name);
        if (text.isEmpty()) {
            return Collections.emptySortedMap();
        }
        SortedMap<String, String> pairs = new TreeMap<>();
        if (text.get().length() > MAX_CONTEXT || !(json(name, text.get()) instanceof ObjectNode object)) {
            throw KeyError.invalid(name, "It must be a JSON object of at most 8192 characters.");
        }
        for (Map.Entry<String, JsonNode> pair : object.properties()) {
            if (!pair.getValue().isString()) {
                throw KeyError.invalid(name, "Its values must be texts.");
            }
            pairs.put(pair.getKey(), pair.getValue().asString());
        }
        return pairs;
    }

    /** A JSON array of {@code {"TagKey": ..., "TagValue": ...}}. */
    static SortedMap<String, String> tags(AdminCall call, String name) {
        SortedMap<String, String> tags = new TreeMap<>();
        for (JsonNode tag : array(call, name)) {
            String key = tag.path("TagKey").asString("");
            if (tags.put(key, tag.path("TagValue").asString("")) != null) {
                throw KeyError.invalid(name, "A tag is named twice.");
            }
        }
        requireTags(name, tags);
        return tags;
    }

    static void requireTags(String name, SortedMap<String, String> tags) {
        boolean fit = tags.size() <= MAX_TAGS_AT_ONCE
                && tags.entrySet().stream().allMatch(tag -> isTagKey(tag.getKey()) && isTagText(tag.getValue()));
        if (!fit) {
            throw KeyError.invalid(name, "It has more than 20 tags, or a key or value that is not allowed.");
        }
    }

    private static boolean isTagKey(String key) {
        return !key.isEmpty() && !key.startsWith("aliyun") && !key.startsWith("acs:") && isTagText(key);
    }

    private static boolean isTagText(String text) {
        return text.length() <= MAX_TAG_TEXT && TAG_TEXT.matcher(text).matches();
    }

    /** A JSON array of texts. */
    static List<String> texts(AdminCall call, String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode text : array(call, name)) {
            if (!text.isString()) {
                throw KeyError.invalid(name, "It must be a JSON array of texts.");
            }
            texts.add(text.asString());
        }
        return texts;
    }

    static JsonNode array(AdminCall call, String name) {
        JsonNode array = json(name, call.required(name));
        if (!array.isArray()) {
            throw KeyError.invalid(name, "It must be a JSON array.");
        }
        return array;
    }

    private static JsonNode json(String name, String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException malformed) {
            throw KeyError.invalid(name, "It must be JSON.");
        }
    }
}
