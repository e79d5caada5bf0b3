package io.coffer.protocol.form;

import java.util.List;
import java.util.Optional;

/** A condition of a form's policy on one field, whose name is in lower case. An absent field equals an empty one. */
sealed interface PostCondition {
    String field();

    boolean holds(Optional<String> value);

    record Equals(String field, String expected) implements PostCondition {
        @Override
        public boolean holds(Optional<String> value) {
            return value.orElse("").equals(expected);
        }

        @Override
        public String toString() {
            return "[\"eq\", \"$" + field + "\", \"" + expected + "\"]";
        }
    }

    record StartsWith(String field, String start) implements PostCondition {
        @Override
        public boolean holds(Optional<String> value) {
            return value.orElse("").startsWith(start);
        }

        @Override
        public String toString() {
            return "[\"starts-with\", \"$" + field + "\", \"" + start + "\"]";
        }
    }

    record In(String field, List<String> values) implements PostCondition {
        @Override
        public boolean holds(Optional<String> value) {
            return values.contains(value.orElse(""));
        }

        @Override
        public String toString() {
            return "[\"in\", \"$" + field + "\", " + values + "]";
        }
    }

    record NotIn(String field, List<String> values) implements PostCondition {
        @Override
        public boolean holds(Optional<String> value) {
            return !values.contains(value.orElse(""));
        }

        @Override
        public String toString() {
            return "[\"not-in\", \"$" + field + "\", " + values + "]";
        }
    }
}
