package io.coffer.server.select;

import java.util.List;

/** A line of CSV. */
record CsvRow(List<String> fields, CsvHeader header) implements Row {
    @Override
    public Value value(Column column) {
        int position = header.positions()[column.number()];
        return position < fields.size() ? new Value.Text(fields.get(position)) : Value.Nothing.MISSING;
    }
}
