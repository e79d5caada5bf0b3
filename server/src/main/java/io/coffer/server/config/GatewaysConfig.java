package io.coffer.server.config;

/** How several servers of one store share its upkeep. */
public record GatewaysConfig(
        @Setting(
                value = "Seconds that the lease holds by which one of the servers of a shared store runs its chores and"
                        + " rewraps. When that one dies, another goes on after about 4/3 of it. The same for all servers of"
                        + " a store; without effect where one server has the store to itself.",
                fallback = "30")
        int leaseSeconds) {
    private static final int LEAST = 3;
    private static final int MOST = 600;

    public GatewaysConfig {
        if (leaseSeconds < LEAST || leaseSeconds > MOST) {
            throw new IllegalArgumentException("lease-seconds must be 3 to 600, not " + leaseSeconds);
        }
    }
}
