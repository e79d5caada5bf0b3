package io.coffer.server.observability;

/** Is told the figures of every request that was answered, in a thread that may not wait. */
@FunctionalInterface
public interface RequestCount {
    RequestCount NONE = (operation, status, received, sent, nanos) -> {};

    /** Passes on what was an operation, for a port where most requests are counted by who answers them. */
    static RequestCount ofOperations(RequestCount count) {
        return (operation, status, received, sent, nanos) -> {
            if (operation.isKnown()) {
                count.answered(operation, status, received, sent, nanos);
            }
        };
    }

    /**
     * @param operation as it is catalogued, never anything that a client has written
     * @param received bytes of the request's body
     * @param sent bytes of the answer's body
     */
    void answered(MeteredOperation operation, int status, long received, long sent, long nanos);
}
