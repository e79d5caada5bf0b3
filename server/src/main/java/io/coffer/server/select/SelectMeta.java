package io.coffer.server.select;

import io.coffer.model.OssException;
import io.coffer.model.select.SelectInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * The size of an object in records.
 *
 * @param columns of the first line of CSV; 0 for JSON
 * @param scanned the bytes of the object that were read
 */
public record SelectMeta(long rows, long splits, int columns, long scanned) {
    private static final int SUCCESS = 200;

    /** Told after each record. */
    @FunctionalInterface
    private interface Progress {
        void made() throws IOException;
    }

    /** @throws OssException when the object is not what the request says */
    static SelectMeta of(SelectInput input, InputStream object) throws IOException {
        try (ScannedInput scanned = new ScannedInput(object)) {
            return of(input, scanned, () -> {});
        }
    }

    private static SelectMeta of(SelectInput input, ScannedInput scanned, Progress progress) throws IOException {
        try (Reader reader = TextInput.openOrRefuse(scanned, input.compressed())) {
            Counter counter = new Counter(progress);
            switch (input) {
                case SelectInput.Csv csv ->
                    new CsvRecords(reader, withoutHeader(csv), List.of()).forEach(counter, counter);
                case SelectInput.Json json ->
                    new JsonRecords(reader, json, new SqlPath(List.of())).forEach(counter, counter);
            }
            return new SelectMeta(counter.rows, counter.splits.count(), counter.columns, scanned.scanned());
        }
    }

    /**
     * Writes the answer of CreateSelectObjectMeta.
     *
     * @throws OssException when the object is not what the request says and nothing was written yet
     * @throws IOException when the peer is gone
     */
    public static void write(SelectInput input, InputStream object, OutputStream out) throws IOException {
        write(input, object, out, System::nanoTime);
    }

    static void write(SelectInput input, InputStream object, OutputStream out, LongSupplier nanoTime)
            throws IOException {
        try (ScannedInput scanned = new ScannedInput(object)) {
            Emission emission = new Emission(out, false, scanned::scanned, nanoTime);
            try {
                end(emission.frames(), input, of(input, scanned, emission::proceed), SUCCESS, "");
            } catch (OssException refusal) {
                if (!emission.hasBegun()) {
                    throw refusal;
                }
                SelectMeta nothing = new SelectMeta(0, 0, 0, scanned.scanned());
                String message = refusal.error().code() + "." + refusal.text();
                end(emission.frames(), input, nothing, refusal.error().status(), message);
            }
        }
    }

    private static void end(Frames frames, SelectInput input, SelectMeta meta, int status, String message)
            throws IOException {
        switch (input) {
            case SelectInput.Csv csv ->
                frames.csvMetaEnd(meta.scanned(), status, meta.splits(), meta.rows(), meta.columns(), message);
            case SelectInput.Json json ->
                frames.jsonMetaEnd(meta.scanned(), status, meta.splits(), meta.rows(), message);
        }
    }

    private static SelectInput.Csv withoutHeader(SelectInput.Csv csv) {
        return new SelectInput.Csv(
                csv.compressed(),
                SelectInput.Header.NONE,
                csv.recordDelimiter(),
                csv.fieldDelimiter(),
                csv.quote(),
                csv.comment(),
                csv.quotedRecordDelimiter());
    }

    private static final class Counter implements RecordSource.Lines, RecordSource.Visitor {
        private final Splits splits = new Splits();
        private final Progress progress;
        private long rows;
        private int columns;

        Counter(Progress progress) {
            this.progress = progress;
        }

        @Override
        public boolean wants(long line) {
            splits.begin();
            rows++;
            return true;
        }

        @Override
        public void passed(long size) {
            splits.passed(size);
        }

        @Override
        public boolean isOver() {
            return false;
        }

        @Override
        public boolean visit(Row row, long line) throws IOException {
            if (columns == 0 && row instanceof CsvRow csv) {
                columns = csv.fields().size();
            }
            progress.made();
            return true;
        }
    }
}
