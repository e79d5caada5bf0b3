package io.coffer.server.authorization.policy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The actions that exist, so that a slip in a new policy is refused rather than stored as a rule that never holds. It
 * speaks only of services of which it has an action; about all others it has nothing to say.
 */
public final class ActionVocabulary {
    /** Knows no service. */
    public static final ActionVocabulary OPEN = new ActionVocabulary(Map.of());

    private static final int MAX_COMPARED = 64;
    private static final int SLIPS_PER_LENGTH = 4;

    private record Name(String written, String folded) {}

    private final Map<String, List<Name>> byService;

    private ActionVocabulary(Map<String, List<Name>> byService) {
        this.byService = byService;
    }

    /** @param actions of the form {@code service:Action}; all that these services have */
    public static ActionVocabulary of(Collection<String> actions) {
        Map<String, List<Name>> byService = new HashMap<>();
        actions.stream().distinct().sorted().forEach(action -> {
            String folded = action.toLowerCase(Locale.ROOT);
            byService
                    .computeIfAbsent(folded.substring(0, folded.indexOf(':')), service -> new ArrayList<>())
                    .add(new Name(action, folded));
        });
        return new ActionVocabulary(byService);
    }

    /** Why no request can ever be about such an action, to follow "is"; empty when one can. */
    Optional<String> refusal(WildcardPattern action) {
        String folded = WildcardPattern.fold(action.toString());
        int colon = folded.indexOf(':');
        List<Name> names = colon < 0 ? List.of() : byService.getOrDefault(folded.substring(0, colon), List.of());
        if (names.isEmpty() || names.stream().anyMatch(name -> action.matchesFolded(name.folded()))) {
            return Optional.empty();
        }
        return Optional.of("no action that is known"
                + nearest(folded, names)
                        .map(name -> "; nearest: " + name.written())
                        .orElse(""));
    }

    private static Optional<Name> nearest(String folded, List<Name> names) {
        if (folded.length() > MAX_COMPARED) {
            return Optional.empty();
        }
        Name nearest = names.getFirst();
        int least = Integer.MAX_VALUE;
        for (Name name : names) {
            int distance = distance(folded, name.folded());
            if (distance < least) {
                least = distance;
                nearest = name;
            }
        }
        return least <= folded.length() / SLIPS_PER_LENGTH ? Optional.of(nearest) : Optional.empty();
    }

    /** How many characters have to be changed, added or left out to make one of the other. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            row[column] = column;
        }
        for (int at = 1; at <= one.length(); at++) {
            int diagonal = row[0];
            row[0] = at;
            for (int column = 1; column <= other.length(); column++) {
                int changed = diagonal + (one.charAt(at - 1) == other.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(changed, Math.min(row[column], row[column - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
