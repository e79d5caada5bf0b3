package io.coffer.cli;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Reads what answers have in common. */
final class Answers {
    private Answers() {}

    /** The items of every page; {@code IsTruncated} and {@code Marker} lead from one to the next. */
    static ArrayNode all(
            AdministrationClient administration,
            Api api,
            String action,
            Map<String, String> parameters,
            String itemsPointer) {
        ArrayNode items = View.items();
        Map<String, String> asked = new HashMap<>(parameters);
        while (true) {
            JsonNode answer = administration.call(api, action, asked);
            answer.at(itemsPointer).forEach(items::add);
            String marker = answer.path("Marker").asString("");
            boolean more = answer.path("IsTruncated").asBoolean(false) && !marker.isEmpty();
            if (!more || marker.equals(asked.put("Marker", marker))) {
                return items;
            }
        }
    }

    /** The members of several objects of an answer in one. */
    static ObjectNode joined(JsonNode answer, String... names) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        for (String name : names) {
            if (answer.path(name) instanceof ObjectNode part) {
                all.setAll(part);
            }
        }
        return all;
    }
}
