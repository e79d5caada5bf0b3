package io.coffer.server.select;

import io.coffer.model.OssError;
import io.coffer.model.select.SelectOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** A result as JSON: one object for each record, its keys in the order of the query. */
final class JsonFormat implements ResultFormat {
    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final SelectOutput output;
    private final Query query;

    JsonFormat(SelectOutput output, Query query) {
        this.output = output;
        this.query = query;
    }

    @Override
    public byte[] row(Row row) {
        JsonNode node = row instanceof JsonRow json ? json.node() : NODES.nullNode();
        if (query.isStar()) {
            return line(node.isObject() ? written(node) : "{\"_1\":" + written(node) + "}");
        }
        List<String> members = new ArrayList<>();
        for (int index = 0; index < query.selected().size(); index++) {
            int place = index;
            selected(row, query.selected().get(index))
                    .ifPresent(value -> members.add(member(query.name(place), value)));
        }
        return line("{" + String.join(",", members) + "}");
    }

    /** A key that the record lacks is not written. */
    private static Optional<JsonNode> selected(Row row, Query.Selected one) {
        if (one.column().isPresent() && row instanceof JsonRow json) {
            return json.node(one.column().get());
        }
        Value value = one.term().of(row);
        return value == Value.Nothing.MISSING ? Optional.empty() : Optional.of(node(value));
    }

    @Override
    public byte[] aggregated(List<Value> values) {
        List<String> members = new ArrayList<>();
        for (int index = 0; index < values.size(); index++) {
            members.add(member(query.name(index), node(values.get(index))));
        }
        return line("{" + String.join(",", members) + "}");
    }

    @Override
    public byte[] header() {
        return new byte[0];
    }

    private static JsonNode node(Value value) {
        return switch (value) {
            case Value.Nothing nothing -> NODES.nullNode();
            case Value.Truth truth -> NODES.booleanNode(truth.holds());
            case Value.Node node -> node.node();
            case Value.Whole whole -> NODES.numberNode(whole.number());
            case Value.Exact exact -> MAPPER.readTree(exact.number().toPlainString());
            case Value.Real real ->
                Double.isFinite(real.number())
                        ? MAPPER.readTree(Numbers.text(real.number()))
                        : NODES.stringNode(Written.text(value));
            default -> NODES.stringNode(Written.text(value));
        };
    }

    private static String member(String name, JsonNode value) {
        return written(NODES.stringNode(name)) + ":" + written(value);
    }

    private static String written(JsonNode node) {
        return MAPPER.writeValueAsString(node);
    }

    private byte[] line(String object) {
        if (object.length() > JsonNodes.MAX_SIZE * 2) {
            throw OssError.OUTPUT_TOO_LARGE.exception();
        }
        return (object + output.recordDelimiter()).getBytes(StandardCharsets.UTF_8);
    }
}
