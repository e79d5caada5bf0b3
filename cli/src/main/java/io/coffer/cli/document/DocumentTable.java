package io.coffer.cli.document;

import io.coffer.cli.View;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Any document for people: what is there once in lines, what is there many times in tables below. */
public final class DocumentTable {
    private final Map<String, String> lines = new LinkedHashMap<>();
    private final Map<String, ArrayNode> tables = new LinkedHashMap<>();

    private DocumentTable() {}

    public static String of(JsonNode document) {
        if (!document.isObject()) {
            return View.told(document, document.asString("") + "\n").asTable();
        }
        DocumentTable table = new DocumentTable();
        table.collect("", document);
        return table.text();
    }

    private void collect(String path, JsonNode value) {
        if (value.isObject()) {
            String prefix = path.isEmpty() ? "" : path + ".";
            value.propertyNames().forEach(name -> collect(prefix + name, value.path(name)));
        } else if (value instanceof ArrayNode list && isOfObjects(list)) {
            tables.put(path, list);
        } else if (value.isArray()) {
            lines.put(
                    path,
                    String.join(
                            ", ",
                            value.valueStream().map(item -> item.asString("")).toList()));
        } else {
            lines.put(path, value.asString(""));
        }
    }

    private static boolean isOfObjects(ArrayNode list) {
        return list.valueStream().anyMatch(JsonNode::isObject);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        if (!lines.isEmpty()) {
            ObjectNode thing = JsonNodeFactory.instance.objectNode();
            lines.forEach(thing::put);
            text.append(View.fields(thing, thing, lines.keySet().toArray(String[]::new))
                    .asTable());
        }
        tables.forEach((path, list) -> {
            text.append(text.isEmpty() ? "" : "\n").append(path).append('\n');
            text.append(rows(list).asTable());
        });
        return text.toString();
    }

    private static View rows(ArrayNode list) {
        ArrayNode rows = View.items();
        Set<String> columns = new LinkedHashSet<>();
        for (JsonNode item : list) {
            ObjectNode row = JsonNodeFactory.instance.objectNode();
            flatten("", item, row);
            columns.addAll(row.propertyNames());
            rows.add(row);
        }
        return View.rows(rows, columns.toArray(String[]::new));
    }

    private static void flatten(String path, JsonNode value, ObjectNode row) {
        if (value.isObject()) {
            String prefix = path.isEmpty() ? "" : path + ".";
            value.propertyNames().forEach(name -> flatten(prefix + name, value.path(name), row));
        } else {
            row.set(path.isEmpty() ? "Value" : path, value);
        }
    }
}
