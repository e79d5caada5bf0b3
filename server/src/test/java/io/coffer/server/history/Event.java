package io.coffer.server.history;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A call to one object: when it was made, when its answer came, by one clock for all callers, and what it did.
 *
 * @param effect what its turn makes of the object; empty when what was answered cannot be answered then
 * @param answered by {@link Long#MAX_VALUE} one whose outcome is not known: it may have its turn at any later time, or never
 */
public record Event<S>(String what, long called, long answered, Function<S, Optional<S>> effect) {
    private static final long NEVER = Long.MAX_VALUE;

    /** @param effect what it does if it does anything, whatever it finds */
    public static <S> Event<S> unknown(String what, long called, UnaryOperator<S> effect) {
        return new Event<>(what + " -> unknown", called, NEVER, state -> Optional.of(effect.apply(state)));
    }

    boolean isKnown() {
        return answered != NEVER;
    }

    @Override
    public String toString() {
        return "[" + called + ", " + (isKnown() ? answered : "-") + "] " + what;
    }
}
