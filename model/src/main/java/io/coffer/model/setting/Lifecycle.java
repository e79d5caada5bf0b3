package io.coffer.model.setting;

import java.util.List;

/**
 * What a bucket does by itself with objects that have grown old.
 *
 * @param rules in the order in which they were submitted
 */
public record Lifecycle(List<LifecycleRule> rules) {
    public static final Lifecycle NONE = new Lifecycle(List.of());

    public Lifecycle {
        rules = List.copyOf(rules);
    }

    /** Whether a rule counts from the last access, which only a monitored bucket knows. */
    public boolean countsAccess() {
        return rules.stream().anyMatch(LifecycleRule::countsAccess);
    }
}
