package io.coffer.cli.api;

import io.coffer.cli.UsageException;
import io.coffer.cli.api.ApiParameter.Place;
import io.coffer.cli.document.JsonXml;
import io.coffer.cli.oss.Payload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a request carries, from the value of an option.
 *
 * @param needsMd5 as OSS demands of some documents
 */
record ApiBody(Payload payload, boolean needsMd5) {
    private static final String FILE = "file://";
    private static final JsonMapper JSON = new JsonMapper();

    /** @throws UsageException when the value is a file that cannot be read, or no document */
    static ApiBody read(ApiParameter parameter, String value) {
        return switch (parameter.place()) {
            case DATA -> content(value);
            case JSON ->
                document(parameter, json(parameter, text(parameter, value)).toString());
            default -> document(parameter, xml(parameter, text(parameter, value)));
        };
    }

    private static ApiBody content(String value) {
        if (!value.startsWith(FILE)) {
            return new ApiBody(Payload.of(value.getBytes(StandardCharsets.UTF_8)), false);
        }
        Path file = Path.of(value.substring(FILE.length()));
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new UsageException("--body: the file " + file + " cannot be read");
        }
        return new ApiBody(Payload.of(file), false);
    }

    private static ApiBody document(ApiParameter parameter, String text) {
        return new ApiBody(Payload.of(text.getBytes(StandardCharsets.UTF_8)), parameter.place() == Place.XML);
    }

    private static String text(ApiParameter parameter, String value) {
        if (!value.startsWith(FILE)) {
            return value.strip();
        }
        String file = value.substring(FILE.length());
        try {
            return Files.readString(Path.of(file), StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            throw new UsageException(parameter.option() + ": the file " + file + " cannot be read: "
                    + unreadable.getClass().getSimpleName());
        }
    }

    /** XML goes as it is: whether it is right is the server's to say. */
    private static String xml(ApiParameter parameter, String text) {
        if (text.startsWith("<")) {
            return text;
        }
        JsonNode json = json(parameter, text);
        JsonNode inner = json.size() == 1 && json.has(parameter.name()) ? json.path(parameter.name()) : json;
        return JsonXml.document(parameter.name(), inner);
    }

    private static JsonNode json(ApiParameter parameter, String text) {
        try {
            JsonNode json = JSON.readTree(text);
            if (json.isObject()) {
                return json;
            }
        } catch (JacksonException notJson) {
            // reported below with what is JSON and no object
        }
        throw new UsageException(parameter.option() + " must be "
                + (parameter.place() == Place.JSON ? "a JSON object" : "an XML document or a JSON object"));
    }
}
