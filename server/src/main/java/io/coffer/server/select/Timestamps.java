package io.coffer.server.select;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The ways in which SelectObject takes a timestamp to be written; without a zone it is in UTC. */
final class Timestamps {
    /** Recognised unasked, in this order where one text fits several. */
    private static final List<Form> RECOGNISED = forms(
            "uuuuMMdd",
            "uuuu/MM/dd",
            "dd/MM/uuuu",
            "uuuu-MM-dd",
            "dd-MM-uu",
            "dd.MM.uu",
            "HH:mm:ss.SSS",
            "HH:mm:ss",
            "HH mm ss SSS",
            "HH.mm.ss.SSS",
            "HHmm",
            "HHmmssSSS",
            "uuuuMMdd HH:mm:ss.SSS",
            "uuuu/MM/dd HH:mm:ss.SSS",
            "dd/MM/uuuu HH:mm:ss.SSS",
            "uuuuMMdd HH:mm:ss",
            "uuuu/MM/dd HH:mm:ss",
            "dd/MM/uuuu HH:mm:ss",
            "uuuu-MM-dd HH:mm:ss.SSS",
            "dd-MM-uuuu HH:mm:ss.SSS",
            "uuuu-MM-dd HH:mm:ss",
            "dd-MM-uuuu HH:mm:ss",
            "uuuuMMdd'T'HH:mm:ss",
            "uuuuMMdd'T'HH:mm:ss.SSS",
            "dd-MM-uuuu'T'HH:mm:ss.SSS",
            "dd-MM-uuuu'T'HH:mm:ss",
            "uuuuMMdd'T'HHmm",
            "uuuuMMdd'T'HHmmss",
            "uuuuMMdd'T'HHmmssSSS",
            "uuuu-MM-dd'T'HH:mmXXX",
            "uuuu-MM-dd'T'HH:mm:ssXXX",
            "uuuu-MM-dd'T'HH:mm:ss.SSSXXX",
            "uuuu-MM-dd'T'HH:mm:ss",
            "uuuu-MM-dd'T'HH:mm:ss.SSS",
            "dd/MMM/uuuu:HH:mm:ss Z",
            "EEE, dd MMM uuuu HH:mm:ss 'GMT'",
            "d/M/uu",
            "d/M/uu H:m",
            "d/M/uu H:m:s");

    /** Taken only when the query asks for them, since they read like others. */
    private static final List<Form> ASKED_FOR =
            forms("uuuuddMM", "uuuu/dd/MM", "MM/dd/uuuu", "uuuu-dd-MM", "MM-dd-uuuu", "MM.dd.uuuu");

    /** A pattern, and what a text must look like before it is worth parsing. */
    record Form(String pattern, Pattern shape, DateTimeFormatter formatter) {
        static Form of(String pattern) {
            String shape = pattern.replace(".", "\\.")
                    .replace("'T'", "#")
                    .replace("'GMT'", "@")
                    .replaceAll("EEE|MMM", "&")
                    .replace("uuuu", "\\d{4}")
                    .replace("SSS", "\\d{3}")
                    .replace("XXX", "(%|[+-]\\d{2}:\\d{2})")
                    .replace("Z", "[+-]\\d{4}")
                    .replaceAll("uu|MM|dd|HH|mm|ss", "\\\\d{2}")
                    .replaceAll("(?<!\\\\)[dMHms]", "\\\\d{1,2}")
                    .replace("#", "T")
                    .replace("@", "GMT")
                    .replace("%", "Z")
                    .replace("&", "[A-Za-z]{3}");
            return new Form(
                    pattern,
                    Pattern.compile(shape),
                    DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withResolverStyle(ResolverStyle.STRICT));
        }

        /** As a query names it. */
        String ossName() {
            return pattern.replace("SSS", "mss")
                    .replace("uu", "YY")
                    .replace("dd", "DD")
                    .replace("mm", "MM")
                    .replaceAll("(?<!m)ss", "SS")
                    .replace("'", "");
        }
    }

    private Timestamps() {}

    private static List<Form> forms(String... patterns) {
        return Arrays.stream(patterns).map(Form::of).toList();
    }

    static Optional<Form> form(String ossName) {
        List<Form> all = new java.util.ArrayList<>(RECOGNISED);
        all.addAll(ASKED_FOR);
        return all.stream()
                .filter(form -> form.ossName().equalsIgnoreCase(ossName))
                .findFirst();
    }

    /** @throws Mismatch for text that is no timestamp */
    static LocalDateTime parse(String written) {
        String text = written.strip();
        for (Form form : RECOGNISED) {
            if (form.shape().matcher(text).matches()) {
                Optional<LocalDateTime> time = read(text, form);
                if (time.isPresent()) {
                    return time.get();
                }
            }
        }
        throw new Mismatch("a text is not a timestamp");
    }

    /** @throws Mismatch for text of another form */
    static LocalDateTime parse(String written, Form form) {
        return read(written.strip(), form)
                .orElseThrow(() -> new Mismatch("a text is not a timestamp of the given format"));
    }

    private static Optional<LocalDateTime> read(String text, Form form) {
        try {
            TemporalAccessor parsed = form.formatter().parse(text);
            LocalDate date = Optional.ofNullable(parsed.query(TemporalQueries.localDate()))
                    .orElse(LocalDate.EPOCH);
            LocalTime time = Optional.ofNullable(parsed.query(TemporalQueries.localTime()))
                    .orElse(LocalTime.MIDNIGHT);
            int offset = parsed.isSupported(ChronoField.OFFSET_SECONDS) ? parsed.get(ChronoField.OFFSET_SECONDS) : 0;
            return Optional.of(date.atTime(time)
                    .atOffset(ZoneOffset.ofTotalSeconds(offset))
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toLocalDateTime());
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
