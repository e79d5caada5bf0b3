package io.coffer.protocol.signature;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
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
        return text.length() == 16 ? parse(BASIC, text) : Optional.empty();
    }

    /** {@code Wed, 28 Dec 2022 10:27:41 GMT} */
    static String http(Instant time) {
        return HTTP.format(time);
    }

    /** Accepts a day of one digit too: some clients send it. */
    static Optional<Instant> parseHttp(String text) {
        return parse(DateTimeFormatter.RFC_1123_DATE_TIME, text);
    }

    /** {@code 20231216} */
    static String day(Instant time) {
        return DAY.format(time);
    }

    static boolean isDay(String text) {
        try {
            LocalDate.parse(text, DAY);
            return text.length() == 8;
        } catch (DateTimeException notADay) {
            return false;
        }
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
