package io.coffer.server.select;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The way to a value: from a record to a column, or through a JSON document. */
record SqlPath(List<Step> steps) {
    private static final int MAX_INDEX = 1000;
    private static final Pattern INDEX = Pattern.compile("_(\\d{1,9})");

    sealed interface Step {
        record Name(String name) implements Step {}

        record Element(int index) implements Step {}

        /** any child */
        record Every() implements Step {}
    }

    SqlPath {
        steps = List.copyOf(steps);
    }

    /** The last name, when the path ends with one. */
    String lastName() {
        return !steps.isEmpty() && steps.getLast() instanceof Step.Name named ? named.name() : "";
    }

    boolean hasWildcard() {
        return steps.stream().anyMatch(Step.Every.class::isInstance);
    }

    SqlPath withoutFirst() {
        return new SqlPath(steps.subList(1, steps.size()));
    }

    boolean startsWith(String name) {
        return !steps.isEmpty()
                && steps.getFirst() instanceof Step.Name first
                && first.name().equalsIgnoreCase(name);
    }

    /**
     * The position that {@code _1} and its siblings mean, counted from 0.
     *
     * @throws OssException {@link OssError#SQL_INVALID_COLUMN_INDEX}
     */
    OptionalInt position() {
        Matcher matcher = INDEX.matcher(steps.size() == 1 ? lastName() : "");
        if (!matcher.matches()) {
            return OptionalInt.empty();
        }
        int index = Integer.parseInt(matcher.group(1));
        if (index < 1 || index > MAX_INDEX) {
            throw OssError.SQL_INVALID_COLUMN_INDEX.exception();
        }
        return OptionalInt.of(index - 1);
    }
}
