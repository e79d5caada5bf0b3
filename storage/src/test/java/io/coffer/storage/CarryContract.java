package io.coffer.storage;

import static io.coffer.storage.EngineFixture.assertFails;
import static io.coffer.storage.EngineFixture.attributes;
import static io.coffer.storage.EngineFixture.randomBytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.storage.StorageException.Kind;
import org.junit.jupiter.api.Test;

/** Bodies that come from another store with their blob ids. */
public interface CarryContract extends EngineFixture {
    int[] CARRIED_SIZES = {0, 1, 16_385, 65_536, 65_537, 300_000};

    private Entry carry(BlobId blob, Name name, byte[] body, Condition condition) {
        try (Writer writer = space().begin(blob, body.length)) {
            assertThat(writer.blob()).isEqualTo(blob);
            writer.write(body, 0, body.length);
            return space().commit(writer, name, attributes("carried"), condition);
        }
    }

    @Test
    default void aCarriedBodyKeepsItsBlobId() {
        for (int size : CARRIED_SIZES) {
            BlobId blob = BlobId.random();
            Name name = Name.of("carried" + size);
            Entry entry = carry(blob, name, randomBytes(size, size), Condition.ABSENT);
            assertThat(entry.blob()).isEqualTo(blob);
            assertThat(space().head(name)).contains(entry);
            assertThat(get(name)).isEqualTo(randomBytes(size, size));
            Entry updated = space().update(name, attributes("updated"), entry.generation());
            assertThat(updated.blob()).isEqualTo(blob);
            assertThat(get(name)).isEqualTo(randomBytes(size, size));
        }
        assertThat(space().scan(Name.EMPTY, Name.EMPTY, 100).entries())
                .hasSize(CARRIED_SIZES.length)
                .allMatch(entry -> entry.attributes().equals(attributes("updated")));
    }

    @Test
    default void aCarriedBodyTakesThePlaceOfAnother() {
        Name name = Name.of("name");
        for (int size : CARRIED_SIZES) {
            Entry before = put(name, randomBytes(1, 100_000), "before", Condition.ANY);
            BlobId blob = BlobId.random();
            Entry after = carry(blob, name, randomBytes(size, size), Condition.generation(before.generation()));
            assertThat(after.blob()).isEqualTo(blob);
            assertThat(get(name)).isEqualTo(randomBytes(size, size));
        }
    }

    @Test
    default void aBodyThatWasGivenUpIsBegunAgain() {
        for (int size : CARRIED_SIZES) {
            BlobId blob = BlobId.random();
            Name name = Name.of("begun" + size);
            try (Writer writer = space().begin(blob, size)) {
                writer.write(randomBytes(7, size), 0, size);
            }
            Name taken = Name.of("taken" + size);
            put(taken, randomBytes(1, 10), "other", Condition.ABSENT);
            assertFails(Kind.CONFLICT, () -> carry(blob, taken, randomBytes(8, size), Condition.ABSENT));
            Entry entry = carry(blob, name, randomBytes(size, size), Condition.ABSENT);
            assertThat(entry.blob()).isEqualTo(blob);
            assertThat(get(name)).isEqualTo(randomBytes(size, size));
            assertThat(get(taken)).isEqualTo(randomBytes(1, 10));
        }
    }
}
