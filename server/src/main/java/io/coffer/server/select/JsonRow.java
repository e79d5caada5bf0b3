package io.coffer.server.select;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A node of JSON. */
record JsonRow(JsonNode node) implements Row {
    @Override
    public Value value(Column column) {
        return node(column).map(JsonRow::value).orElse(Value.Nothing.MISSING);
    }

    /** What the column's path leads to. */
    Optional<JsonNode> node(Column column) {
        Optional<JsonNode> at = Optional.of(node);
        for (SqlPath.Step step : column.path().steps()) {
            at = at.flatMap(parent -> switch (step) {
                case SqlPath.Step.Name named -> parent.optional(named.name());
                case SqlPath.Step.Element element -> parent.optional(element.index());
                case SqlPath.Step.Every every -> Optional.empty();
            });
        }
        return at;
    }

    static Value value(JsonNode node) {
        if (node.isNull()) {
            return Value.Nothing.NULL;
        }
        if (node.isString()) {
            return new Value.Text(node.stringValue());
        }
        if (node.isBoolean()) {
            return new Value.Truth(node.booleanValue());
        }
        return node.isNumber() ? Numbers.parse(node.toString()) : new Value.Node(node);
    }
}
