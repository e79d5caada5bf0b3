package io.coffer.storage;

import static io.coffer.storage.EngineFixture.assertFails;
import static io.coffer.storage.EngineFixture.attributes;
import static io.coffer.storage.EngineFixture.randomBytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.coffer.storage.StorageException.Kind;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Visibility, conditions, generations, updates, deletes, and what a writer may do. */
public interface CommitContract extends EngineFixture {
    Name NAME = Name.of("name");

    @Test
    default void nothingIsVisibleBeforeTheCommit() {
        try (Writer writer = space().begin(-1)) {
            writer.write(randomBytes(1, 200_000), 0, 200_000);
            assertThat(space().head(NAME)).isEmpty();
            assertThat(space().scan(Name.EMPTY, Name.EMPTY, 10).entries()).isEmpty();
            assertFails(Kind.NOT_FOUND, () -> space().open(NAME));

            Entry entry = space().commit(writer, NAME, attributes("a"), Condition.ANY);

            assertThat(entry.name()).isEqualTo(NAME);
            assertThat(entry.blob()).isEqualTo(writer.blob());
            assertThat(entry.size()).isEqualTo(200_000);
            assertThat(entry.generation()).isPositive();
            assertThat(entry.attributes()).isEqualTo(attributes("a"));
            assertThat(space().head(NAME)).contains(entry);
        }
        assertThat(get(NAME)).isEqualTo(randomBytes(1, 200_000));
    }

    @Test
    default void anAbortedBodyIsNeverSeen() {
        put(NAME, randomBytes(1, 100), "old", Condition.ANY);
        try (Writer writer = space().begin(100_000)) {
            writer.write(randomBytes(2, 100_000), 0, 100_000);
        }
        assertThat(get(NAME)).isEqualTo(randomBytes(1, 100));
        assertThat(space().scan(Name.EMPTY, Name.EMPTY, 10).entries()).hasSize(1);
    }

    @Test
    default void absentHoldsOnlyForAFreeName() {
        Entry first = put(NAME, randomBytes(1, 10), "first", Condition.ABSENT);
        assertFails(Kind.CONFLICT, () -> put(NAME, randomBytes(2, 10), "second", Condition.ABSENT));
        assertThat(space().head(NAME)).contains(first);
        assertThat(get(NAME)).isEqualTo(randomBytes(1, 10));
    }

    @Test
    default void aGenerationHoldsOnlyForThatGeneration() {
        assertFails(Kind.CONFLICT, () -> put(NAME, new byte[0], "", Condition.generation(1)));
        Entry first = put(NAME, randomBytes(1, 10), "first", Condition.ANY);
        Entry second = put(NAME, randomBytes(2, 10), "second", Condition.generation(first.generation()));
        assertFails(
                Kind.CONFLICT, () -> put(NAME, randomBytes(3, 10), "third", Condition.generation(first.generation())));
        assertThat(space().head(NAME)).contains(second);
        assertThat(get(NAME)).isEqualTo(randomBytes(2, 10));
    }

