package io.coffer.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Histories made by hand: good ones have an order, each kind of bad one has none. */
class LinearizationTest {
    private static final String NOTHING = "";

    private static Event<String> put(long called, long answered, String value) {
        return new Event<>("put " + value, called, answered, state -> Optional.of(value));
    }

    private static Event<String> create(long called, long answered, String value, boolean done) {
        return new Event<>(
                "create " + value + " " + done,
                called,
                answered,
                state -> Optional.of(done ? value : state).filter(after -> state.isEmpty() == done));
    }

    private static Event<String> delete(long called, long answered) {
        return new Event<>("delete", called, answered, state -> Optional.of(NOTHING));
    }

    private static Event<String> get(long called, long answered, String value) {
        return new Event<>(
                "get " + value, called, answered, state -> Optional.of(state).filter(value::equals));
    }

    private static Event<String> lost(long called, String value) {
        return Event.unknown("put " + value, called, state -> value);
    }

    @SafeVarargs
    private static boolean hasOrder(Event<String>... history) {
        return Linearization.fault(NOTHING, Arrays.asList(history)).isEmpty();
    }

    @Test
    void callsOneAfterTheOther() {
        assertThat(hasOrder(put(0, 1, "a"), get(2, 3, "a"), delete(4, 5), get(6, 7, NOTHING)))
                .isTrue();
        assertThat(hasOrder()).isTrue();
    }

    @Test
    void aReadBesideAWriteMaySeeEither() {
        assertThat(hasOrder(put(0, 10, "a"), get(1, 2, NOTHING), get(3, 4, "a")))
                .isTrue();
        assertThat(hasOrder(put(0, 10, "a"), get(1, 5, "a"), get(2, 6, NOTHING)))
                .isTrue();
    }

    @Test
    void aStaleReadIsFound() {
        assertThat(hasOrder(put(0, 1, "a"), get(2, 3, NOTHING))).isFalse();
        assertThat(hasOrder(put(0, 1, "a"), put(2, 3, "b"), get(4, 5, "a"))).isFalse();
    }

    @Test
    void aReadThatGoesBackIsFound() {
        assertThat(hasOrder(put(0, 10, "a"), get(1, 2, "a"), get(3, 4, NOTHING)))
                .isFalse();
    }

    @Test
    void aLostWriteIsFound() {
        assertThat(hasOrder(put(0, 10, "a"), put(0, 10, "b"), get(11, 12, "a"), get(13, 14, "b")))
                .isFalse();
        assertThat(hasOrder(put(0, 10, "a"), put(0, 10, "b"), get(11, 12, "b"), get(13, 14, "b")))
                .isTrue();
    }

    @Test
    void aValueThatNobodyWroteIsFound() {
        assertThat(hasOrder(put(0, 1, "a"), get(0, 3, "c"))).isFalse();
    }

    @Test
    void twoFirstWritersAreFound() {
        assertThat(hasOrder(create(0, 10, "a", true), create(0, 10, "b", true))).isFalse();
        assertThat(hasOrder(create(0, 10, "a", true), create(0, 10, "b", false)))
                .isTrue();
    }

    @Test
    void aRefusalWithoutReasonIsFound() {
        assertThat(hasOrder(create(0, 1, "a", false), put(2, 3, "b"))).isFalse();
        assertThat(hasOrder(create(0, 3, "a", false), put(2, 4, "b"))).isTrue();
        assertThat(hasOrder(put(0, 1, "a"), delete(2, 3), create(4, 5, "b", false)))
                .isFalse();
    }

    @Test
    void anUnknownOutcomeMayComeLateOrNever() {
        assertThat(hasOrder(lost(0, "a"), get(1, 2, NOTHING), get(3, 4, "a"))).isTrue();
        assertThat(hasOrder(lost(0, "a"), get(1, 2, NOTHING), get(3, 4, NOTHING)))
                .isTrue();
        assertThat(hasOrder(lost(0, "a"), put(1, 2, "b"), get(3, 4, "b"), get(5, 6, "a"), get(7, 8, "a")))
                .isTrue();
    }

    @Test
    void anUnknownOutcomeComesNotBeforeItsCallNorTwice() {
        assertThat(hasOrder(get(0, 1, "a"), lost(2, "a"))).isFalse();
        assertThat(hasOrder(lost(0, "a"), get(1, 2, "a"), delete(3, 4), get(5, 6, "a")))
                .isFalse();
    }

    /** Of callers who take turns in a real register, with answers that are then spread; and the same with one answer false. */
    @Test
    @Timeout(60)
    void longHistories() {
        Random random = new Random(11);
        for (int round = 0; round < 20; round++) {
            List<Event<String>> good = new ArrayList<>();
            List<Integer> reads = new ArrayList<>();
            String state = NOTHING;
            for (int turn = 0; turn < 400; turn++) {
                long at = turn * 100L;
                long called = at - random.nextInt(400);
                long answered = at + 1 + random.nextInt(400);
                if (random.nextInt(3) == 0) {
                    state = "v" + turn;
                    good.add(put(called, answered, state));
                } else {
                    reads.add(good.size());
                    good.add(get(called, answered, state));
                }
            }
            List<Event<String>> mixed = new ArrayList<>(good);
            Collections.shuffle(mixed, random);
            assertThat(Linearization.fault(NOTHING, mixed)).isEmpty();
            int spoilt = reads.get(reads.size() / 2 + random.nextInt(reads.size() / 2));
            Event<String> read = good.get(spoilt);
            good.set(spoilt, get(read.called(), read.answered(), NOTHING));
            assertThat(Linearization.fault(NOTHING, good)).isPresent();
        }
    }
}
