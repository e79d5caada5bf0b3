package io.coffer.server.select;

import io.coffer.model.select.SelectRange;

/** The lines of a range, or all of them. */
final class WantedLines implements RecordSource.Lines {
    private final boolean bySplit;
    private final long first;
    private final long last;
    private final Splits splits = new Splits();
    private long at = -1;

    private WantedLines(boolean bySplit, long first, long last) {
        this.bySplit = bySplit;
        this.first = first;
        this.last = last;
    }

    static WantedLines all() {
        return new WantedLines(false, 0, Long.MAX_VALUE);
    }

    /** @param range one with a start */
    static WantedLines of(SelectRange range) {
        return new WantedLines(
                range.unit() == SelectRange.Unit.SPLIT,
                range.start().orElseThrow(),
                range.end().orElse(Long.MAX_VALUE));
    }

    /** @param range one without a start */
    static WantedLines last(SelectRange range, SelectMeta meta) {
        boolean bySplit = range.unit() == SelectRange.Unit.SPLIT;
        long total = bySplit ? meta.splits() : meta.rows();
        return new WantedLines(bySplit, Math.max(0, total - range.end().orElseThrow()), Long.MAX_VALUE);
    }

    @Override
    public boolean wants(long line) {
        at = bySplit ? splits.begin() : line;
        return at >= first && at <= last;
    }

    @Override
    public void passed(long size) {
        splits.passed(size);
    }

    @Override
    public boolean isOver() {
        // a split ends with the line before the next one begins
        return bySplit ? at > last : at >= last;
    }

    /** Whether the object ended before the range began. */
    boolean wereMissed() {
        return first > 0 && at < first;
    }
}
