package io.coffer.server.posture;

import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.metadata.LedgerClass;
import io.coffer.storage.Derivation;
import io.coffer.storage.Derived;
import io.coffer.storage.DerivedRows;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Page;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import io.coffer.storage.Tally;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The ledger of an engine that keeps none: every answer reads the records of the spaces it is about. Nothing holds the store
 * still meanwhile, so an answer sees all that was acknowledged when it began, and of later changes some. Its sequence is the
 * time at which it began, in milliseconds since 1970.
 */
final class ScannedRows implements LedgerRows {
    private static final int PAGE = 1000;

    private final StorageEngine engine;
    private final Derivation derivation;
    private final Supplier<List<SpaceId>> buckets;
    private final InstantSource clock;

    /** @param buckets the spaces of buckets; control records, some of which count with a bucket, are always read */
    ScannedRows(StorageEngine engine, Derivation derivation, Supplier<List<SpaceId>> buckets, InstantSource clock) {
        this.engine = engine;
        this.derivation = derivation;
        this.buckets = buckets;
        this.clock = clock;
    }

    @Override
    public DerivedRows.Tallies tallies(Name prefix) {
        long began = clock.millis();
        NavigableMap<Name, Tally> tallies = new TreeMap<>();
        forEach(prefix, derived -> {
            if (derived.tally().startsWith(prefix)) {
                tallies.merge(
                        derived.tally(), Tally.none(derived.tally()).plus(derived), (sum, one) -> sum.plus(derived));
            }
        });
        return new DerivedRows.Tallies(List.copyOf(tallies.values()), began);
    }

    @Override
    public DerivedRows.Rows rows(Name prefix, Name after, int limit) {
        long began = clock.millis();
        TreeSet<Name> smallest = new TreeSet<>();
        forEach(
                prefix,
                derived -> derived.row()
                        .filter(row -> row.startsWith(prefix) && row.compareTo(after) > 0)
                        .ifPresent(row -> {
                            smallest.add(row);
                            if (smallest.size() > limit + 1) {
                                smallest.pollLast();
                            }
                        }));
        boolean truncated = smallest.size() > limit;
        if (truncated) {
            smallest.pollLast();
        }
        return new DerivedRows.Rows(List.copyOf(smallest), truncated, began);
    }

    private void forEach(Name prefix, Consumer<Derived> visitor) {
        for (SpaceId space : buckets.get()) {
            Name classes = LedgerClass.ofSpace(space.value());
            if (classes.startsWith(prefix) || prefix.startsWith(classes)) {
                forEach(space, visitor);
            }
        }
        forEach(ControlRecords.SPACE, visitor);
    }

    private void forEach(SpaceId id, Consumer<Derived> visitor) {
        try {
            Space space = engine.space(id);
            Name after = Name.EMPTY;
            Page page;
            do {
                page = space.scan(Name.EMPTY, after, PAGE);
                for (Entry entry : page.entries()) {
                    derivation
                            .of(id, entry.name(), entry.size(), entry.attributes())
                            .ifPresent(visitor);
                    after = entry.name();
                }
            } while (page.more());
        } catch (StorageException dropped) {
            if (dropped.kind() != Kind.NOT_FOUND) {
                throw dropped;
            }
        }
    }
}
