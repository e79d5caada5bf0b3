package io.coffer.server.observability;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One line for each request; never a query, which may carry a signature. */
public final class AccessLog {
    private static final Logger LOG = LoggerFactory.getLogger("coffer.access");
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final RequestObserver observer;

    /** @param observer is told of every request that could be understood */
    public AccessLog(RequestObserver observer) {
        this.observer = observer;
    }

    /** The request was answered, so a failure of the observer is no longer the caller's. */
    public void finished(FinishedRequest request) {
        try {
            observer.finished(request);
        } catch (RuntimeException failure) {
            LOG.warn("request {} could not be observed", request.request().requestId(), failure);
        }
    }

    public void record(
            String requestId,
            String operation,
            String remoteAddress,
            String method,
            String path,
            int status,
            String errorCode,
            long sentBytes,
            long nanos) {
        LOG.info(
                "{} {} {} {} {} {} {} {} {} ms",
                requestId,
                remoteAddress,
                operation,
                method,
                path,
                status,
                errorCode,
                sentBytes,
                nanos / NANOS_PER_MILLI);
    }
}
