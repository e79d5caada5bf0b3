package io.coffer.server.select;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.select.SelectOutput;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** A result as CSV. A field is quoted when it could not be read otherwise. */
final class CsvFormat implements ResultFormat {
    private final SelectOutput output;
    private final Query query;
    private final Supplier<CsvHeader> header;

    /** @throws OssException when the query does not go with {@code KeepAllColumns} */
    CsvFormat(SelectOutput output, Query query, Supplier<CsvHeader> header) {
        this.output = output;
        this.query = query;
        this.header = header;
        if (output.keepAllColumns() && !query.isStar()) {
            requireColumnsOnce(query);
        }
    }

    private static void requireColumnsOnce(Query query) {
        if (query.aggregates()) {
            throw OssError.SQL_KEEP_ALL_AGGREGATED.exception();
        }
        Set<Column> columns = new HashSet<>();
        for (Query.Selected one : query.selected()) {
            Column column = one.column()
                    .orElseThrow(() -> OssError.INVALID_ARGUMENT.saying("KeepAllColumns takes columns only."));
            if (!columns.add(column)) {
                throw OssError.SQL_KEEP_ALL_DUPLICATE.exception();
            }
        }
    }

    @Override
    public byte[] row(Row row) {
        List<String> fields = row instanceof CsvRow csv ? csv.fields() : List.of();
        if (query.isStar()) {
            return line(fields);
        }
        if (output.keepAllColumns()) {
            return line(inPlace(fields));
        }
        List<String> values = new ArrayList<>();
        for (Query.Selected one : query.selected()) {
            values.add(Written.text(one.term().of(row)));
        }
        return line(values);
    }

    private List<String> inPlace(List<String> fields) {
        List<String> kept = new ArrayList<>(Collections.nCopies(fields.size(), ""));
        for (Query.Selected one : query.selected()) {
            int position = header.get().positions()[one.column().orElseThrow().number()];
            if (position < fields.size()) {
                kept.set(position, fields.get(position));
            }
        }
        return kept;
    }

    @Override
    public byte[] aggregated(List<Value> values) {
        return line(values.stream().map(Written::text).toList());
    }

    @Override
    public byte[] header() {
        List<String> names = header.get().names();
        if (!output.header() || names.isEmpty()) {
            return new byte[0];
        }
        if (query.isStar()) {
            return line(names);
        }
        if (output.keepAllColumns()) {
            return line(inPlace(names));
        }
        List<String> selected = new ArrayList<>();
        for (int index = 0; index < query.selected().size(); index++) {
            selected.add(name(query.selected().get(index), index, names));
        }
        return line(selected);
    }

    /** As the header spells it, not as the query does. */
    private String name(Query.Selected one, int index, List<String> names) {
        Optional<Integer> position = one.column().map(column -> header.get().positions()[column.number()]);
        return one.alias()
                .or(() -> position.filter(at -> at < names.size()).map(names::get))
                .orElseGet(() -> query.name(index));
    }

    private byte[] line(List<String> fields) {
        StringBuilder line = new StringBuilder();
        for (int at = 0; at < fields.size(); at++) {
            if (at > 0) {
                line.append(output.fieldDelimiter());
            }
            append(line, fields.get(at));
            if (line.length() > CsvRecords.MAX_RECORD * 2) {
                throw OssError.OUTPUT_TOO_LARGE.exception();
            }
        }
        return line.append(output.recordDelimiter()).toString().getBytes(StandardCharsets.UTF_8);
    }

    private void append(StringBuilder line, String field) {
        char quote = output.quote();
        boolean plain = field.indexOf(output.fieldDelimiter()) < 0
                && field.indexOf(quote) < 0
                && field.indexOf('\n') < 0
                && field.indexOf('\r') < 0
                && !field.contains(output.recordDelimiter());
        if (plain) {
            line.append(field);
        } else {
            String one = String.valueOf(quote);
            line.append(quote).append(field.replace(one, one + one)).append(quote);
        }
    }
}
