package io.coffer.model.setting;

import java.util.List;
import java.util.function.Predicate;

/** Which objects may not be written over. */
public record OverwriteConfiguration(List<Rule> rules) {
    public static final int MAX_RULES = 100;

    public OverwriteConfiguration {
        rules = List.copyOf(rules);
    }

    /**
     * Forbids to write over the objects it matches.
     *
     * @param prefix empty for any beginning
     * @param suffix empty for any end
     * @param principals whom it binds, with wildcards; empty for everybody
     */
    public record Rule(String id, String prefix, String suffix, List<String> principals) {
        public Rule {
            principals = List.copyOf(principals);
        }

        boolean binds(String key, Predicate<String> isCaller) {
            return key.startsWith(prefix)
                    && key.endsWith(suffix)
                    && (principals.isEmpty() || principals.stream().anyMatch(isCaller));
        }
    }

    /** @param isCaller whether a principal means the caller */
    public boolean forbids(String key, Predicate<String> isCaller) {
        return rules.stream().anyMatch(rule -> rule.binds(key, isCaller));
    }
}
