package io.coffer.server.posture;

import io.coffer.storage.DerivedRows;
import io.coffer.storage.Name;

/** Where the ledger's answers come from. */
interface LedgerRows {
    /** The sums whose names start with the prefix. */
    DerivedRows.Tallies tallies(Name prefix);

    /** The rows that start with the prefix and sort after {@code after}, at most so many. */
    DerivedRows.Rows rows(Name prefix, Name after, int limit);

    /** As the engine keeps them. */
    static LedgerRows of(DerivedRows kept) {
        return new LedgerRows() {
            @Override
            public DerivedRows.Tallies tallies(Name prefix) {
                return kept.tallies(prefix);
            }

            @Override
            public DerivedRows.Rows rows(Name prefix, Name after, int limit) {
                return kept.rows(prefix, after, limit);
            }
        };
    }
}
