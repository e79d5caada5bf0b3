package io.coffer.server.observability;

/** Is told of every request that ended, in the thread that served it and after its answer went out. */
@FunctionalInterface
public interface RequestObserver {
    RequestObserver NONE = request -> {};

    void finished(FinishedRequest request);

    /** Of operations alone, for a port where most requests are none. */
    default RequestObserver ofOperations() {
        return request -> {
            if (request.operation().isPresent()) {
                finished(request);
            }
        };
    }

    /** Both, this one first. */
    default RequestObserver and(RequestObserver other) {
        return request -> {
            finished(request);
            other.finished(request);
        };
    }
}
