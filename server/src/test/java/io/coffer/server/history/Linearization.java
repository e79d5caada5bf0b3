package io.coffer.server.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for an order of calls to one object that keeps to real time and gives each the answer that it had: the search of
 * Wing and Gong, which tries each call that no other one ended before, with Lowe's memory of what was tried: the calls done
 * and the state after them.
 *
 * @param <S> the object's state, compared by its value
 */
public final class Linearization<S> {
    private final List<Event<S>> events;
    private final Set<Place<S>> tried = new HashSet<>();
    private Place<S> furthest;

    private record Place<S>(BitSet done, S state) {}

    private Linearization(S initial, List<Event<S>> history) {
        this.events =
                history.stream().sorted(Comparator.comparingLong(Event::called)).toList();
        this.furthest = new Place<>(new BitSet(), initial);
    }

    /** @return empty when there is such an order, else what the search came to at its furthest */
    public static <S> Optional<String> fault(S initial, List<Event<S>> history) {
        Linearization<S> search = new Linearization<>(initial, history);
        return search.isFound(initial) ? Optional.empty() : Optional.of(search.report());
    }

    private boolean isFound(S initial) {
        Deque<Place<S>> open = new ArrayDeque<>();
        open.push(new Place<>(new BitSet(), initial));
        while (!open.isEmpty()) {
            Place<S> place = open.pop();
            if (knownLeft(place.done()) == 0) {
                return true;
            }
            if (place.done().cardinality() > furthest.done().cardinality()) {
                furthest = place;
            }
            for (int next : candidates(place.done())) {
                events.get(next).effect().apply(place.state()).ifPresent(state -> {
                    BitSet done = (BitSet) place.done().clone();
                    done.set(next);
                    Place<S> reached = new Place<>(done, state);
                    if (tried.add(reached)) {
                        open.push(reached);
                    }
                });
            }
        }
        return false;
    }

    /** Those whose outcome is unknown need not happen. */
    private long knownLeft(BitSet done) {
        long left = 0;
        for (int i = done.nextClearBit(0); i < events.size(); i = done.nextClearBit(i + 1)) {
            left += events.get(i).isKnown() ? 1 : 0;
        }
        return left;
    }

    /** The calls that were made before any of those left was answered, the last one first: the stack turns them round. */
    private List<Integer> candidates(BitSet done) {
        List<Integer> candidates = new ArrayList<>();
        long firstAnswer = Long.MAX_VALUE;
        for (int i = done.nextClearBit(0);
                i < events.size() && events.get(i).called() <= firstAnswer;
                i = done.nextClearBit(i + 1)) {
            firstAnswer = Math.min(firstAnswer, events.get(i).answered());
            candidates.add(i);
        }
        long limit = firstAnswer;
        candidates.removeIf(i -> events.get(i).called() > limit);
        return candidates.reversed();
    }

    private String report() {
        StringBuilder report = new StringBuilder("no order fits; at most "
                + furthest.done().cardinality() + " of " + events.size() + " calls do, which leaves the object as "
                + furthest.state() + " before one of\n");
        candidates(furthest.done())
                .forEach(next -> report.append("  ").append(events.get(next)).append('\n'));
        report.append("of\n");
        events.forEach(event -> report.append("  ").append(event).append('\n'));
        return report.toString();
    }
}
