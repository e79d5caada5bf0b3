package io.coffer.protocol;

import io.coffer.model.EncryptionContext;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * An encryption context as a header has it: one JSON object of texts, such as {@code {"purpose": "archive"}}, as it
 * stands or in base64 of its UTF-8. The first character tells: base64 has no brace.
 */
final class EncryptionContextJson {
    /** Of the JSON text. */
    private static final int MAX_LENGTH = 8192;

    private static final JsonFactory JSON = new JsonFactory();
    private static final JsonMapper MAPPER = new JsonMapper(JSON);

    private EncryptionContextJson() {}

    /** @throws IllegalArgumentException when it is not of that form */
    static EncryptionContext parse(String header) {
        String text = header.startsWith("{")
                ? header
                : new String(Base64.getDecoder().decode(header), StandardCharsets.UTF_8);
        if (text.length() > MAX_LENGTH || text.indexOf('\ufffd') >= 0) {
            throw new IllegalArgumentException("too long, or not UTF-8");
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
            require(parser.nextToken() == JsonToken.START_OBJECT);
            SortedMap<String, String> pairs = new TreeMap<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                require(parser.nextToken() == JsonToken.VALUE_STRING);
                require(pairs.put(name, parser.getString()) == null);
            }
            require(parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null);
            return new EncryptionContext(pairs);
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException("malformed", malformed);
        }
    }

    /** In base64, so that any text fits a header. */
    static String base64(EncryptionContext context) {
        return Base64.getEncoder().encodeToString(MAPPER.writeValueAsBytes(context.pairs()));
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException("not one object of texts");
        }
    }
}
