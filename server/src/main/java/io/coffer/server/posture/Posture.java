package io.coffer.server.posture;

import io.coffer.model.EncryptionRule;
import io.coffer.server.metadata.LedgerClass;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a bucket is protected, exact at one moment.
 *
 * @param rule the one that counts for the bucket: its own, or the server's default
 * @param classes versions, links and uploads, by how they are protected
 * @param attributeKeys what seals the facts of objects, by the key versions that protect them; they satisfy every rule
 * @param sequence of the last change that was seen
 */
public record Posture(Optional<EncryptionRule> rule, List<Held> classes, List<Held> attributeKeys, long sequence) {
    public Posture {
        classes = List.copyOf(classes);
        attributeKeys = List.copyOf(attributeKeys);
    }

    /**
     * What is protected in one way.
     *
     * @param shortfall why it does not satisfy the rule; empty when it does
     */
    public record Held(LedgerClass of, Count count, Optional<Shortfall> shortfall) {}

    public Count satisfied() {
        return sum(false);
    }

    public Count unsatisfied() {
        return sum(true);
    }

    private Count sum(boolean fallingShort) {
        return classes.stream()
                .filter(held -> held.shortfall().isPresent() == fallingShort)
                .map(Held::count)
                .reduce(Count.NONE, Count::plus);
    }

    public Map<Shortfall, Count> byReason() {
        Map<Shortfall, Count> reasons = new EnumMap<>(Shortfall.class);
        for (Held held : classes) {
            held.shortfall().ifPresent(reason -> reasons.merge(reason, held.count(), Count::plus));
        }
        return reasons;
    }
}
