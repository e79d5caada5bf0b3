package io.coffer.server.select;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.coffer.model.OssError;
import io.coffer.model.OssException;
import io.coffer.model.select.SelectInput;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The records of CSV. Every line counts, the header and comments as well; empty ones are no lines. */
final class CsvRecords implements RecordSource {
    /** in characters */
    static final int MAX_RECORD = 1024 * 1024;

    private static final int MAX_FIELDS = 1000;

    private final Reader reader;
    private final SelectInput.Csv format;
    private final List<Column> columns;
    private final boolean foreignDelimiter;
    private CsvHeader header = CsvHeader.NONE;

    /** @param columns those of the query */
    CsvRecords(Reader reader, SelectInput.Csv format, List<Column> columns) {
        this.reader = reader;
        this.format = format;
        this.columns = columns;
        this.foreignDelimiter = !RecordDelimiterReader.isLineBreak(format.recordDelimiter());
    }

    /** The header, once the first record was visited or the end was reached. */
    CsvHeader header() {
        return header;
    }

    @Override
    public void forEach(Lines lines, Visitor visitor) throws IOException {
        long line = 0;
        try (CsvReader<CsvRecord> csv = open();
                CloseableIterator<CsvRecord> records = csv.iterator()) {
            boolean first = true;
            if (format.header() != SelectInput.Header.USE) {
                header = CsvHeader.unnamed(columns);
            }
            while (records.hasNext()) {
                CsvRecord csvRecord = records.next();
                List<String> fields = fields(csvRecord);
                boolean wanted = lines.wants(line);
                if (!csvRecord.isComment()) {
                    boolean isHeader = first && format.header() != SelectInput.Header.NONE;
                    if (isHeader && format.header() == SelectInput.Header.USE) {
                        header = CsvHeader.of(fields, columns);
                    }
                    if (wanted && !isHeader && !visitor.visit(new CsvRow(fields, header), line)) {
                        return;
                    }
                    first = false;
                }
                lines.passed(size(fields));
                if (lines.isOver()) {
                    return;
                }
                line++;
            }
        } catch (CsvParseException | NoSuchElementException broken) {
            throw refusal(broken, line);
        } catch (UncheckedIOException unreadable) {
            throw TextInput.refusal(unreadable)
                    .<RuntimeException>map(refusal -> refusal)
                    .orElse(unreadable);
        }
    }

    private static RuntimeException refusal(RuntimeException broken, long line) {
        Optional<OssException> ofText = TextInput.refusal(broken);
        if (ofText.isPresent()) {
            return ofText.get();
        }
        // the library names its own findings so as well as what it met while it read
        return broken.getCause() instanceof RuntimeException met
                ? met
                : OssError.INVALID_CSV_LINE.saying("Line " + line + " is not valid CSV or is too long.");
    }

    private static long size(List<String> fields) {
        long size = 0;
        for (String field : fields) {
            size += field.length() + 1L;
        }
        return size;
    }

    private List<String> fields(CsvRecord csvRecord) {
        List<String> fields = csvRecord.getFields();
        if (!format.quotedRecordDelimiter()) {
            requireOneLine(fields);
        }
        return foreignDelimiter
                ? fields.stream().map(RecordDelimiterReader::restored).toList()
                : fields;
    }

    private static void requireOneLine(List<String> fields) {
        if (fields.stream().anyMatch(field -> field.indexOf('\n') >= 0)) {
            throw OssError.INVALID_CSV_LINE.saying("A quoted column has the record delimiter in it.");
        }
    }

    private CsvReader<CsvRecord> open() {
        try {
            CsvReader.CsvReaderBuilder builder = CsvReader.builder()
                    .fieldSeparator(format.fieldDelimiter())
                    .quoteCharacter(format.quote())
                    .commentStrategy(format.comment().isPresent() ? CommentStrategy.READ : CommentStrategy.NONE)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .allowUnclosedQuote(false)
                    .maxBufferSize(MAX_RECORD);
            format.comment().ifPresent(builder::commentCharacter);
            return builder.build(
                    CsvRecordHandler.builder()
                            .maxFields(MAX_FIELDS)
                            .maxFieldSize(MAX_RECORD)
                            .maxRecordSize(MAX_RECORD)
                            .build(),
                    RecordDelimiterReader.of(reader, format.recordDelimiter()));
        } catch (IllegalArgumentException contradiction) {
            throw OssError.INVALID_ARGUMENT.saying(
                    "Field delimiter, quote and comment character must differ and be no line breaks.");
        }
    }
}
