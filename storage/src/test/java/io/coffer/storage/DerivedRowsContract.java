package io.coffer.storage;

import static io.coffer.storage.EngineFixture.attributes;
import static io.coffer.storage.EngineFixture.putIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coffer.storage.StorageException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Derived rows follow every change of the entries, and nothing else. */
interface DerivedRowsContract extends EngineFixture {
    /** Entries whose attributes are {@code colour=red} are found and counted under red, with their size. */
    Derivation BY_COLOUR = new Derivation() {
        @Override
        public String id() {
            return "by-colour/1";
        }

        @Override
        public Optional<Derived> of(SpaceId space, Name name, long size, Attributes attributes) {
            String text = new String(attributes.bytes(), StandardCharsets.UTF_8);
            if (text.startsWith("counted=")) {
                return Optional.of(new Derived(Optional.empty(), Name.of("counted"), size, digest(text)));
            }
            if (!text.startsWith("colour=")) {
                return Optional.empty();
            }
            String colour = text.substring("colour=".length());
            return Optional.of(new Derived(
                    Name.of(colour + "/" + space.value() + "/" + name), Name.of(colour + "/" + space.value()), size));
        }
    };

    private static MultisetDigest digest(String text) {
        byte[] bytes = new byte[MultisetDigest.LENGTH];
        new Random(text.hashCode()).nextBytes(bytes);
        return MultisetDigest.of(bytes);
    }

    default DerivedRows rows() {
        Optional<DerivedRows> rows = engine().derivedRows();
        assumeTrue(rows.isPresent(), "the engine states that it keeps no derived rows");
        return rows.orElseThrow();
    }

    default String tallies() {
        List<String> found = new ArrayList<>();
        rows().tallies(Name.EMPTY)
                .tallies()
                .forEach(tally -> found.add(
                        new String(tally.name().bytes(), StandardCharsets.UTF_8).replace("/" + SPACE.value(), "") + " "
                                + tally.entries() + "x" + tally.amount()));
        assertThat(rows().differences()).isEmpty();
        return String.join(", ", found);
    }

    @Test
    default void tallyFollowsCommitUpdateAndDelete() {
        assertThat(tallies()).isEmpty();
        put(Name.of("a"), new byte[10], "colour=red", Condition.ANY);
        put(Name.of("b"), new byte[20_000], "colour=red", Condition.ANY);
        put(Name.of("c"), new byte[7], "plain", Condition.ANY);
        assertThat(tallies()).isEqualTo("red 2x20010");
        Entry overwritten = put(Name.of("a"), new byte[11], "colour=blue", Condition.ANY);
        assertThat(tallies()).isEqualTo("blue 1x11, red 1x20000");
        Entry updated = space().update(Name.of("a"), attributes("colour=green"), overwritten.generation());
        assertThat(tallies()).isEqualTo("green 1x11, red 1x20000");
        space().update(Name.of("a"), attributes("none"), updated.generation());
        assertThat(tallies()).isEqualTo("red 1x20000");
        space().delete(Name.of("b"), Condition.ANY);
        space().delete(Name.of("b"), Condition.ANY);
        assertThat(tallies()).isEmpty();
    }

    @Test
    default void whatIsRefusedChangesNoTally() {
        Entry entry = put(Name.of("a"), new byte[10], "colour=red", Condition.ANY);
        EngineFixture.assertFails(Kind.CONFLICT, () -> put(Name.of("a"), new byte[1], "colour=blue", Condition.ABSENT));
        EngineFixture.assertFails(
                Kind.CONFLICT, () -> space().update(Name.of("a"), attributes("colour=blue"), entry.generation() + 1));
        EngineFixture.assertFails(
                Kind.CONFLICT, () -> space().delete(Name.of("a"), Condition.generation(entry.generation() + 1)));
        assertThat(tallies()).isEqualTo("red 1x10");
    }

