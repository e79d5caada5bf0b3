package io.coffer.server.select;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Where the columns of a query stand in a line.
 *
 * @param names empty when the lines have none
 * @param positions by the numbers of the columns
 */
record CsvHeader(List<String> names, int[] positions) {
    static final CsvHeader NONE = new CsvHeader(List.of(), new int[0]);

    /** @throws OssException for a column that is no {@code _1} or its sibling */
    static CsvHeader unnamed(List<Column> columns) {
        return of(List.of(), columns);
    }

    /** @throws OssException for a column that the header does not name */
    static CsvHeader of(List<String> names, List<Column> columns) {
        int[] positions = new int[columns.size()];
        for (Column column : columns) {
            if (column.path().steps().size() != 1) {
                throw OssError.SQL_PATH_IN_CSV.exception();
            }
            OptionalInt named = position(names, column.path().lastName());
            positions[column.number()] = named.isPresent()
                    ? named.getAsInt()
                    : column.path()
                            .position()
                            .orElseThrow(() -> OssError.SQL_INVALID_COLUMN_NAME.with(
                                    "ColumnName", column.path().lastName()));
        }
        return new CsvHeader(List.copyOf(names), positions);
    }

    private static OptionalInt position(List<String> names, String name) {
        String wanted = folded(name);
        for (int at = 0; at < names.size(); at++) {
            if (folded(names.get(at)).equals(wanted)) {
                return OptionalInt.of(at);
            }
        }
        return OptionalInt.empty();
    }

    private static String folded(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }
}
