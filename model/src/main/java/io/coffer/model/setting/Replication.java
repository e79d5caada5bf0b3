package io.coffer.model.setting;

import java.util.List;
import java.util.Optional;

/** The rules by which a bucket's objects are replicated into other buckets. */
public record Replication(List<ReplicationRule> rules) {
    public Replication {
        rules = List.copyOf(rules);
    }

    public Optional<ReplicationRule> rule(String id) {
        return rules.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    public Replication with(ReplicationRule changed) {
        return new Replication(rules.stream()
                .map(rule -> rule.id().equals(changed.id()) ? changed : rule)
                .toList());
    }

    public Replication without(String id) {
        return new Replication(
                rules.stream().filter(rule -> !rule.id().equals(id)).toList());
    }
}
