package io.coffer.server.migration;

import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.migration.MigrationException.Refusal;
import io.coffer.server.object.EngineContent;
import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.Space;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException;
import io.coffer.storage.Writer;
import java.time.Instant;
import java.util.Optional;

/**
 * What a target says of itself: whose store is carried there, and whether it is whole. While it is not, no server may take it
 * for a store.
 *
 * @param store the id of the store that is carried
 * @param begun when it was begun first
 * @param finished when it was whole
 */
public record MigrationMark(String store, Instant begun, Optional<Instant> finished) {
    static final String RECORD = "migration";

    /**
     * The mark of an engine's store; empty for one that never was a target.
     *
     * @throws StorageException of kind {@link StorageException.Kind#CORRUPT} under another root key
     */
    public static Optional<MigrationMark> find(ControlRecords records) {
        return records.get(RECORD, MigrationMark.class).map(ControlRecords.Stored::value);
    }

    /**
     * Takes an empty target for the store, or goes on with one that was taken for it.
     *
     * @param store the id of the store that is to be carried
     * @throws MigrationException when the target holds another store, or one that is whole
     */
    public static MigrationMark claim(StorageEngine target, ControlRecords records, String store, Instant now) {
        Optional<MigrationMark> found = find(records);
        if (found.isPresent()) {
            return requireUnfinished(found.get(), store);
        }
        if (ControlRecords.existIn(target) || EngineContent.existsIn(target)) {
            throw new MigrationException(
                    Refusal.TARGET_REFUSED, "the target holds a store already; name a volume that is new");
        }
        MigrationMark mark = new MigrationMark(store, now, Optional.empty());
        long unused = records.put(RECORD, mark, Condition.ABSENT);
        return mark;
    }

    private static MigrationMark requireUnfinished(MigrationMark mark, String store) {
        if (!mark.store().equals(store)) {
            throw new MigrationException(
                    Refusal.TARGET_REFUSED,
                    "the store " + mark.store() + " is carried into the target, and this one is " + store);
        }
        if (mark.finished().isPresent()) {
            throw new MigrationException(
                    Refusal.TARGET_REFUSED,
                    "this store was carried into the target, and is whole there since "
                            + mark.finished().get());
        }
        return mark;
    }

    /**
     * Gives the target the store's identity, and says that it is whole: from now on servers may take it for a store. Durable
     * when it returns.
     *
     * @throws MigrationException when the target got another identity meanwhile
     */
    public static void finish(Sides sides, Instant now) {
        Entry identity = sides.source()
                .space(ControlRecords.SPACE)
                .head(LeftBehind.STORE)
                .orElseThrow();
        Space target = sides.target().space(ControlRecords.SPACE);
        Optional<Entry> there = target.head(LeftBehind.STORE);
        if (there.isEmpty()) {
            try (Writer writer = target.begin(identity.blob(), 0)) {
                Entry unused = target.commit(writer, identity.name(), identity.attributes(), Condition.ABSENT);
            }
        } else if (!there.get().attributes().equals(identity.attributes())) {
            throw new MigrationException(
                    Refusal.TARGET_REFUSED, "a server has made another store of the target meanwhile");
        }
        ControlRecords.Stored<MigrationMark> stored =
                sides.targetRecords().get(RECORD, MigrationMark.class).orElseThrow();
        MigrationMark mark = stored.value();
        long unused = sides.targetRecords()
                .put(
                        RECORD,
                        new MigrationMark(mark.store(), mark.begun(), Optional.of(now)),
                        Condition.generation(stored.generation()));
    }
}
