package io.coffer.protocol.signature;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms in which a signature tells the time; all in UTC. */
final class SigningDate {
    /** The last second that these forms can write. */
    static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private static final DateTimeFormatter BASIC = formatter("uuuuMMdd'T'HHmmss'Z'");
    private static final DateTimeFormatter DAY = formatter("uuuuMMdd");
    private static final DateTimeFormatter HTTP = formatter("EEE, dd MMM uuuu HH:mm:ss 'GMT'");
    private static final DateTimeFormatter MILLISECONDS = formatter("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'");

    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final List<String> DAYS = List.of("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
    private static final int HTTP_LENGTH = 29;

    private SigningDate() {}

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH)
                .withResolverStyle(ResolverStyle.STRICT)
                .withZone(ZoneOffset.UTC);
    }

    /** {@code 20231216T162057Z} */
    static String basic(Instant time) {
        return BASIC.format(time);
    }

    static Optional<Instant> parseBasic(String text) {
        if (text.length() != 16 || text.charAt(8) != 'T' || text.charAt(15) != 'Z') {
            return Optional.empty();
        }
        return instant(date(number(text, 0, 4), number(text, 4, 6), number(text, 6, 8)), text, 9, "");
    }

    /** {@code Wed, 28 Dec 2022 10:27:41 GMT} */
    static String http(Instant time) {
        return HTTP.format(time);
    }

    /** Accepts a day of one digit too: some clients send it. */
    static Optional<Instant> parseHttp(String text) {
        boolean mayBeUsual = text.length() == HTTP_LENGTH && text.endsWith(" GMT");
        Optional<Instant> usual = mayBeUsual ? usual(text) : Optional.empty();
        return usual.isPresent() ? usual : parse(DateTimeFormatter.RFC_1123_DATE_TIME, text);
    }

    /** The one form that nearly all clients write, read without the cost of a formatter. */
    private static Optional<Instant> usual(String text) {
        int month = 1 + MONTHS.indexOf(text.substring(8, 11)) / 3;
        Optional<LocalDate> date = date(number(text, 12, 16), month, number(text, 5, 7));
        String day =
                date.map(known -> DAYS.get(known.getDayOfWeek().getValue() - 1)).orElse("");
        boolean wellFormed = text.startsWith(day)
                && text.startsWith(", ", 3)
                && text.charAt(7) == ' '
                && text.charAt(11) == ' '
                && text.charAt(16) == ' ';
        return wellFormed && text.startsWith(MONTHS.substring(3 * month - 3, 3 * month), 8)
                ? instant(date, text, 17, ":")
                : Optional.empty();
    }

    private static Optional<LocalDate> date(int year, int month, int day) {
        try {
            return year < 0 ? Optional.empty() : Optional.of(LocalDate.of(year, month, day));
        } catch (DateTimeException notADay) {
            return Optional.empty();
        }
    }

    /** @param between the digits of hour, minute and second */
    private static Optional<Instant> instant(Optional<LocalDate> date, String text, int at, String between) {
        int step = 2 + between.length();
        int hour = number(text, at, at + 2);
        int minute = number(text, at + step, at + step + 2);
        int second = number(text, at + 2 * step, at + 2 * step + 2);
        boolean isTime = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
        boolean separated = text.startsWith(between, at + 2) && text.startsWith(between, at + step + 2);
        return isTime && separated
                ? date.map(
                        day -> Instant.ofEpochSecond(86_400L * day.toEpochDay() + 3600L * hour + 60L * minute + second))
                : Optional.empty();
    }

    /** The number that the characters write; -1 when they are no digits. */
    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = 10 * number + c - '0';
        }
        return number;
    }

    /** Whether the time lies on the day of that name, {@code 20231216}. */
    static boolean isOn(Instant time, String day) {
        LocalDate date = LocalDate.ofInstant(time, ZoneOffset.UTC);
        return day.length() == 8
                && number(day, 0, 4) == date.getYear()
                && number(day, 4, 6) == date.getMonthValue()
                && number(day, 6, 8) == date.getDayOfMonth();
    }

    /** {@code 20231216} */
    static String day(Instant time) {
        return DAY.format(time);
    }

    static boolean isDay(String text) {
        return text.length() == 8
                && date(number(text, 0, 4), number(text, 4, 6), number(text, 6, 8))
                        .isPresent();
    }

    /** {@code 2023-12-16T16:20:57.000Z}, as dates stand in XML */
    static String milliseconds(Instant time) {
        return MILLISECONDS.format(time);
    }

    private static Optional<Instant> parse(DateTimeFormatter format, String text) {
        try {
            return Optional.of(format.parse(text, Instant::from));
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }
}
