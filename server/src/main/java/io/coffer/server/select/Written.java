package io.coffer.server.select;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Values as text. */
final class Written {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT);

    private Written() {}

    /** Empty for no value. */
    static String text(Value value) {
        return switch (value) {
            case Value.Nothing nothing -> "";
            case Value.Text text -> text.text();
            case Value.Whole whole -> Long.toString(whole.number());
            case Value.Exact exact -> exact.number().toPlainString();
            case Value.Real real -> Numbers.text(real.number());
            case Value.Truth truth -> Boolean.toString(truth.holds());
            case Value.Moment moment -> time(moment.time());
            case Value.Node node -> node.node().toString();
        };
    }

    private static String time(LocalDateTime time) {
        boolean whole = time.equals(time.truncatedTo(ChronoUnit.SECONDS));
        return (whole ? SECONDS : MILLIS).format(time);
    }
}
