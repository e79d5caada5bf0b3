package io.coffer.server.observability;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One field of the access log.
 *
 * @param name OSS's name of the field, in snake case
 */
record AccessLogField(String name, Value value) {
    sealed interface Value {
        record Text(Optional<String> text) implements Value {}

        record Amount(OptionalLong amount) implements Value {}

        record Moment(Instant instant) implements Value {}

        /** A text that holds no blank and needs no quotes. */
        record Word(String word) implements Value {}
    }

    static AccessLogField text(String name, Optional<String> text) {
        return new AccessLogField(name, new Value.Text(text.filter(value -> !value.isEmpty())));
    }

    static AccessLogField text(String name, String text) {
        return text(name, Optional.of(text));
    }

    static AccessLogField number(String name, long number) {
        return number(name, OptionalLong.of(number));
    }

    static AccessLogField number(String name, OptionalLong number) {
        return new AccessLogField(name, new Value.Amount(number));
    }

    static AccessLogField moment(String name, Instant instant) {
        return new AccessLogField(name, new Value.Moment(instant));
    }

    static AccessLogField word(String name, String word) {
        return new AccessLogField(name, new Value.Word(word));
    }
}
