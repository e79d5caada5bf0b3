package io.coffer.server.select;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.math.BigDecimal;
import java.math.BigInteger;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads one node of JSON into memory, within a bound. */
final class JsonNodes {
    /** in characters */
    static final int MAX_SIZE = 1024 * 1024;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final boolean numbersAsText;

    JsonNodes(boolean numbersAsText) {
        this.numbersAsText = numbersAsText;
    }

    /**
     * The node at which the parser stands; leaves the parser at its end.
     *
     * @throws OssException {@link OssError#JSON_NODE_TOO_LARGE}
     */
    JsonNode read(JsonParser parser) {
        return read(parser, parser.currentTokenLocation().getCharOffset());
    }

    private JsonNode read(JsonParser parser, long start) {
        if (parser.currentLocation().getCharOffset() - start > MAX_SIZE) {
            throw OssError.JSON_NODE_TOO_LARGE.exception();
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, start);
            case START_ARRAY -> array(parser, start);
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw OssError.INVALID_JSON_DATA.exception();
        };
    }

    private JsonNode object(JsonParser parser, long start) {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            object.set(name, read(parser, start));
        }
        return object;
    }

    private JsonNode array(JsonParser parser, long start) {
        ArrayNode array = NODES.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(read(parser, start));
        }
        return array;
    }

    private JsonNode number(JsonParser parser) {
        String written = parser.getString();
        if (numbersAsText) {
            return NODES.stringNode(written);
        }
        // a binary fraction would not be written as it was read
        return parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                ? NODES.numberNode(new BigInteger(written))
                : NODES.numberNode(new BigDecimal(written));
    }
}
