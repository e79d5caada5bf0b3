package io.coffer.protocol.xml;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.select.SelectRange;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The element Range of a query: {@code line-range=} or {@code split-range=} and a range as HTTP writes it. */
final class SelectRangeText {
    /** 18 digits fit a long */
    private static final Pattern FORM = Pattern.compile("(line|split)-range=(\\d{1,18})?-(\\d{1,18})?");

    private SelectRangeText() {}

    /** @throws OssException {@link OssError#INVALID_SELECT_RANGE} */
    static Optional<SelectRange> parse(Optional<String> text) {
        return text.map(range -> parse(range.replaceAll("\\s", "")));
    }

    private static SelectRange parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw OssError.INVALID_SELECT_RANGE.exception();
        }
        OptionalLong start = number(matcher, 2);
        OptionalLong end = number(matcher, 3);
        boolean nothing = start.isEmpty() && end.orElse(0) == 0;
        boolean backwards = start.isPresent() && end.isPresent() && start.getAsLong() > end.getAsLong();
        if (nothing || backwards) {
            throw OssError.INVALID_SELECT_RANGE.exception();
        }
        SelectRange.Unit unit = "line".equals(matcher.group(1)) ? SelectRange.Unit.LINE : SelectRange.Unit.SPLIT;
        return new SelectRange(unit, start, end);
    }

    private static OptionalLong number(Matcher matcher, int group) {
        return Optional.ofNullable(matcher.group(group)).stream()
                .mapToLong(Long::parseLong)
                .findFirst();
    }
}
