package io.coffer.server.observability;

import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import java.util.OptionalLong;

/** A request as a line of OSS's access log: fields in a fixed order, parted by blanks, {@code -} for what is not. */
public final class AccessLogLine {
    private static final String NOTHING = "-";
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final StringBuilder line = new StringBuilder(512);

    private AccessLogLine() {}

    /** @return the line with its end */
    public static String of(FinishedRequest finished) {
        AccessLogLine written = new AccessLogLine();
        AccessLogFields.of(finished).forEach(written::append);
        return written.line.append('\n').toString();
    }

    private void append(AccessLogField field) {
        switch (field.value()) {
            case AccessLogField.Value.Word word -> line.append(word.word());
            case AccessLogField.Value.Moment moment -> {
                // two fields of the common log format that OSS never fills
                line.append(" - - [");
                TIME.formatTo(moment.instant(), line);
                line.append(']');
            }
            case AccessLogField.Value.Amount amount -> plain(amount.amount());
            case AccessLogField.Value.Text text -> quoted(text.text().orElse(NOTHING));
        }
    }

    private void plain(OptionalLong number) {
        line.append(' ').append(number.isPresent() ? Long.toString(number.getAsLong()) : NOTHING);
    }

    /** What could end the field or the line is percent-encoded, or a caller could forge lines. */
    private void quoted(String text) {
        line.append(" \"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\' || Character.isISOControl(c)) {
                for (byte octet : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
                    line.append('%').append(HEX.toHexDigits(octet));
                }
            } else {
                line.appendCodePoint(c);
            }
        });
        line.append('"');
    }
}
