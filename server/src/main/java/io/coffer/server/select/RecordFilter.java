package io.coffer.server.select;

import io.coffer.model.OssError;
import io.coffer.model.OssException;
import java.util.ArrayList;
import java.util.List;

/** Which records match a query, and which are left out because they do not fit it. */
final class RecordFilter {
    private static final int MAX_LISTED = 100;

    private final Query query;
    private final boolean skipPartial;
    private final long maxSkipped;
    private final OssError refusal;
    private final List<Long> skippedLines = new ArrayList<>();
    private long skipped;

    /** @param refusal what too many records left out are refused as */
    RecordFilter(Query query, boolean skipPartial, long maxSkipped, OssError refusal) {
        this.query = query;
        this.skipPartial = skipPartial;
        this.maxSkipped = maxSkipped;
        this.refusal = refusal;
    }

    /** What is made of a record that matches. */
    @FunctionalInterface
    interface Result {
        void of(Row row);
    }

    /**
     * @return whether the record matched
     * @throws OssException when more records are left out than the request allows
     */
    boolean apply(Row row, long line, Result result) {
        try {
            if (skipPartial && isPartial(row)) {
                throw new Mismatch("a column is missing");
            }
            boolean matches =
                    query.where().isEmpty() || query.where().get().of(row).isTrue();
            if (matches) {
                result.of(row);
            }
            return matches;
        } catch (Mismatch mismatch) {
            skip(line, mismatch);
            return false;
        }
    }

    private boolean isPartial(Row row) {
        return query.columns().stream().anyMatch(column -> row.value(column) == Value.Nothing.MISSING);
    }

    private void skip(long line, Mismatch mismatch) {
        skipped++;
        if (skippedLines.size() < MAX_LISTED) {
            skippedLines.add(line);
        }
        if (skipped > maxSkipped) {
            throw refusal.saying(
                    skipped + " records do not fit the SQL, more than MaxSkippedRecordsAllowed. The last is line "
                            + line + ": " + mismatch.getMessage() + ".");
        }
    }

    /** What the end of the answer says of the records left out; nothing when there are none. */
    String report() {
        return skipped == 0 ? "" : refusal.code() + "." + skipped + " records were skipped, at lines " + skippedLines;
    }
}
