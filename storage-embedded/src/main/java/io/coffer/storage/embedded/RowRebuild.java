package io.coffer.storage.embedded;

import io.coffer.storage.Derivation;
import io.coffer.storage.Derived;
import io.coffer.storage.Name;
import io.coffer.storage.SpaceId;
import io.coffer.storage.Tally;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Derives all rows anew, when the store is opened with another derivation than the one they are of. It first notes that
 * they are of none, so that one that was broken off is begun again.
 */
final class RowRebuild {
    private static final Logger LOG = LoggerFactory.getLogger(RowRebuild.class);
    private static final long MOST_BYTES = 4L << 20;
    private static final byte[] UNFINISHED = "rebuilding".getBytes(StandardCharsets.UTF_8);

    private final Index index;
    private final Derivation derivation;
    private final Map<Name, Tally> tallies = new HashMap<>();
    private WriteBatch batch = new WriteBatch();
    private long rows;

    RowRebuild(Index index, Derivation derivation) {
        this.index = index;
        this.derivation = derivation;
    }

    void run() {
        try {
            clear();
            Map<Long, SpaceId> spaces = index.spaces().entrySet().stream()
                    .collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
            index.scan(Keys.ENTRIES, Keys.end(Keys.ENTRIES), (key, value) -> {
                StoredEntry stored = StoredEntry.decode(Keys.entryName(key), value);
                Optional.ofNullable(spaces.get(Keys.entrySpace(key)))
                        .flatMap(space -> EmbeddedDerivedRows.derived(derivation, space, stored))
                        .ifPresent(this::add);
                return true;
            });
            for (Tally tally : tallies.values()) {
                batch.put(Keys.tally(tally.name()), EmbeddedDerivedRows.encode(tally));
            }
            batch.put(Keys.DERIVATION, derivation.id().getBytes(StandardCharsets.UTF_8));
            write();
            // the log knows nothing of it
            index.flush();
            if (rows > 0) {
                LOG.info("derived {} rows anew", rows);
            }
        } catch (RocksDBException e) {
            throw Failures.of("cannot derive rows anew", e);
        } finally {
            batch.close();
        }
    }

    private void clear() throws RocksDBException {
        batch.put(Keys.DERIVATION, UNFINISHED);
        write();
        batch.deleteRange(Keys.ROWS, Keys.end(Keys.ROWS));
        batch.deleteRange(Keys.TALLIES, Keys.end(Keys.TALLIES));
        write();
    }

    private void add(Derived derived) {
        try {
            if (derived.row().isPresent()) {
                batch.put(Keys.row(derived.row().get()), new byte[0]);
                rows++;
            }
            tallies.put(
                    derived.tally(),
                    tallies.getOrDefault(derived.tally(), Tally.none(derived.tally()))
                            .plus(derived));
            if (batch.getDataSize() > MOST_BYTES) {
                write();
            }
        } catch (RocksDBException e) {
            throw Failures.of("cannot derive rows anew", e);
        }
    }

    private void write() throws RocksDBException {
        index.write(batch);
        batch.close();
        batch = new WriteBatch();
    }
}
