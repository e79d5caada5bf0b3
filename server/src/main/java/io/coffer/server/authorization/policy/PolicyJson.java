package io.coffer.server.authorization.policy;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON below the policy language: one bounded document, no doubled names, nothing after it. */
final class PolicyJson {
    /** in bytes of UTF-8 */
    static final int MAX_SIZE = 32 * 1024;

    static final int MAX_DEPTH = 10;
    private static final int SHOWN_LENGTH = 80;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxDocumentLength(MAX_SIZE)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private PolicyJson() {}

    static JsonNode read(String json) {
        byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
        if (utf8.length > MAX_SIZE) {
            throw new MalformedPolicyException("policy", "larger than " + MAX_SIZE + " bytes");
        }
        try {
            return MAPPER.readTree(utf8);
        } catch (StreamConstraintsException tooDeep) {
            throw new MalformedPolicyException(place(tooDeep), "nested deeper than " + MAX_DEPTH + " levels");
        } catch (JacksonException malformed) {
            throw new MalformedPolicyException(
                    place(malformed), "not well-formed JSON: " + shown(malformed.getOriginalMessage()));
        }
    }

    private static String place(JacksonException refusal) {
        TokenStreamLocation location = refusal.getLocation();
        return location == null ? "policy" : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** A text of the caller's for a message: short and without control characters. */
    static String shown(String text) {
        String cut = text.length() > SHOWN_LENGTH ? text.substring(0, SHOWN_LENGTH) + "..." : text;
        return '"' + cut.replaceAll("\\p{Cntrl}", " ") + '"';
    }
}
