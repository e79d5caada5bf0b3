package io.coffer.server.authorization.policy;

import java.util.List;

/**
 * A list of patterns that picks what one of them matches or, inverted ({@code NotAction} and its like), what none of
 * them matches.
 */
public record Selection<P>(List<P> patterns, boolean inverted) {
    public Selection {
        patterns = List.copyOf(patterns);
    }
}
