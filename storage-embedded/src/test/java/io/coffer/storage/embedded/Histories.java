package io.coffer.storage.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.storage.Condition;
import io.coffer.storage.EngineFixture;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Reader;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageEngine;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One thread's random changes of its own names, in a space of its own, and what must hold of them: what was acknowledged
 * is there, what was refused is not, and what has an unknown outcome is one of both, whole.
 */
final class Histories {
    private static final int NAMES = 12;
    private static final int[] SIZES = {0, 1, 300, 5_000, 20_000, 65_536, 65_537, 200_000};

    /** @param token the attributes; the body follows from them */
    private record Value(String token, int size) {
        static final Value NONE = new Value("", -1);

        byte[] body() {
            return EngineFixture.randomBytes(token.hashCode() * 31L + size, size);
        }
    }

    private final SpaceId id;
    private final Random random;
    private final Map<Name, List<Value>> possible = new HashMap<>();
    private final Map<Name, Long> generations = new HashMap<>();
    private List<Boolean> exists = List.of(false);
    private long tokens;
    private final AtomicLong acknowledged = new AtomicLong();
    private long uncertain;

    Histories(int thread, long seed) {
        this.id = new SpaceId("thread" + thread);
        this.random = new Random(seed);
        for (int i = 0; i < NAMES; i++) {
            possible.put(name(i), List.of(Value.NONE));
        }
    }

    private static Name name(int number) {
        return Name.of("entry/" + number);
    }

    long acknowledged() {
        return acknowledged.get();
    }

    long uncertain() {
        return uncertain;
    }

    /** Some change or look, checked against what is known. */
    void step(StorageEngine engine) {
        if (exists.size() > 1) {
            return;
        }
        if (!exists.getFirst()) {
            change(
                    () -> assertThat(engine.createSpace(id)).isTrue(),
                    () -> exists = List.of(true),
                    () -> exists = List.of(false, true));
            return;
        }
        Space space = engine.space(id);
        Name name = name(random.nextInt(NAMES));
        List<Value> values = possible.get(name);
        if (values.size() > 1) {
            look(space, name);
            return;
        }
        Value before = values.getFirst();
        switch (random.nextInt(12)) {
            case 0, 1, 2, 3 -> put(space, name, before, Condition.ANY);
            case 4 -> put(space, name, before, Condition.ABSENT);
            case 5 -> put(space, name, before, Condition.generation(generations.getOrDefault(name, 77L)));
            case 6, 7 -> update(space, name, before);
            case 8 -> delete(space, name, before);
            case 9 -> drop(engine);
            case 10 -> abort(space);
            default -> look(space, name);
        }
    }

    private void put(Space space, Name name, Value before, Condition condition) {
        Value after = new Value(id + "-" + tokens++, SIZES[random.nextInt(SIZES.length)]);
        boolean absent = before.equals(Value.NONE);
        boolean holds = condition.equals(Condition.ANY) || (condition.equals(Condition.ABSENT) == absent);
        expect(
                holds,
                name,
                before,
                after,
                () -> generations.put(
                        name,
                        EngineFixture.putIn(space, name, after.body(), after.token(), condition)
                                .generation()));
    }

    private void update(Space space, Name name, Value before) {
        // the body stays, so the token must keep what it follows from
        if (before.equals(Value.NONE) || before.size() > 0) {
            expect(false, name, before, before, () -> space.update(name, EngineFixture.attributes("never"), 1));
            return;
        }
        Value after = new Value(id + "-" + tokens++, 0);
        expect(
                true,
                name,
                before,
                after,
                () -> generations.put(
                        name,
                        space.update(name, EngineFixture.attributes(after.token()), generations.get(name))
                                .generation()));
    }

    private void delete(Space space, Name name, Value before) {
        boolean there = !before.equals(Value.NONE);
        expect(true, name, before, Value.NONE, () -> {
            assertThat(space.delete(name, Condition.ANY)).isEqualTo(there);
            generations.remove(name);
        });
    }

