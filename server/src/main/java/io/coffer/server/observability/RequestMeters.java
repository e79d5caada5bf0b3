package io.coffer.server.observability;

import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts requests by operation. An operation that nobody asked for has no meter. */
public final class RequestMeters implements RequestCount, MetricSource {
    private final Map<MeteredOperation, RequestMeter> meters = new ConcurrentHashMap<>();

    @Override
    public void answered(MeteredOperation operation, int status, long received, long sent, long nanos) {
        RequestMeter meter = meters.get(operation);
        if (meter == null) {
            meter = meters.computeIfAbsent(operation, first -> new RequestMeter());
        }
        meter.count(status, received, sent, nanos);
    }

    @Override
    public void addTo(Scrape scrape) {
        meters.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(
                        Comparator.comparing(MeteredOperation::service).thenComparing(MeteredOperation::operation)))
                .forEach(metered -> metered.getValue()
                        .addTo(
                                scrape,
                                metered.getKey().service(),
                                metered.getKey().operation()));
    }
}
