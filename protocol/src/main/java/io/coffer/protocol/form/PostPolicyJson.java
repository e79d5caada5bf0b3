package io.coffer.protocol.form;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the JSON of a form's policy. */
final class PostPolicyJson {
    private static final int MAX_DEPTH = 8;
    private static final String LENGTH_RANGE = "content-length-range";

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxDocumentLength(UploadForm.MAX_FIELD)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final List<PostCondition> conditions = new ArrayList<>();
    private PostPolicy.LengthRange lengths = PostPolicy.LengthRange.ANY;

    private PostPolicyJson() {}

    static PostPolicy parse(String encoded) {
        JsonNode document = document(encoded);
        if (!document.isObject()) {
            throw invalid("it is not a JSON object");
        }
        document.propertyNames().forEach(name -> {
            if (!name.equals("expiration") && !name.equals("conditions")) {
                throw invalid("it has the unknown element " + name);
            }
        });
        PostPolicyJson policy = new PostPolicyJson();
        policy.readConditions(document.path("conditions"));
        return new PostPolicy(expiration(document.path("expiration")), policy.conditions, policy.lengths);
    }

    private static JsonNode document(String encoded) {
        try {
            return MAPPER.readTree(Base64.getDecoder().decode(encoded.strip()));
        } catch (IllegalArgumentException notBase64) {
            throw invalid("it is not base64");
        } catch (JacksonException notJson) {
            throw invalid("it is not well-formed JSON");
        }
    }

    private static Instant expiration(JsonNode node) {
        try {
            return Instant.parse(node.asString(""));
        } catch (DateTimeException notADate) {
            throw invalid("expiration is not a date such as 2014-12-01T12:00:00.000Z");
        }
    }

    private void readConditions(JsonNode list) {
        if (!list.isArray()) {
            throw invalid("conditions is not a list");
        }
        for (JsonNode condition : list) {
            if (condition.isObject()) {
                for (Map.Entry<String, JsonNode> property : condition.properties()) {
                    conditions.add(new PostCondition.Equals(name(property.getKey()), text(property.getValue())));
                }
            } else if (condition.isArray() && condition.size() == 3) {
                read(text(condition.get(0)), condition.get(1), condition.get(2));
            } else {
                throw invalid("a condition is neither an object nor a list of three");
            }
        }
    }

    private void read(String operator, JsonNode first, JsonNode second) {
        switch (operator.toLowerCase(Locale.ROOT)) {
            case LENGTH_RANGE -> lengths = lengths.and(new PostPolicy.LengthRange(number(first), number(second)));
            case "eq" -> conditions.add(new PostCondition.Equals(field(first), text(second)));
            case "starts-with" -> conditions.add(new PostCondition.StartsWith(field(first), text(second)));
            case "in" -> conditions.add(new PostCondition.In(field(first), texts(second)));
            case "not-in" -> conditions.add(new PostCondition.NotIn(field(first), texts(second)));
            default -> throw invalid("there is no operator " + operator);
        }
    }

    private static String field(JsonNode node) {
        String text = text(node);
        if (!text.startsWith("$")) {
            throw invalid("a field is not written with a dollar sign");
        }
        return name(text);
    }

    private static String name(String text) {
        String bare = text.startsWith("$") ? text.substring(1) : text;
        if (bare.isEmpty()) {
            throw invalid("a condition names no field");
        }
        return bare.toLowerCase(Locale.ROOT);
    }

    /** The dollar sign may be escaped, as the documentation has it, though JSON does not need that. */
    private static String text(JsonNode node) {
        if (!node.isValueNode() || node.isNull()) {
            throw invalid("a condition's value is not a text");
        }
        return node.asString().replace("\\$", "$");
    }

    private static List<String> texts(JsonNode node) {
        if (!node.isArray()) {
            throw invalid("a condition's values are not a list");
        }
        return StreamSupport.stream(node.spliterator(), false)
                .map(PostPolicyJson::text)
                .toList();
    }

    private static long number(JsonNode node) {
        String text = text(node);
        if (!text.matches("[0-9]{1,18}")) {
            throw invalid(LENGTH_RANGE + " has something else than numbers");
        }
        return Long.parseLong(text);
    }

    private static OssException invalid(String reason) {
        return OssError.INVALID_FORM_POLICY.saying("Invalid Policy: " + reason + ".");
    }
}
