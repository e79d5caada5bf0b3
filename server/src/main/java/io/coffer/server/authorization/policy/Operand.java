package io.coffer.server.authorization.policy;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** One value of a condition, read once when the policy is parsed. */
sealed interface Operand {
    /** Whether the request's value matches. A value of the wrong kind never does. */
    boolean matches(ContextValue actual);

    enum Comparison {
        EQUAL,
        LESS,
        LESS_OR_EQUAL,
        GREATER,
        GREATER_OR_EQUAL;

        /** @param order of the request's value to the policy's, as {@link Comparable#compareTo} gives it */
        boolean holds(int order) {
            return switch (this) {
                case EQUAL -> order == 0;
                case LESS -> order < 0;
                case LESS_OR_EQUAL -> order <= 0;
                case GREATER -> order > 0;
                case GREATER_OR_EQUAL -> order >= 0;
            };
        }
    }

    record Text(String expected, boolean ignoreCase) implements Operand {
        @Override
        public boolean matches(ContextValue actual) {
            return ignoreCase ? expected.equalsIgnoreCase(actual.text()) : expected.equals(actual.text());
        }
    }

    record Like(WildcardPattern pattern) implements Operand {
        @Override
        public boolean matches(ContextValue actual) {
            String text = actual.text();
            return text != null && pattern.matches(text);
        }
    }

    record Decimal(Comparison comparison, BigDecimal expected) implements Operand {
        // without an exponent, so that no short text makes a number that is costly to compare
        private static final Pattern FORM = Pattern.compile("[+-]?[0-9]{1,30}(\\.[0-9]{1,30})?");

        static Decimal of(Comparison comparison, String text) {
            return new Decimal(
                    comparison, read(text).orElseThrow(() -> new IllegalArgumentException("not a decimal number")));
        }

        @Override
        public boolean matches(ContextValue actual) {
            Optional<BigDecimal> number = actual.number();
            return number.isPresent() && comparison.holds(number.get().compareTo(expected));
        }

        static Optional<BigDecimal> read(String text) {
            return FORM.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
        }
    }

    record Moment(Comparison comparison, Instant expected) implements Operand {
        private static final int DATE_LENGTH = "2026-11-22".length();

        static Moment of(Comparison comparison, String text) {
            return new Moment(
                    comparison,
                    read(text).orElseThrow(() -> new IllegalArgumentException("not a date and time of ISO 8601")));
        }

        @Override
        public boolean matches(ContextValue actual) {
            Optional<Instant> moment = actual.moment();
            return moment.isPresent() && comparison.holds(moment.get().compareTo(expected));
        }

        static Optional<Instant> read(String text) {
            try {
                return Optional.of(
                        text.length() == DATE_LENGTH
                                ? LocalDate.parse(text)
                                        .atStartOfDay(ZoneOffset.UTC)
                                        .toInstant()
                                : OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeException notADate) {
                return Optional.empty();
            }
        }
    }

    record Flag(boolean expected) implements Operand {
        static Flag of(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true" -> new Flag(true);
                case "false" -> new Flag(false);
                default -> throw new IllegalArgumentException("neither true nor false");
            };
        }

        @Override
        public boolean matches(ContextValue actual) {
            return Boolean.toString(expected).equalsIgnoreCase(actual.text());
        }
    }

    record Network(IpNetwork network) implements Operand {
        @Override
        public boolean matches(ContextValue actual) {
            return network.contains(actual.address());
        }
    }
}
