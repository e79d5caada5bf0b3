package io.coffer.server.observability;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is kept of the requests that come to a port: figures, and a word to an observer. */
public final class PortRecord {
    private static final Logger LOG = LoggerFactory.getLogger(PortRecord.class);

    private final RequestObserver observer;
    private final RequestCount count;
    private final PortLoad load;
    private final RequestTracing tracing;

    /**
     * @param observer is told of every request that could be understood
     * @param count is told of every request
     * @param load of the port that the requests come to
     * @param tracing follows them
     */
    public PortRecord(RequestObserver observer, RequestCount count, PortLoad load, RequestTracing tracing) {
        this.observer = observer;
        this.count = count;
        this.load = load;
        this.tracing = tracing;
    }

    public PortLoad load() {
        return load;
    }

    public RequestTracing tracing() {
        return tracing;
    }

    /** Counts a request of the OSS API. */
    public void count(Optional<String> operation, int status, long receivedBytes, long sentBytes, long nanos) {
        count.answered(MeteredOperation.oss(operation), status, receivedBytes, sentBytes, nanos);
    }

    /** The request was answered, so a failure of the observer is no longer the caller's. */
    public void finished(FinishedRequest request) {
        try {
            observer.finished(request);
        } catch (RuntimeException failure) {
            LOG.warn("request {} could not be observed", request.request().requestId(), failure);
        }
    }
}
