package io.coffer.cli.document;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/** Writes JSON as YAML in blocks. Every text is in double quotes, whose form JSON and YAML share. */
public final class Yaml {
    private final StringBuilder yaml = new StringBuilder();

    private Yaml() {}

    public static String of(JsonNode json) {
        Yaml document = new Yaml();
        if (isBlock(json)) {
            document.block(json, 0);
        } else {
            document.yaml.append(json).append('\n');
        }
        return document.yaml.toString();
    }

    private static boolean isBlock(JsonNode value) {
        return value.isContainer() && !value.isEmpty();
    }

    private void block(JsonNode value, int depth) {
        if (value.isArray()) {
            value.forEach(item -> entry("-", item, depth));
        } else {
            value.propertyNames().forEach(name -> entry(key(name) + ":", value.path(name), depth));
        }
    }

    private static String key(String name) {
        return name.matches("[A-Za-z][A-Za-z0-9_-]*")
                ? name
                : StringNode.valueOf(name).toString();
    }

    private void entry(String introduction, JsonNode value, int depth) {
        yaml.repeat("  ", depth).append(introduction);
        if (isBlock(value)) {
            yaml.append('\n');
            block(value, depth + 1);
        } else {
            yaml.append(' ').append(value).append('\n');
        }
    }
}
