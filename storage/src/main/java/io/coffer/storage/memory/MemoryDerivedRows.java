package io.coffer.storage.memory;

import io.coffer.storage.Derivation;
import io.coffer.storage.Derived;
import io.coffer.storage.DerivedRows;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.SpaceId;
import io.coffer.storage.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Derived rows in the heap. Changes of all spaces take turns here, so that a sequence names one moment of them all. */
final class MemoryDerivedRows implements DerivedRows {

    /** Visits every entry there is. */
    interface Entries {
        void forEach(Visitor visitor);
    }

    interface Visitor {
        void visit(SpaceId space, Entry entry);
    }

    private final Derivation derivation;
    private final Entries entries;
    private final LongSupplier lastGeneration;
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final NavigableSet<Name> rows = new TreeSet<>();
    private final NavigableMap<Name, Tally> tallies = new TreeMap<>();
    private long sequence;

    /** @param lastGeneration moves inside of changes only */
    MemoryDerivedRows(Derivation derivation, Entries entries, LongSupplier lastGeneration) {
        this.derivation = derivation;
        this.entries = entries;
        this.lastGeneration = lastGeneration;
    }

    /** Runs a change of one entry, which returns the entry as it is then, or null when it is gone. */
    @Nullable
    Entry change(SpaceId space, @Nullable Entry before, Supplier<@Nullable Entry> change) {
        lock.writeLock().lock();
        try {
            Entry after = change.get();
            derived(space, before).ifPresent(old -> remove(rows, tallies, old));
            derived(space, after).ifPresent(added -> add(rows, tallies, added));
            sequence = lastGeneration.getAsLong();
            return after;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private Optional<Derived> derived(SpaceId space, @Nullable Entry entry) {
        return entry == null ? Optional.empty() : derivation.of(space, entry.name(), entry.size(), entry.attributes());
    }

    private static void add(NavigableSet<Name> rows, NavigableMap<Name, Tally> tallies, Derived derived) {
        derived.row().ifPresent(rows::add);
        tallies.put(derived.tally(), tally(tallies, derived).plus(derived));
    }

    private static void remove(NavigableSet<Name> rows, NavigableMap<Name, Tally> tallies, Derived derived) {
        derived.row().ifPresent(rows::remove);
        Tally left = tally(tallies, derived).minus(derived);
        if (left.entries() == 0) {
            tallies.remove(left.name());
        } else {
            tallies.put(left.name(), left);
        }
    }

    private static Tally tally(NavigableMap<Name, Tally> tallies, Derived derived) {
        return tallies.getOrDefault(derived.tally(), Tally.none(derived.tally()));
    }

    @Override
    public Tallies tallies(Name prefix) {
        lock.readLock().lock();
        try {
            return new Tallies(Tally.under(prefix, tallies), sequence);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public Rows rows(Name prefix, Name after, int limit) {
        boolean fromPrefix = after.compareTo(prefix) < 0;
        lock.readLock().lock();
        try {
            List<Name> found = new ArrayList<>();
            for (Name row : rows.tailSet(fromPrefix ? prefix : after, fromPrefix)) {
                if (!row.startsWith(prefix)) {
                    break;
                }
                if (found.size() == limit) {
                    return new Rows(found, true, sequence);
                }
                found.add(row);
            }
            return new Rows(found, false, sequence);
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public List<String> differences() {
        NavigableSet<Name> expectedRows = new TreeSet<>();
        NavigableMap<Name, Tally> expectedTallies = new TreeMap<>();
        lock.writeLock().lock();
        try {
            entries.forEach((space, entry) ->
                    derived(space, entry).ifPresent(derived -> add(expectedRows, expectedTallies, derived)));
            List<String> differences = new ArrayList<>();
            if (!expectedTallies.equals(tallies)) {
                differences.add("tallies are " + tallies.values() + ", should be " + expectedTallies.values());
            }
            if (!expectedRows.equals(rows)) {
                differences.add("there are " + rows.size() + " rows, should be " + expectedRows.size());
            }
            return differences;
        } finally {
            lock.writeLock().unlock();
        }
    }
}