    @Test
    default void generationsNeverRepeatWithinAName() {
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            Entry entry = put(NAME, new byte[i], "", Condition.ANY);
            assertThat(seen.add(entry.generation())).isTrue();
            assertThat(seen.add(space().update(NAME, Attributes.EMPTY, entry.generation())
                            .generation()))
                    .isTrue();
            assertThat(space().delete(NAME, Condition.ANY)).isTrue();
        }
        assertThat(seen).allMatch(generation -> generation > 0).hasSize(40);
    }

    @Test
    default void aRecordNeedsNoBody() {
        Entry entry = space().commit(NAME, attributes("record"), Condition.ABSENT);
        assertThat(entry.size()).isZero();
        assertThat(space().head(NAME)).contains(entry);
        assertThat(get(NAME)).isEmpty();
    }

    @Test
    default void anUpdateLeavesTheBody() {
        Entry first = put(NAME, randomBytes(1, 100_000), "old", Condition.ANY);
        Entry updated = space().update(NAME, attributes("new"), first.generation());
        assertThat(updated.blob()).isEqualTo(first.blob());
        assertThat(updated.size()).isEqualTo(first.size());
        assertThat(updated.generation()).isNotEqualTo(first.generation());
        assertThat(updated.attributes()).isEqualTo(attributes("new"));
        assertThat(space().head(NAME)).contains(updated);
        assertThat(get(NAME)).isEqualTo(randomBytes(1, 100_000));
    }

    @Test
    default void anUpdateNeedsTheGeneration() {
        assertFails(Kind.CONFLICT, () -> space().update(NAME, attributes("x"), 1));
        Entry first = put(NAME, randomBytes(1, 10), "first", Condition.ANY);
        Entry second = space().update(NAME, attributes("second"), first.generation());
        assertFails(Kind.CONFLICT, () -> space().update(NAME, attributes("x"), first.generation()));
        assertThat(space().head(NAME)).contains(second);
        space().delete(NAME, Condition.ANY);
        assertFails(Kind.CONFLICT, () -> space().update(NAME, attributes("x"), second.generation()));
        assertThat(space().head(NAME)).isEmpty();
    }

    @Test
    default void aDeleteTellsWhetherThereWasAnEntry() {
        assertThat(space().delete(NAME, Condition.ANY)).isFalse();
        assertThat(space().delete(NAME, Condition.ABSENT)).isFalse();
        put(NAME, randomBytes(1, 100_000), "a", Condition.ANY);
        assertThat(space().delete(NAME, Condition.ANY)).isTrue();
        assertThat(space().head(NAME)).isEmpty();
        assertFails(Kind.NOT_FOUND, () -> space().open(NAME));
        assertThat(space().delete(NAME, Condition.ANY)).isFalse();
    }

    @Test
    default void aDeleteNeedsItsCondition() {
        assertFails(Kind.CONFLICT, () -> space().delete(NAME, Condition.generation(1)));
        Entry first = put(NAME, randomBytes(1, 10), "first", Condition.ANY);
        Entry second = put(NAME, randomBytes(2, 10), "second", Condition.ANY);
        assertFails(Kind.CONFLICT, () -> space().delete(NAME, Condition.ABSENT));
        assertFails(Kind.CONFLICT, () -> space().delete(NAME, Condition.generation(first.generation())));
        assertThat(space().head(NAME)).contains(second);
        assertThat(space().delete(NAME, Condition.generation(second.generation())))
                .isTrue();
    }

    @Test
    default void aWriterIsSpentByItsCommitWhateverTheOutcome() {
        put(NAME, randomBytes(1, 10), "first", Condition.ANY);
        try (Writer writer = space().begin(-1)) {
            assertFails(Kind.CONFLICT, () -> space().commit(writer, NAME, Attributes.EMPTY, Condition.ABSENT));
            assertThatIllegalStateException()
                    .isThrownBy(() -> space().commit(writer, NAME, Attributes.EMPTY, Condition.ANY));
            assertThatIllegalStateException().isThrownBy(() -> writer.write(new byte[1], 0, 1));
        }
        Writer closed = space().begin(-1);
        closed.close();
        closed.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> space().commit(closed, NAME, Attributes.EMPTY, Condition.ANY));
        assertThat(get(NAME)).isEqualTo(randomBytes(1, 10));
    }

    @Test
    default void aWriterCountsAndCopiesWhatItIsGiven() {
        byte[] buffer = new byte[70_000];
        byte[] expected = new byte[3 * 69_990];
        try (Writer writer = space().begin(10)) {
            for (int i = 0; i < 3; i++) {
                System.arraycopy(randomBytes(i, 69_990), 0, buffer, 10, 69_990);
                System.arraycopy(buffer, 10, expected, i * 69_990, 69_990);
                writer.write(buffer, 10, 69_990);
                assertThat(writer.size()).isEqualTo((i + 1) * 69_990L);
            }
            writer.write(buffer, 0, 0);
            space().commit(writer, NAME, Attributes.EMPTY, Condition.ANY);
        }
        assertThat(get(NAME)).isEqualTo(expected);
    }

    @Test
    default void blobIdsAreFresh() {
        Set<BlobId> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            try (Writer writer = space().begin(0)) {
                assertThat(seen.add(writer.blob())).isTrue();
            }
        }
    }

    @Test
    default void attributesAreTakenUpToTheStatedLimit() {
        int limit = engine().capabilities().maxAttributeBytes();
        Attributes most = new Attributes(randomBytes(5, limit));
        Attributes tooMuch = new Attributes(new byte[limit + 1]);
        Entry entry = space().commit(NAME, most, Condition.ANY);
        assertThat(space().head(NAME).orElseThrow().attributes()).isEqualTo(most);
        assertThatIllegalArgumentException().isThrownBy(() -> space().commit(NAME, tooMuch, Condition.ANY));
        assertThatIllegalArgumentException().isThrownBy(() -> space().update(NAME, tooMuch, entry.generation()));
        assertThat(space().head(NAME)).contains(entry);
    }

    @Test
    default void anEmptyNameIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> space().commit(Name.EMPTY, Attributes.EMPTY, Condition.ANY));
        assertThat(space().head(Name.EMPTY)).isEmpty();
    }
}
