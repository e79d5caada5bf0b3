package io.coffer.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Order, prefixes and paging. */
public interface ScanContract extends EngineFixture {
    private static Name name(int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        return new Name(array);
    }

    private List<Name> names(Name prefix, Name after, int pageLimit) {
        List<Name> names = new ArrayList<>();
        Name position = after;
        while (true) {
            Page page = space().scan(prefix, position, pageLimit);
            page.entries().forEach(entry -> names.add(entry.name()));
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(pageLimit);
            if (!page.more()) {
                return names;
            }
            assertThat(page.entries()).isNotEmpty();
            position = page.entries().getLast().name();
        }
    }

    private void record(Name name) {
        space().commit(name, Attributes.EMPTY, Condition.ANY);
    }

    @Test
    default void entriesComeInUnsignedByteOrder() {
        List<Name> ordered = List.of(
                name(0),
                name(0, 0),
                name(0, 0xff),
                name(1),
                name('a'),
                name('a', 0),
                name('a', 0, 0),
                name('a', 1),
                name('a', 'b'),
                name('a', 0xff),
                name('a', 0xff, 0),
                name('a', 0xff, 0xff),
                name('b'),
                name(0x7f),
                name(0x80),
                name(0xff),
                name(0xff, 0),
                name(0xff, 0xff));
        ordered.reversed().forEach(this::record);
        for (int limit : new int[] {1, 2, 5, 18, 100}) {
            assertThat(names(Name.EMPTY, Name.EMPTY, limit)).isEqualTo(ordered);
        }
        assertThat(names(name('a'), Name.EMPTY, 2)).isEqualTo(ordered.subList(4, 12));
        assertThat(names(name('a', 0xff), Name.EMPTY, 100)).isEqualTo(ordered.subList(9, 12));
        assertThat(names(name(0xff), Name.EMPTY, 100)).isEqualTo(ordered.subList(15, 18));
        assertThat(names(name(0xff, 0xff), Name.EMPTY, 100)).isEqualTo(ordered.subList(17, 18));
        assertThat(names(name('c'), Name.EMPTY, 100)).isEmpty();
    }

    @Test
    default void theStartNeedNotExistNorHaveThePrefix() {
        List.of("b/1", "b/2", "b/3", "a", "c").forEach(text -> record(Name.of(text)));
        Name prefix = Name.of("b/");
        List<Name> all = List.of(Name.of("b/1"), Name.of("b/2"), Name.of("b/3"));
        assertThat(names(prefix, Name.of("a"), 10)).isEqualTo(all);
        assertThat(names(prefix, Name.of("b/"), 10)).isEqualTo(all);
        assertThat(names(prefix, Name.of("b/1"), 10)).isEqualTo(all.subList(1, 3));
        assertThat(names(prefix, Name.of("b/11"), 10)).isEqualTo(all.subList(1, 3));
        assertThat(names(prefix, Name.of("b/3"), 10)).isEmpty();
        assertThat(names(prefix, Name.of("c"), 10)).isEmpty();
    }

    @Test
    default void aPageTellsWhetherMoreFollows() {
        List.of("a", "b", "c").forEach(text -> record(Name.of(text)));
        assertThat(space().scan(Name.EMPTY, Name.EMPTY, 2).more()).isTrue();
        assertThat(space().scan(Name.EMPTY, Name.EMPTY, 3).more()).isFalse();
        assertThat(space().scan(Name.of("a"), Name.EMPTY, 1).more()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> space().scan(Name.EMPTY, Name.EMPTY, 0));
    }

    @Test
    default void scansCarryWholeEntriesAndSeeFinishedCommitsOnly() {
        Entry first = put(Name.of("a"), new byte[100_000], "first", Condition.ANY);
        Entry second = put(Name.of("b"), new byte[10], "second", Condition.ANY);
        assertThat(space().scan(Name.EMPTY, Name.EMPTY, 10).entries()).containsExactly(first, second);
        space().delete(Name.of("a"), Condition.ANY);
        Entry third = space().update(Name.of("b"), EngineFixture.attributes("third"), second.generation());
        assertThat(space().scan(Name.EMPTY, Name.EMPTY, 10).entries()).containsExactly(third);
    }

    @Test
    default void randomNamesPageLikeASortedSet() {
        Random random = new Random(17);
        TreeSet<Name> expected = new TreeSet<>();
        for (int i = 0; i < 300; i++) {
            byte[] bytes = new byte[1 + random.nextInt(4)];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = (byte) (new int[] {0, 1, 0x7f, 0x80, 0xfe, 0xff})[random.nextInt(6)];
            }
            expected.add(new Name(bytes));
        }
        expected.forEach(this::record);
        assertThat(names(Name.EMPTY, Name.EMPTY, 7)).containsExactlyElementsOf(expected);
        for (Name prefix : List.of(name(0), name(0xff), name(0xff, 0xff), name(0x80, 0))) {
            List<Name> matching =
                    expected.stream().filter(name -> name.startsWith(prefix)).toList();
            assertThat(names(prefix, Name.EMPTY, 3)).isEqualTo(matching);
        }
    }

    @Test
    default void longNamesAreKept() {
        Name longest = new Name(EngineFixture.randomBytes(4, Name.MAX_LENGTH));
        put(longest, new byte[] {1, 2}, "long", Condition.ABSENT);
        assertThat(get(longest)).containsExactly(1, 2);
        assertThat(names(longest, Name.EMPTY, 10)).containsExactly(longest);
        assertThat(names(Name.EMPTY, longest, 10)).isEmpty();
    }

    @Test
    default void pagesLoseNothingThatStaysWhileOthersInsert() throws InterruptedException {
        List<Name> staying = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Name name = Name.of("stay/%04d".formatted(i));
            record(name);
            staying.add(name);
        }
        Thread inserter = Thread.ofVirtual().start(() -> {
            for (int i = 0; i < 400; i++) {
                record(Name.of("stay/%04d/%d".formatted(i % 200, i)));
            }
        });
        do {
            List<Name> seen = names(Name.of("stay/"), Name.EMPTY, 3);
            assertThat(seen).isSorted().doesNotHaveDuplicates().containsAll(staying);
        } while (inserter.isAlive());
        inserter.join();
        assertThat(names(Name.of("stay/"), Name.EMPTY, 50)).hasSize(600);
    }
}
