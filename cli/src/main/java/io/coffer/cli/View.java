package io.coffer.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** An answer in the two forms it can be written in. */
public sealed interface View {
    JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** Rows for people, each line ended. */
    String asTable();

    /** What the server said. */
    JsonNode json();

    /** The code to exit with when this was shown. */
    default int exitCode() {
        return CofferCommandLine.OK;
    }

    /** What is shown of something that did not end well. */
    static View ended(View shown, int exitCode) {
        return new Ended(shown, exitCode);
    }

    default String asJson() {
        return JSON.writeValueAsString(json());
    }

    /** Many things, one a row: each column is a member of the items. */
    static View rows(ArrayNode items, String... columns) {
        return new Rows(items, List.of(columns));
    }

    /** One thing, one of its members a line; members that are absent are left out. */
    static View fields(JsonNode json, JsonNode thing, String... members) {
        return new Fields(json, thing, List.of(members));
    }

    /** Nothing to show but that it was done. */
    static View done(JsonNode json, String sentence) {
        return new Done(json, sentence);
    }

    /** Lines for people, each ended, that say what the server said. */
    static View told(JsonNode json, String lines) {
        return new Told(json, lines);
    }

    /** The items of all pages of a list. */
    static ArrayNode items() {
        return JsonNodeFactory.instance.arrayNode();
    }

    record Rows(ArrayNode json, List<String> columns) implements View {
        @Override
        public String asTable() {
            List<List<String>> lines = new ArrayList<>();
            lines.add(columns.stream().map(Rows::heading).toList());
            json.forEach(item -> lines.add(
                    columns.stream().map(column -> cell(item.path(column))).toList()));
            int[] widths = new int[columns.size()];
            lines.forEach(line -> Arrays.setAll(
                    widths, at -> Math.max(widths[at], line.get(at).length())));
            StringBuilder table = new StringBuilder();
            lines.forEach(line -> table.append(aligned(line, widths)).append('\n'));
            return table.toString();
        }

        private static String aligned(List<String> line, int[] widths) {
            StringBuilder text = new StringBuilder();
            for (int at = 0; at < widths.length; at++) {
                text.append(line.get(at)).repeat(' ', widths[at] - line.get(at).length() + 2);
            }
            return text.toString().stripTrailing();
        }

        private static String heading(String member) {
            return member.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toUpperCase(Locale.ROOT);
        }
    }

    record Fields(JsonNode json, JsonNode thing, List<String> members) implements View {
        @Override
        public String asTable() {
            List<String> present =
                    members.stream().filter(member -> thing.hasNonNull(member)).toList();
            int width = present.stream().mapToInt(String::length).max().orElse(0);
            StringBuilder table = new StringBuilder();
            present.forEach(member -> table.append(member)
                    .repeat(' ', width - member.length() + 2)
                    .append(cell(thing.path(member)))
                    .append('\n'));
            return table.toString();
        }
    }

    record Done(JsonNode json, String sentence) implements View {
        @Override
        public String asTable() {
            return Printable.text(sentence) + "\n";
        }
    }

    record Told(JsonNode json, String lines) implements View {
        @Override
        public String asTable() {
            return lines;
        }
    }

    record Ended(View shown, int exitCode) implements View {
        @Override
        public String asTable() {
            return shown.asTable();
        }

        @Override
        public JsonNode json() {
            return shown.json();
        }
    }

    private static String cell(JsonNode value) {
        String text = value.isContainer() ? value.toString() : value.asString("");
        return Printable.text(text);
    }
}
