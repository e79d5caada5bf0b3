package io.coffer.server.select;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.select.SelectInput;
import io.coffer.model.select.SelectRange;
import io.coffer.model.select.SelectRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A query over one object: understood first, then run over its text as often as wanted. */
public final class ObjectSelection {
    private static final int SUCCESS = 206;

    private final SelectRequest request;
    private final Query query;

    private ObjectSelection(SelectRequest request, Query query) {
        this.request = request;
        this.query = query;
    }

    /** @throws OssException for SQL that OSS does not take, or that does not go with the rest of the request */
    public static ObjectSelection of(SelectRequest request) {
        Query query = SqlParser.parse(request.expression());
        if (request.input() instanceof SelectInput.Csv csv) {
            if (!query.root().steps().isEmpty()) {
                throw OssError.SQL_ROOT_ONLY_IN_JSON.exception();
            }
            if (csv.header() != SelectInput.Header.USE) {
                CsvHeader.unnamed(query.columns());
            }
            // also refuses what does not go with KeepAllColumns
            new CsvFormat(request.output(), query, () -> CsvHeader.NONE);
        }
        return new ObjectSelection(request, query);
    }

    /** Whether the result stands alone, without frames. */
    public boolean isRaw() {
        return request.output().raw();
    }

    /** Whether an object of the result has a key twice. */
    public boolean hasDuplicateKeys() {
        Set<String> names = new HashSet<>();
        boolean json = request.input() instanceof SelectInput.Json;
        for (int index = 0; json && index < query.selected().size(); index++) {
            if (!names.add(query.name(index))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Runs the query.
     *
     * @param object opens the object; more than once only for a range that counts from the end
     * @throws OssException when the object does not fit the request and nothing was written yet, or the answer has no
     *     frames to say so
     * @throws IOException when the peer is gone
     */
    public void run(Supplier<InputStream> object, OutputStream out) throws IOException {
        run(object, out, System::nanoTime);
    }

    void run(Supplier<InputStream> object, OutputStream out, LongSupplier nanoTime) throws IOException {
        WantedLines lines = wantedLines(object);
        try (ScannedInput scanned = new ScannedInput(object.get())) {
            Emission emission = new Emission(out, isRaw(), scanned::scanned, nanoTime);
            int status = SUCCESS;
            String message;
            try {
                message = run(scanned, lines, emission);
            } catch (OssException refusal) {
                if (isRaw() || !emission.hasBegun()) {
                    throw refusal;
                }
                status = refusal.error().status();
                message = refusal.error().code() + "." + refusal.text();
            }
            emission.flush();
            if (!isRaw()) {
                emission.frames().end(scanned.scanned(), status, message);
            }
        }
    }

    /** @return what there is to say at the end */
    private String run(ScannedInput scanned, WantedLines lines, Emission emission) throws IOException {
        try (Reader reader = TextInput.openOrRefuse(scanned, request.input().compressed())) {
            RecordSource source = source(reader);
            ResultFormat format = format(source);
            RecordFilter filter =
                    new RecordFilter(query, request.skipPartial(), request.maxSkipped(), tooManySkipped());
            Run run = new Run(format, filter, emission);
            source.forEach(lines, run::visit);
            if (lines.wereMissed()) {
                throw OssError.INVALID_SELECT_RANGE.exception();
            }
            run.finish();
            return filter.report();
        }
    }

    private final class Run {
        private final ResultFormat format;
        private final RecordFilter filter;
        private final Emission emission;
        private final List<Aggregation> aggregations;
        private boolean headerWritten;
        private long matched;

        Run(ResultFormat format, RecordFilter filter, Emission emission) {
            this.format = format;
            this.filter = filter;
            this.emission = emission;
            this.aggregations = query.aggregates() ? query.aggregations() : List.of();
        }

        boolean visit(Row row, long line) throws IOException {
            writeHeader();
            if (filter.apply(row, line, aggregations.isEmpty() ? this::write : this::aggregate)) {
                matched++;
            }
            emission.proceed();
            return matched < query.limit();
        }

        private void writeHeader() {
            if (!headerWritten) {
                headerWritten = true;
                emission.add(format.header());
            }
        }

        private void write(Row row) {
            emission.add(format.row(row));
        }

        private void aggregate(Row row) {
            List<Value> values = new ArrayList<>();
            for (Aggregation aggregation : aggregations) {
                values.add(aggregation.operand(row));
            }
            for (int index = 0; index < values.size(); index++) {
                aggregations.get(index).add(values.get(index));
            }
        }

        void finish() {
            writeHeader();
            if (!aggregations.isEmpty()) {
                emission.add(format.aggregated(
                        aggregations.stream().map(Aggregation::result).toList()));
            }
        }
    }

    private RecordSource source(Reader reader) {
        return switch (request.input()) {
            case SelectInput.Csv csv -> new CsvRecords(reader, csv, query.columns());
            case SelectInput.Json json -> new JsonRecords(reader, json, query.root());
        };
    }

    private ResultFormat format(RecordSource source) {
        return source instanceof CsvRecords csv
                ? new CsvFormat(request.output(), query, csv::header)
                : new JsonFormat(request.output(), query);
    }

    private OssError tooManySkipped() {
        return request.input() instanceof SelectInput.Csv ? OssError.INVALID_CSV_LINE : OssError.INVALID_JSON_DATA;
    }

    private WantedLines wantedLines(Supplier<InputStream> object) throws IOException {
        if (request.range().isEmpty()) {
            return WantedLines.all();
        }
        SelectRange range = request.range().get();
        if (range.start().isPresent()) {
            return WantedLines.of(range);
        }
        return WantedLines.last(range, SelectMeta.of(request.input(), object.get()));
    }
}