    private void drop(StorageEngine engine) {
        boolean empty = possible.values().stream().allMatch(values -> values.equals(List.of(Value.NONE)));
        boolean known = possible.values().stream().allMatch(values -> values.size() == 1);
        if (empty) {
            change(
                    () -> assertThat(engine.dropSpace(id)).isTrue(),
                    () -> exists = List.of(false),
                    () -> exists = List.of(true, false));
        } else if (known) {
            try {
                engine.dropSpace(id);
                throw new AssertionError("a space with entries was dropped");
            } catch (StorageException e) {
                assertThat(e.kind()).isIn(Kind.CONFLICT, Kind.UNAVAILABLE, Kind.FULL, Kind.UNKNOWN_OUTCOME);
            }
        }
    }

    private void abort(Space space) {
        change(
                () -> {
                    try (var writer = space.begin(-1)) {
                        writer.write(new byte[100_000], 0, random.nextInt(100_000));
                    }
                },
                () -> {},
                () -> {});
    }

    private interface Action {
        void run();
    }

    private void expect(boolean holds, Name name, Value before, Value after, Action action) {
        try {
            action.run();
            assertThat(holds).as("the condition on %s", name).isTrue();
            possible.put(name, List.of(after));
            acknowledged.incrementAndGet();
        } catch (StorageException e) {
            switch (e.kind()) {
                case CONFLICT ->
                    assertThat(holds).as("the condition on %s", name).isFalse();
                // nothing was changed
                case UNAVAILABLE, FULL -> {}
                case UNKNOWN_OUTCOME -> {
                    uncertain++;
                    if (holds) {
                        possible.put(name, List.of(before, after));
                    }
                }
                case NOT_FOUND, CORRUPT -> throw e;
            }
        }
    }

    private void change(Action action, Action done, Action unknown) {
        try {
            action.run();
            done.run();
            acknowledged.incrementAndGet();
        } catch (StorageException e) {
            switch (e.kind()) {
                case UNAVAILABLE, FULL -> {}
                case UNKNOWN_OUTCOME -> {
                    uncertain++;
                    unknown.run();
                }
                case CONFLICT, NOT_FOUND, CORRUPT -> throw e;
            }
        }
    }

    /** What is seen is one of what is possible, and whole. */
    private Value look(Space space, Name name) {
        Optional<Entry> head = space.head(name);
        List<Value> values = possible.get(name);
        if (head.isEmpty()) {
            assertThat(values).as("%s of %s, which is absent", name, id).contains(Value.NONE);
            return Value.NONE;
        }
        try (Reader reader = space.open(name)) {
            Entry entry = reader.entry();
            Value value = new Value(new String(entry.attributes().bytes()), (int) entry.size());
            assertThat(values).as("%s of %s", name, id).contains(value);
            if (value.size() > 0) {
                assertThat(EngineFixture.bytes(reader)).isEqualTo(value.body());
            }
            generations.merge(name, entry.generation(), (known, found) -> {
                assertThat(found).isGreaterThanOrEqualTo(known);
                return found;
            });
            return value;
        }
    }

    /** After opening, with no disk failing: from now on it is known what is there. */
    void settle(StorageEngine engine) {
        Optional<Space> space;
        try {
            space = Optional.of(engine.space(id));
        } catch (StorageException e) {
            assertThat(e.kind()).isEqualTo(Kind.NOT_FOUND);
            space = Optional.empty();
        }
        assertThat(exists).as("the space %s", id).contains(space.isPresent());
        exists = List.of(space.isPresent());
        for (Name name : List.copyOf(possible.keySet())) {
            Value found = space.isPresent() ? look(space.get(), name) : Value.NONE;
            assertThat(possible.get(name)).contains(found);
            possible.put(name, List.of(found));
            if (found.equals(Value.NONE)) {
                generations.remove(name);
            }
        }
        long entries = possible.values().stream()
                .filter(values -> !values.equals(List.of(Value.NONE)))
                .count();
        assertThat(space.map(here -> here.scan(Name.EMPTY, Name.EMPTY, 1_000)
                                .entries()
                                .size())
                        .orElse(0))
                .isEqualTo((int) entries);
    }
}
