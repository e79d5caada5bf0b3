package io.coffer.server.admin;

import io.coffer.protocol.Headers;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The two forms of an answer. */
enum AnswerFormat {
    JSON("application/json;charset=utf-8") {
        @Override
        String render(String rootElement, ObjectNode answer) {
            return MAPPER.writeValueAsString(answer);
        }
    },
    XML("text/xml;charset=utf-8") {
        @Override
        String render(String rootElement, ObjectNode answer) {
            StringBuilder xml = new StringBuilder("<?xml version='1.0' encoding='UTF-8'?>");
            element(xml, rootElement, answer);
            return xml.toString();
        }
    };

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final String contentType;

    AnswerFormat(String contentType) {
        this.contentType = contentType;
    }

    /** The one asked for; without one, JSON for a request that names its action in a header, and XML in RPC style. */
    static AnswerFormat of(String asked, Headers headers) {
        return switch (asked.toUpperCase(Locale.ROOT)) {
            case "JSON" -> JSON;
            case "XML" -> XML;
            default -> headers.has("x-acs-action") || headers.has("authorization") ? JSON : XML;
        };
    }

    abstract String render(String rootElement, ObjectNode answer);

    AdminResponse response(int status, String rootElement, ObjectNode answer) {
        return new AdminResponse(status, contentType, render(rootElement, answer));
    }

    private static void element(StringBuilder xml, String name, JsonNode value) {
        if (value.isArray()) {
            value.values().forEach(item -> element(xml, name, item));
            return;
        }
        xml.append('<').append(name).append('>');
        if (value.isObject()) {
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                element(xml, field.getKey(), field.getValue());
            }
        } else {
            text(xml, value.asString());
        }
        xml.append("</").append(name).append('>');
    }

    private static void text(StringBuilder xml, String text) {
        text.codePoints().forEach(character -> {
            switch (character) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                case '\r' -> xml.append("&#13;");
                default -> xml.appendCodePoint(isXml(character) ? character : 0xfffd);
            }
        });
    }

    /** Whether XML 1.0 can carry the character at all. */
    private static boolean isXml(int character) {
        return character == '\t'
                || character == '\n'
                || (character >= 0x20 && character < 0xd800)
                || (character >= 0xe000 && character < 0xfffe)
                || character >= 0x10000;
    }
}
