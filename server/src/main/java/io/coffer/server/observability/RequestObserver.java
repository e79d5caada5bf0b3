package io.coffer.server.observability;

/** Is told of every request that ended, in the thread that served it and after its answer went out. */
@FunctionalInterface
public interface RequestObserver {
    RequestObserver NONE = request -> {};

    void finished(FinishedRequest request);
}
