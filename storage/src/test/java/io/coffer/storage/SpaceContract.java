package io.coffer.storage;

import static io.coffer.storage.EngineFixture.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.storage.StorageException.Kind;
import org.junit.jupiter.api.Test;

/** Spaces, and an engine after its end. */
public interface SpaceContract extends EngineFixture {
    SpaceId OTHER = new SpaceId("other");
    Name ENTRY = Name.of("entry");

    @Test
    default void aSpaceIsCreatedOnce() {
        assertThat(engine().createSpace(OTHER)).isTrue();
        assertThat(engine().createSpace(OTHER)).isFalse();
        assertFails(Kind.NOT_FOUND, () -> engine().space(new SpaceId("none")));
    }

    @Test
    default void spacesDoNotSeeEachOther() {
        engine().createSpace(OTHER);
        Space other = engine().space(OTHER);
        put(ENTRY, new byte[] {1}, "one", Condition.ABSENT);
        EngineFixture.putIn(other, ENTRY, new byte[] {2}, "two", Condition.ABSENT);
        space().delete(ENTRY, Condition.ANY);
        assertThat(space().scan(Name.EMPTY, Name.EMPTY, 10).entries()).isEmpty();
        assertThat(other.scan(Name.EMPTY, Name.EMPTY, 10).entries()).hasSize(1);
        try (Reader reader = other.open(ENTRY)) {
            assertThat(EngineFixture.bytes(reader)).containsExactly(2);
        }
    }

    @Test
    default void onlyAnEmptySpaceIsDropped() {
        assertThat(engine().dropSpace(OTHER)).isFalse();
        engine().createSpace(OTHER);
        Space other = engine().space(OTHER);
        EngineFixture.putIn(other, ENTRY, new byte[100_000], "", Condition.ANY);
        assertFails(Kind.CONFLICT, () -> engine().dropSpace(OTHER));
        assertThat(other.head(ENTRY)).isPresent();
        other.delete(ENTRY, Condition.ANY);
        assertThat(engine().dropSpace(OTHER)).isTrue();
        assertThat(engine().dropSpace(OTHER)).isFalse();
    }

    @Test
    default void aDroppedSpaceTakesAndShowsNothing() {
        engine().createSpace(OTHER);
        Space other = engine().space(OTHER);
        try (Writer begun = other.begin(-1)) {
            engine().dropSpace(OTHER);
            assertFails(Kind.NOT_FOUND, () -> other.commit(begun, ENTRY, Attributes.EMPTY, Condition.ANY));
        }
        assertFails(Kind.NOT_FOUND, () -> engine().space(OTHER));
        assertFails(Kind.NOT_FOUND, () -> other.head(ENTRY));
        assertFails(Kind.NOT_FOUND, () -> other.open(ENTRY));
        assertFails(Kind.NOT_FOUND, () -> other.delete(ENTRY, Condition.ANY));
        assertFails(Kind.NOT_FOUND, () -> other.update(ENTRY, Attributes.EMPTY, 1));
        assertFails(Kind.NOT_FOUND, () -> other.scan(Name.EMPTY, Name.EMPTY, 1));

        assertThat(engine().createSpace(OTHER)).isTrue();
        assertFails(Kind.NOT_FOUND, () -> other.commit(ENTRY, Attributes.EMPTY, Condition.ANY));
        assertThat(engine().space(OTHER).scan(Name.EMPTY, Name.EMPTY, 1).entries())
                .isEmpty();
    }

    @Test
    default void aHealthyEngineIsWritable() {
        assertThat(engine().health()).isEqualTo(new EngineHealth(true, ""));
        assertThat(engine().capabilities().maxAttributeBytes()).isPositive();
    }

    @Test
    default void aClosedEngineIsUnavailable() {
        put(ENTRY, new byte[10], "", Condition.ANY);
        Writer begun = space().begin(-1);
        engine().close();
        engine().close();
        assertFails(Kind.UNAVAILABLE, () -> engine().createSpace(OTHER));
        assertFails(Kind.UNAVAILABLE, () -> engine().dropSpace(OTHER));
        assertFails(Kind.UNAVAILABLE, () -> engine().space(SPACE));
        assertFails(Kind.UNAVAILABLE, () -> space().head(ENTRY));
        assertFails(Kind.UNAVAILABLE, () -> space().open(ENTRY));
        assertFails(Kind.UNAVAILABLE, () -> space().begin(0));
        assertFails(Kind.UNAVAILABLE, () -> space().commit(begun, ENTRY, Attributes.EMPTY, Condition.ANY));
        assertFails(Kind.UNAVAILABLE, () -> space().update(ENTRY, Attributes.EMPTY, 1));
        assertFails(Kind.UNAVAILABLE, () -> space().delete(ENTRY, Condition.ANY));
        assertFails(Kind.UNAVAILABLE, () -> space().scan(Name.EMPTY, Name.EMPTY, 1));
        assertThat(engine().health().writable()).isFalse();
        assertThat(engine().health().detail()).isNotBlank();
    }
}
