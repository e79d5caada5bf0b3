package io.coffer.server.select;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import tools.jackson.databind.JsonNode;

/** What a term of a query is in one record. */
sealed interface Value {
    /** No value. */
    enum Nothing implements Value {
        /** the record has no such column */
        MISSING,
        /** the record says that there is none */
        NULL
    }

    record Text(String text) implements Value {}

    record Whole(long number) implements Value {}

    record Exact(BigDecimal number) implements Value {}

    record Real(double number) implements Value {}

    record Truth(boolean holds) implements Value {}

    /** A point of time, in UTC. */
    record Moment(LocalDateTime time) implements Value {}

    /** An object or array of JSON. */
    record Node(JsonNode node) implements Value {}

    default boolean isTrue() {
        return this instanceof Truth truth && truth.holds();
    }

    default boolean isFalse() {
        return this instanceof Truth truth && !truth.holds();
    }

    default boolean isNothing() {
        return this instanceof Nothing;
    }
}
