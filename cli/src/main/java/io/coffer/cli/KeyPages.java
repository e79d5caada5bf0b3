package io.coffer.cli;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Lists of KMS, which come in numbered pages. */
final class KeyPages {
    /** The largest page the service gives. */
    private static final int SIZE = 100;

    private KeyPages() {}

    /** @param each what is kept of each item */
    static ArrayNode all(
            AdministrationClient administration,
            String action,
            Map<String, String> parameters,
            String pointer,
            UnaryOperator<JsonNode> each) {
        ArrayNode items = View.items();
        Map<String, String> paged = new TreeMap<>(parameters);
        paged.put("PageSize", String.valueOf(SIZE));
        for (int page = 1; ; page++) {
            paged.put("PageNumber", String.valueOf(page));
            JsonNode answer = administration.call(Api.KMS, action, Map.copyOf(paged));
            JsonNode found = answer.at(pointer);
            found.forEach(item -> items.add(each.apply(item)));
            if (found.size() < SIZE || items.size() >= answer.path("TotalCount").asInt(0)) {
                return items;
            }
        }
    }
}
