package io.coffer.cli.document;

import tools.jackson.databind.JsonNode;

/** Writes JSON as XML: members become elements, each item of an array an element of the array's name. */
public final class JsonXml {
    private final StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

    private JsonXml() {}

    public static String document(String root, JsonNode json) {
        JsonXml document = new JsonXml();
        document.element(root, json);
        return document.xml.toString();
    }

    private void element(String name, JsonNode value) {
        if (value.isArray()) {
            value.forEach(item -> element(name, item));
            return;
        }
        xml.append('<').append(name).append('>');
        if (value.isObject()) {
            value.propertyNames().forEach(member -> element(member, value.path(member)));
        } else {
            text(value.isNull() ? "" : value.asString(""));
        }
        xml.append("</").append(name).append('>');
    }

    private void text(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '&' -> xml.append("&amp;");
                case '\r' -> xml.append("&#13;");
                default -> xml.appendCodePoint(c);
            }
        });
    }
}
