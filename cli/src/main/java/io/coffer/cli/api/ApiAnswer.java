package io.coffer.cli.api;

import io.coffer.cli.View;
import io.coffer.cli.document.DocumentTable;
import io.coffer.cli.document.JsonXml;
import io.coffer.cli.document.XmlJson;
import io.coffer.cli.document.Yaml;
import io.coffer.cli.oss.OssReply;
import io.coffer.model.OssException;
import io.coffer.protocol.xml.XmlReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What was answered: a document, or the headers where there is none.
 *
 * @param raw as it came
 */
record ApiAnswer(JsonNode json, String raw) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "date", "keep-alive", "server", "transfer-encoding", "x-oss-server-time");

    static ApiAnswer of(OssReply reply) {
        byte[] bytes = reply.bytes();
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.isBlank()) {
            return new ApiAnswer(headers(reply), "");
        }
        return new ApiAnswer(text.stripLeading().startsWith("<") ? xml(bytes, text) : json(text), text);
    }

    String shown(ApiOutputOptions.Output output) {
        return switch (output) {
            case table -> DocumentTable.of(json);
            case json -> View.JSON.writeValueAsString(json) + "\n";
            case yaml -> Yaml.of(json);
            case xml -> raw.stripLeading().startsWith("<") ? ended(raw) : JsonXml.document("root", json) + "\n";
            case raw -> raw.isEmpty() ? "" : ended(raw);
        };
    }

    private static String ended(String text) {
        return text.endsWith("\n") ? text : text + "\n";
    }

    private static JsonNode xml(byte[] bytes, String text) {
        try {
            return XmlJson.of(XmlReader.read(bytes));
        } catch (OssException notXml) {
            return JsonNodeFactory.instance.stringNode(text);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException notJson) {
            return JsonNodeFactory.instance.stringNode(text);
        }
    }

    private static ObjectNode headers(OssReply reply) {
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        reply.headers().map().forEach((name, values) -> {
            if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                headers.put(name, String.join(", ", values));
            }
        });
        return headers;
    }
}
