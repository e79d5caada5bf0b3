package io.coffer.server.observability;

import java.util.Optional;

/** What requests are counted by: the operation of a service. There are as many as the catalogues have, and no more. */
public record MeteredOperation(String service, String operation) {
    private static final String NONE = "Unknown";

    /** @param operation empty for a request that meant none */
    public static MeteredOperation oss(Optional<String> operation) {
        return new MeteredOperation("oss", operation.orElse(NONE));
    }

    boolean isKnown() {
        return !operation.equals(NONE);
    }

    /** What reached the administration port and was no action of any service. */
    public static MeteredOperation unknownAction() {
        return new MeteredOperation("admin", NONE);
    }
}
