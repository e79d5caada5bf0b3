package io.coffer.server.metadata;

import io.coffer.storage.Attributes;
import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Page;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/**
 * Records of the store itself (buckets, accounts, users, policies) as sealed JSON in a space of their own.
 */
public final class ControlRecords {
    private static final SpaceId SPACE = new SpaceId("control");
    private static final int PAGE = 1000;

    /** A record with the generation it was read at, for a compare-and-set. */
    public record Stored<T>(String name, T value, long generation) {}

    private final Space space;
    private final RecordSeal seal;
    private final int maxBytes;

    public ControlRecords(StorageEngine engine, RecordSeal seal) {
        engine.createSpace(SPACE);
        this.space = engine.space(SPACE);
        this.seal = seal;
        this.maxBytes = engine.capabilities().maxAttributeBytes();
    }

    /** @throws StorageException of kind {@link StorageException.Kind#CORRUPT} when the record cannot be trusted */
    public <T> Optional<Stored<T>> get(String name, Class<T> type) {
        return space.head(Name.of(name)).map(entry -> decode(entry, type));
    }

    /**
     * @return the new generation
     * @throws StorageException of kind {@link StorageException.Kind#CONFLICT} when the condition does not hold
     * @throws RecordTooLargeException when the store cannot hold so much in one record
     */
    public long put(String name, Object value, Condition condition) {
        Name entryName = Name.of(name);
        Attributes sealed = seal.seal(SPACE, entryName, RecordJson.MAPPER.writeValueAsBytes(value));
        if (sealed.bytes().length > maxBytes) {
            throw new RecordTooLargeException(name);
        }
        try {
            return space.commit(entryName, sealed, condition).generation();
        } catch (StorageException failure) {
            if (failure.kind() != StorageException.Kind.UNKNOWN_OUTCOME) {
                throw failure;
            }
            return space.head(entryName)
                    .filter(entry -> RecordSeal.sameWrite(entry.attributes(), sealed))
                    .orElseThrow(() -> failure)
                    .generation();
        }
    }

    /** @return false when there was no such record */
    public boolean delete(String name, Condition condition) {
        return space.delete(Name.of(name), condition);
    }

    /** Every record whose name starts with the prefix, in order of their names. */
    public <T> List<Stored<T>> list(String prefix, Class<T> type) {
        List<Stored<T>> records = new ArrayList<>();
        forEach(prefix, type, records::add);
        return records;
    }

    /** As {@link #list}, for more than memory should hold; the visitor may change and delete records. */
    public <T> void forEach(String prefix, Class<T> type, Consumer<Stored<T>> visitor) {
        Name after = Name.EMPTY;
        Page page;
        do {
            page = space.scan(Name.of(prefix), after, PAGE);
            for (Entry entry : page.entries()) {
                visitor.accept(decode(entry, type));
                after = entry.name();
            }
        } while (page.more());
    }

    private <T> Stored<T> decode(Entry entry, Class<T> type) {
        byte[] value = seal.open(SPACE, entry.name(), entry.attributes());
        String name = new String(entry.name().bytes(), StandardCharsets.UTF_8);
        try {
            return new Stored<>(name, RecordJson.MAPPER.readValue(value, type), entry.generation());
        } catch (JacksonException unreadable) {
            throw new StorageException(
                    StorageException.Kind.CORRUPT,
                    "the record " + name + " cannot be read by this version",
                    unreadable);
        }
    }
}
