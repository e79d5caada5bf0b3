package io.coffer.server.observability;

import java.io.StringWriter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A request as a JSON object in one line; a field that has no value is left out. */
final class AccessLogJson {
    private static final JsonFactory JSON = new JsonFactory();

    private AccessLogJson() {}

    /** @return the line with its end */
    static String of(FinishedRequest finished) {
        StringWriter line = new StringWriter(512);
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            AccessLogFields.of(finished).forEach(field -> write(json, field));
            json.writeEndObject();
        }
        return line.append('\n').toString();
    }

    private static void write(JsonGenerator json, AccessLogField field) {
        switch (field.value()) {
            case AccessLogField.Value.Word word -> json.writeStringProperty(field.name(), word.word());
            case AccessLogField.Value.Moment moment ->
                json.writeStringProperty(field.name(), moment.instant().toString());
            case AccessLogField.Value.Amount amount ->
                amount.amount().ifPresent(value -> json.writeNumberProperty(field.name(), value));
            case AccessLogField.Value.Text text ->
                text.text().ifPresent(value -> json.writeStringProperty(field.name(), value));
        }
    }
}
