package io.coffer.server.observability;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The figures of one operation. Threads that count do not wait for each other. */
final class RequestMeter {
    private static final double NANOS_PER_SECOND = 1e9;

    /** In seconds: from what memory answers to what a large body takes. */
    private static final double[] BOUNDS = {0.001, 0.005, 0.025, 0.1, 0.5, 2.5, 10, Double.POSITIVE_INFINITY};

    private static final int STATUSES = 600;

    /** By HTTP status; each is made when it first occurs. */
    private final AtomicReferenceArray<@Nullable LongAdder> byStatus = new AtomicReferenceArray<>(STATUSES);

    private final LongAdder[] byDuration =
            Stream.generate(LongAdder::new).limit(BOUNDS.length).toArray(LongAdder[]::new);
    private final LongAdder nanosTogether = new LongAdder();
    private final LongAdder receivedBytes = new LongAdder();
    private final LongAdder sentBytes = new LongAdder();

    void count(int status, long received, long sent, long nanos) {
        ofStatus(Math.clamp(status, 0, STATUSES - 1)).increment();
        int bucket = 0;
        while (nanos > BOUNDS[bucket] * NANOS_PER_SECOND) {
            bucket++;
        }
        byDuration[bucket].increment();
        nanosTogether.add(nanos);
        receivedBytes.add(received);
        sentBytes.add(sent);
    }

    private LongAdder ofStatus(int status) {
        LongAdder known = byStatus.get(status);
        if (known != null) {
            return known;
        }
        LongAdder first = new LongAdder();
        LongAdder other = byStatus.compareAndExchange(status, null, first);
        return other == null ? first : other;
    }

    void addTo(Scrape scrape, String service, String operation) {
        for (int status = 0; status < STATUSES; status++) {
            LongAdder count = byStatus.get(status);
            if (count != null) {
                scrape.value(Metric.REQUESTS, count.sum(), service, operation, Integer.toString(status));
            }
        }
        long[] counts = Stream.of(byDuration).mapToLong(LongAdder::sum).toArray();
        scrape.histogram(
                Metric.REQUEST_DURATION, BOUNDS, counts, nanosTogether.sum() / NANOS_PER_SECOND, service, operation);
        scrape.value(Metric.RECEIVED_BYTES, receivedBytes.sum(), service, operation);
        scrape.value(Metric.SENT_BYTES, sentBytes.sum(), service, operation);
    }
}
