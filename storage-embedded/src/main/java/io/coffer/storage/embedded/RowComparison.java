package io.coffer.storage.embedded;

import io.coffer.storage.Derivation;
import io.coffer.storage.Derived;
import io.coffer.storage.Name;
import io.coffer.storage.SpaceId;
import io.coffer.storage.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/** Compares rows and tallies with what the entries of the same moment give. */
final class RowComparison {
    private static final int MOST = 100;

    private final RocksDB rocks;
    private final ReadOptions moment;
    private final Derivation derivation;
    private final Map<Name, Tally> expected = new TreeMap<>();
    private final List<String> differences = new ArrayList<>();
    private long derivedRows;

    RowComparison(RocksDB rocks, ReadOptions moment, Derivation derivation) {
        this.rocks = rocks;
        this.moment = moment;
        this.derivation = derivation;
    }

    List<String> differences() throws RocksDBException {
        Map<Long, SpaceId> spaces = new HashMap<>();
        each(Keys.SPACES, (key, value) -> spaces.put(Keys.number(value), Keys.spaceId(key)));
        each(Keys.ENTRIES, (key, value) -> {
            StoredEntry stored = StoredEntry.decode(Keys.entryName(key), value);
            Optional<Derived> derived = Optional.ofNullable(spaces.get(Keys.entrySpace(key)))
                    .flatMap(space -> EmbeddedDerivedRows.derived(derivation, space, stored));
            if (derived.isPresent()) {
                expect(derived.get());
            }
        });
        compareTallies();
        long[] rows = {0};
        each(Keys.ROWS, (key, value) -> rows[0]++);
        if (rows[0] != derivedRows) {
            note("there are " + rows[0] + " rows, should be " + derivedRows);
        }
        return List.copyOf(differences);
    }

    private void expect(Derived derived) throws RocksDBException {
        expected.put(
                derived.tally(),
                expected.getOrDefault(derived.tally(), Tally.none(derived.tally()))
                        .plus(derived));
        if (derived.row().isPresent()) {
            derivedRows++;
            if (rocks.get(moment, Keys.row(derived.row().get())) == null) {
                note("the row " + derived.row().get() + " is missing");
            }
        }
    }

    private void compareTallies() throws RocksDBException {
        Map<Name, Tally> kept = new TreeMap<>();
        each(Keys.TALLIES, (key, value) -> {
            Tally tally = EmbeddedDerivedRows.tally(key, value);
            kept.put(tally.name(), tally);
        });
        expected.forEach((name, tally) -> {
            Tally other = kept.remove(name);
            if (!tally.equals(other)) {
                note("a tally is " + other + ", should be " + tally);
            }
        });
        kept.values().forEach(tally -> note("a tally should not be there: " + tally));
    }

    private void note(String difference) {
        if (differences.size() < MOST) {
            differences.add(difference);
        }
    }

    private interface Visitor {
        void visit(byte[] key, byte[] value) throws RocksDBException;
    }

    private void each(byte[] kind, Visitor visitor) throws RocksDBException {
        byte[] end = Keys.end(kind);
        try (RocksIterator position = rocks.newIterator(moment)) {
            position.seek(kind);
            while (position.isValid() && Arrays.compareUnsigned(position.key(), end) < 0) {
                visitor.visit(position.key(), position.value());
                position.next();
            }
            position.status();
        }
    }
}
