package io.coffer.protocol;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** Dates of XML documents: {@code 2022-12-28T10:27:41.000Z}. The service knows whole seconds only. */
public final class IsoDates {
    private static final DateTimeFormatter FORM = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss'.000Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private IsoDates() {}

    public static String format(Instant instant) {
        return FORM.format(instant);
    }

    /** Reads a date with or without fractions of a second, in whole seconds. Empty when the text is none. */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(Instant.parse(text.strip()).truncatedTo(ChronoUnit.SECONDS));
        } catch (DateTimeParseException notADate) {
            return Optional.empty();
        }
    }
}
