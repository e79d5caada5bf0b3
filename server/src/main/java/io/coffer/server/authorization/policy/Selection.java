package io.coffer.server.authorization.policy;

import java.util.List;
import java.util.function.Predicate;

/**
 * A list of patterns that picks what one of them matches or, inverted ({@code NotAction} and its like), what none of
 * them matches.
 */
public record Selection<P>(List<P> patterns, boolean inverted) {
    public Selection {
        patterns = List.copyOf(patterns);
    }

    boolean picks(Predicate<P> matching) {
        for (P pattern : patterns) {
            if (matching.test(pattern)) {
                return !inverted;
            }
        }
        return inverted;
    }
}
