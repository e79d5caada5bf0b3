package io.coffer.server.observability;

import java.util.concurrent.atomic.LongAdder;

/** How much a port has to do, and how often that was too much. */
public final class PortLoad implements MetricSource {
    private final String port;
    private final LongAdder begun = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder refused = new LongAdder();

    /** @param port its name in metrics */
    public PortLoad(String port) {
        this.port = port;
    }

    public void begin() {
        begun.increment();
    }

    public void end() {
        ended.increment();
    }

    public void refuse() {
        refused.increment();
    }

    @Override
    public void addTo(Scrape scrape) {
        // in this order it is never below zero
        long over = ended.sum();
        scrape.value(Metric.REQUESTS_IN_FLIGHT, begun.sum() - over, port);
        scrape.value(Metric.REQUESTS_REFUSED, refused.sum(), port);
    }
}
