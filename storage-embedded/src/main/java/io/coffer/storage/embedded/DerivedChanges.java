package io.coffer.storage.embedded;

import io.coffer.storage.Derived;
import io.coffer.storage.Name;
import io.coffer.storage.SpaceId;
import io.coffer.storage.Tally;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** What a group changes of derived rows and tallies. */
final class DerivedChanges {
    private final EmbeddedDerivedRows rows;
    private final WriteBatch batch;
    private final LongConsumer superseded;
    private final Map<Name, Tally> tallies = new HashMap<>();

    /** @param superseded told the bytes of each row taken away */
    DerivedChanges(EmbeddedDerivedRows rows, WriteBatch batch, LongConsumer superseded) {
        this.rows = rows;
        this.batch = batch;
        this.superseded = superseded;
    }

    void replace(SpaceId space, Optional<StoredEntry> before, Optional<StoredEntry> after) throws RocksDBException {
        Optional<Derived> old = before.flatMap(stored -> rows.derived(space, stored));
        Optional<Derived> made = after.flatMap(stored -> rows.derived(space, stored));
        if (old.equals(made)) {
            return;
        }
        if (old.isPresent()) {
            if (old.get().row().isPresent()) {
                byte[] row = Keys.row(old.get().row().get());
                batch.delete(row);
                superseded.accept(row.length);
            }
            tallies.put(old.get().tally(), tally(old.get().tally()).minus(old.get()));
        }
        if (made.isPresent()) {
            if (made.get().row().isPresent()) {
                batch.put(Keys.row(made.get().row().get()), new byte[0]);
            }
            tallies.put(made.get().tally(), tally(made.get().tally()).plus(made.get()));
        }
    }

    private Tally tally(Name name) {
        Tally changed = tallies.get(name);
        return changed != null
                ? changed
                : Optional.ofNullable(rows.current(name)).orElseGet(() -> Tally.none(name));
    }

    /** The sums as the group leaves them, once each. */
    void addTallies() throws RocksDBException {
        for (Tally tally : tallies.values()) {
            if (tally.entries() == 0) {
                batch.delete(Keys.tally(tally.name()));
            } else {
                batch.put(Keys.tally(tally.name()), EmbeddedDerivedRows.encode(tally));
            }
        }
    }

    void publish(long generation) {
        rows.publish(tallies, generation);
    }
}
