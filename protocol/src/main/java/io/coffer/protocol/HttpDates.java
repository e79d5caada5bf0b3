package io.coffer.protocol;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Dates of header fields, such as {@code Wed, 28 Dec 2022 10:27:41 GMT}; their resolution is one second. */
public final class HttpDates {
    private static final String[] DAYS = {"Mon, ", "Tue, ", "Wed, ", "Thu, ", "Fri, ", "Sat, ", "Sun, "};
    private static final String[] MONTHS = {
        " Jan ", " Feb ", " Mar ", " Apr ", " May ", " Jun ", " Jul ", " Aug ", " Sep ", " Oct ", " Nov ", " Dec "
    };
    private static final int LENGTH = 29;

    private HttpDates() {}

    public static String format(Instant instant) {
        // by hand: every answer has two of them, and a formatter takes as long as all its other headers
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder text =
                new StringBuilder(LENGTH).append(DAYS[time.getDayOfWeek().getValue() - 1]);
        twoDigits(text, time.getDayOfMonth()).append(MONTHS[time.getMonthValue() - 1]);
        int year = time.getYear();
        twoDigits(twoDigits(text, year / 100), year % 100);
        twoDigits(text.append(' '), time.getHour());
        twoDigits(text.append(':'), time.getMinute());
        return twoDigits(text.append(':'), time.getSecond()).append(" GMT").toString();
    }

    private static StringBuilder twoDigits(StringBuilder text, int number) {
        return (number < 10 ? text.append('0') : text).append(number);
    }

    /** Reads a date; some clients send the day with one digit. Empty when the text is none. */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeParseException notADate) {
            return Optional.empty();
        }
    }
}
