package io.coffer.server.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads a YAML file token by token, which keeps the line of every key and the text of every value: an account id such
 * as {@code 0123} stays what was written. Aliases are refused, as are keys given twice.
 */
final class YamlSettings {
    private final YAMLParser parser;
    private final Path file;

    private YamlSettings(YAMLParser parser, Path file) {
        this.parser = parser;
        this.file = file;
    }

    static SettingNode.Section read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException("there is no configuration file " + file);
        }
        try (JsonParser parser = new YAMLMapper().createParser(file)) {
            return new YamlSettings((YAMLParser) parser, file).document();
        } catch (JacksonException unreadable) {
            throw new ConfigurationException(file + " line "
                    + unreadable.getLocation().getLineNr() + ": " + firstLine(unreadable.getOriginalMessage()));
        }
    }

    private SettingNode.Section document() {
        JsonToken first = parser.nextToken();
        if (first == null || first == JsonToken.VALUE_NULL) {
            return SettingNode.Section.empty(file.toString());
        }
        if (!(node(first) instanceof SettingNode.Section section)) {
            throw new ConfigurationException(file + ": a configuration consists of keys and their values");
        }
        if (parser.nextToken() != null) {
            throw new ConfigurationException(origin() + ": a second document in the same file is not read");
        }
        return new SettingNode.Section(section.children(), file.toString());
    }

    private SettingNode node(JsonToken token) {
        String origin = origin();
        if (parser.isCurrentAlias()) {
            throw new ConfigurationException(origin + ": YAML aliases are not supported");
        }
        return switch (token) {
            case START_OBJECT -> section(origin);
            case START_ARRAY -> sequence(origin);
            case VALUE_NULL -> new SettingNode.Empty(origin);
            default -> new SettingNode.Scalar(parser.getString(), origin);
        };
    }

    private SettingNode.Section section(String origin) {
        Map<String, SettingNode> children = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String place = origin();
            if (children.put(name, node(parser.nextToken())) != null) {
                throw new ConfigurationException(place + ": " + name + " is given twice");
            }
        }
        return new SettingNode.Section(children, origin);
    }

    private SettingNode.Sequence sequence(String origin) {
        List<SettingNode> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(node(token));
        }
        return new SettingNode.Sequence(items, origin);
    }

    private String origin() {
        return file + " line " + parser.currentTokenLocation().getLineNr();
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("not YAML");
    }
}
