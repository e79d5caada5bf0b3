package io.coffer.server.posture;

import io.coffer.server.metadata.LedgerClass;
import java.util.List;

/**
 * What a master key, or one version of it, protects, exact at one moment.
 *
 * @param sequence of the last change that was seen
 */
public record KeyUse(List<InSpace> used, long sequence) {
    public KeyUse {
        used = List.copyOf(used);
    }

    /** What lies in one bucket, protected in one way. */
    public record InSpace(LedgerClass of, Count count) {}

    /** Of everything; what is not zero would be lost with the key version. */
    public Count total() {
        return sum(used);
    }

    /** Versions and uploads. */
    public Count objects() {
        return sum(used.stream()
                .filter(one -> one.of().kind() != LedgerClass.Kind.ATTRIBUTE_KEY)
                .toList());
    }

    /** How many keys of buckets that seal the facts of their objects. */
    public long attributeKeys() {
        return total().entries() - objects().entries();
    }

    private static Count sum(List<InSpace> some) {
        return some.stream().map(InSpace::count).reduce(Count.NONE, Count::plus);
    }
}