    @Test
    default void digestIsTheSumOfWhatIsThere() {
        Entry first = put(Name.of("a"), new byte[10], "counted=one", Condition.ANY);
        put(Name.of("b"), new byte[10], "counted=two", Condition.ANY);
        put(Name.of("c"), new byte[10], "counted=three", Condition.ANY);
        space().update(Name.of("a"), attributes("counted=four"), first.generation());
        space().delete(Name.of("b"), Condition.ANY);
        MultisetDigest there = digest("counted=four").plus(digest("counted=three"));
        assertThat(rows().tallies(Name.EMPTY).tallies()).containsExactly(new Tally(Name.of("counted"), 2, 20, there));
        assertThat(rows().rows(Name.EMPTY, Name.EMPTY, 10).rows()).isEmpty();
        assertThat(rows().differences()).isEmpty();
    }

    @Test
    default void rowsComeInPagesInTheirOrder() {
        for (int number = 10; number < 35; number++) {
            put(Name.of("n" + number), new byte[1], number % 5 == 0 ? "colour=blue" : "colour=red", Condition.ANY);
        }
        List<Name> all = new ArrayList<>();
        Name after = Name.EMPTY;
        DerivedRows.Rows page;
        do {
            page = rows().rows(Name.of("red/"), after, 7);
            all.addAll(page.rows());
            after = page.rows().getLast();
        } while (page.truncated());
        assertThat(all).hasSize(20).isSorted().doesNotHaveDuplicates();
        assertThat(rows().rows(Name.of("blue/"), Name.EMPTY, 100).rows()).hasSize(5);
        assertThat(rows().rows(Name.of("no"), Name.EMPTY, 100).rows()).isEmpty();
    }

    @Test
    default void aSequenceNamesTheLastChangeSeen() {
        long before = rows().tallies(Name.EMPTY).sequence();
        Entry entry = put(Name.of("a"), new byte[10], "colour=red", Condition.ANY);
        long committed = rows().tallies(Name.EMPTY).sequence();
        assertThat(committed).isGreaterThan(before).isGreaterThanOrEqualTo(entry.generation());
        space().delete(Name.of("a"), Condition.ANY);
        assertThat(rows().tallies(Name.EMPTY).sequence()).isGreaterThan(committed);
        assertThat(rows().rows(Name.EMPTY, Name.EMPTY, 1).sequence()).isGreaterThan(committed);
    }

    @Test
    default void talliesAreExactHoweverManyChangeAtOnce() throws Exception {
        rows();
        String[] colours = {"colour=red", "colour=blue", "colour=green", "none"};
        engine().createSpace(new SpaceId("second"));
        Space[] spaces = {space(), engine().space(new SpaceId("second"))};
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<?>> running = new ArrayList<>();
            for (int worker = 0; worker < 8; worker++) {
                Random random = new Random(worker);
                running.add(threads.submit(() -> {
                    for (int step = 0; step < 60; step++) {
                        change(spaces[random.nextInt(2)], random, colours);
                    }
                }));
            }
            for (Future<?> worker : running) {
                worker.get();
            }
        }
        assertThat(rows().differences()).isEmpty();
        Map<String, Long> counted = new TreeMap<>();
        for (Space space : spaces) {
            space.scan(Name.EMPTY, Name.EMPTY, 1000).entries().forEach(entry -> {
                String text = new String(entry.attributes().bytes(), StandardCharsets.UTF_8);
                if (text.startsWith("colour=")) {
                    counted.merge(text, entry.size(), Long::sum);
                }
            });
        }
        Map<String, Long> kept = new TreeMap<>();
        rows().tallies(Name.EMPTY)
                .tallies()
                .forEach(tally -> kept.merge(
                        "colour=" + new String(tally.name().bytes(), StandardCharsets.UTF_8).split("/")[0],
                        tally.amount(),
                        Long::sum));
        assertThat(kept).isEqualTo(counted);
    }

    private static void change(Space space, Random random, String[] colours) {
        Name name = Name.of("n" + random.nextInt(12));
        try {
            switch (random.nextInt(4)) {
                case 0 -> space.delete(name, Condition.ANY);
                case 1 -> {
                    Optional<Entry> entry = space.head(name);
                    if (entry.isPresent()) {
                        space.update(
                                name,
                                attributes(colours[random.nextInt(colours.length)]),
                                entry.get().generation());
                    }
                }
                default ->
                    putIn(
                            space,
                            name,
                            new byte[random.nextInt(200)],
                            colours[random.nextInt(colours.length)],
                            Condition.ANY);
            }
        } catch (StorageException lost) {
            assertThat(lost.kind()).isEqualTo(Kind.CONFLICT);
        }
    }
}
