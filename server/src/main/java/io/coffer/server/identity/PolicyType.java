package io.coffer.server.identity;

import java.util.Optional;

/** Who made a policy. */
public enum PolicyType {
    /** Comes with Coffer, see {@link SystemPolicies}. */
    SYSTEM("System"),
    /** Made in an account. */
    CUSTOM("Custom");

    private final String wire;

    PolicyType(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    public static Optional<PolicyType> fromWire(String text) {
        for (PolicyType type : values()) {
            if (type.wire.equals(text)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
