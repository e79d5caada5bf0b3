package io.coffer.server.metadata;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JacksonException;

/**
 * Records of the store itself (buckets, accounts, users, policies) as sealed JSON in a space of their own.
 */
public final class ControlRecords {
    public static final SpaceId SPACE = new SpaceId("control");
    private static final int PAGE = 1000;
    private static final long MOST_DECODED_BYTES = 32L * 1024 * 1024;
    /** about what a small record takes besides its bytes */
    private static final int DECODED_OVERHEAD = 1024;

    /** A record with the generation it was read at, for a compare-and-set. */
    public record Stored<T>(String name, T value, long generation) {}

    /** A record of a page; without a value when it cannot be trusted. */
    public record Found<T>(String name, Optional<Stored<T>> stored) {}

    private final Space space;
    private final RecordSeal seal;
    private final Cache<String, Decoded> decoded = Caffeine.newBuilder()
            .maximumWeight(MOST_DECODED_BYTES)
            .weigher((String name, Decoded record) -> record.sealed().bytes().length + DECODED_OVERHEAD)
            .build();

    /** What sealed bytes came to: every request reads its bucket's record, which seldom changes. */
    private record Decoded(Attributes sealed, Object value) {}

    private final int maxBytes;

    public ControlRecords(StorageEngine engine, RecordSeal seal) {
        engine.createSpace(SPACE);
        this.space = engine.space(SPACE);
        this.seal = seal;
        this.maxBytes = engine.capabilities().maxAttributeBytes();
    }

    /** Whether a store has records, and so was used before. */
    public static boolean existIn(StorageEngine engine) {
        try {
            return !engine.space(SPACE)
                    .scan(Name.EMPTY, Name.EMPTY, 1)
                    .entries()
                    .isEmpty();
        } catch (StorageException absent) {
            if (absent.kind() == StorageException.Kind.NOT_FOUND) {
                return false;
            }
            throw absent;
        }
    }

    /** @throws StorageException of kind {@link StorageException.Kind#CORRUPT} when the record cannot be trusted */
    public <T> Optional<Stored<T>> get(String name, Class<T> type) {
        return space.head(Name.of(name))
                .map(entry -> known(name, entry, type).orElseGet(() -> {
                    Stored<T> stored = decode(entry, type);
                    decoded.put(name, new Decoded(entry.attributes(), stored.value()));
                    return stored;
                }));
    }

    /** Whether {@link #get} would wait for nothing; a hint. */
    public boolean isAtHand(String name) {
        return space.isAtHand(Name.of(name));
    }

    /** The same bytes under the same name authenticated before, and so they do now. */
    private <T> Optional<Stored<T>> known(String name, Entry entry, Class<T> type) {
        return Optional.ofNullable(decoded.getIfPresent(name))
                .filter(known -> RecordSeal.sameWrite(known.sealed(), entry.attributes()))
                .map(Decoded::value)
                .filter(type::isInstance)
                .map(value -> new Stored<>(name, type.cast(value), entry.generation()));
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

    /** At which generation a record is now, without reading it; empty when there is none. */
    public OptionalLong generation(String name) {
        return space.head(Name.of(name)).stream().mapToLong(Entry::generation).findFirst();
    }

    /** How many records there are whose names start with the prefix, without reading them. */
    public int count(String prefix) {
        int count = 0;
        Name after = Name.EMPTY;
        Page page;
        do {
            page = space.scan(Name.of(prefix), after, PAGE);
            count += page.entries().size();
            if (page.more()) {
                after = page.entries().getLast().name();
            }
        } while (page.more());
        return count;
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

    /**
     * One page in order of the names, with the damaged ones: for those who must tell that there are any.
     *
     * @param after empty for the first page
     */
    public <T> List<Found<T>> page(String prefix, String after, int limit, Class<T> type) {
        Name last = after.isEmpty() ? Name.EMPTY : Name.of(after);
        return space.scan(Name.of(prefix), last, limit).entries().stream()
                .map(entry -> found(entry, type))
                .toList();
    }

    /** Visits every record there is, with whether it authenticates. */
    public void forEachSeal(BiConsumer<Entry, Boolean> visitor) {
        Name after = Name.EMPTY;
        Page page;
        do {
            page = space.scan(Name.EMPTY, after, PAGE);
            for (Entry entry : page.entries()) {
                after = entry.name();
                visitor.accept(entry, authenticates(entry));
            }
        } while (page.more());
    }

    private boolean authenticates(Entry entry) {
        try {
            byte[] value = seal.open(SPACE, entry.name(), entry.attributes());
            return value.length > 0;
        } catch (StorageException damaged) {
            if (damaged.kind() != StorageException.Kind.CORRUPT) {
                throw damaged;
            }
            return false;
        }
    }

    private <T> Found<T> found(Entry entry, Class<T> type) {
        String name = new String(entry.name().bytes(), StandardCharsets.UTF_8);
        try {
            return new Found<>(name, Optional.of(decode(entry, type)));
        } catch (StorageException damaged) {
            if (damaged.kind() != StorageException.Kind.CORRUPT) {
                throw damaged;
            }
            return new Found<>(name, Optional.empty());
        }
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
