package io.coffer.server.admin;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds the trees that answers are rendered from. */
final class Answer {
    private Answer() {}

    static ObjectNode empty() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** {@code {plural: {singular: [...]}}}, which XML shows as repeated elements. */
    static <T> ObjectNode list(String plural, String singular, List<T> values, Function<T, ObjectNode> one) {
        ObjectNode answer = empty();
        ArrayNode array = answer.putObject(plural).putArray(singular);
        values.forEach(value -> array.add(one.apply(value)));
        return answer;
    }

    /** To the second, as {@code 2026-11-22T12:00:00Z}. */
    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
