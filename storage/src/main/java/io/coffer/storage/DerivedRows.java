package io.coffer.storage;

import java.util.List;

/**
 * What an engine derives from its entries, see {@link Derivation}. Each answer is exact for one moment, which its
 * sequence names: the last change that it has seen, and it has seen all changes before. Sequences only rise, and a
 * change that was acknowledged before the question is always seen.
 */
public interface DerivedRows {
    /** Sums, in the order of their names. */
    record Tallies(List<Tally> tallies, long sequence) {
        public Tallies {
            tallies = List.copyOf(tallies);
        }
    }

    /**
     * Rows in their order.
     *
     * @param truncated whether more follow
     */
    record Rows(List<Name> rows, boolean truncated, long sequence) {
        public Rows {
            rows = List.copyOf(rows);
        }
    }

    /** The sums whose names start with the prefix. */
    Tallies tallies(Name prefix);

    /**
     * The rows that start with the prefix and sort after {@code after}.
     *
     * @param limit the most rows, at least 1
     */
    Rows rows(Name prefix, Name after, int limit);

    /**
     * Derives everything from the entries of one moment and compares it with what was kept. It reads the whole store and
     * disturbs nobody.
     *
     * @return what differs, a line each, at most 100; empty when all is as it should be
     */
    List<String> differences();
}
