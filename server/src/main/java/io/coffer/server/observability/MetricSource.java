package io.coffer.server.observability;

/** Something that is asked for its values at each scrape. */
@FunctionalInterface
public interface MetricSource {
    void addTo(Scrape scrape);
}
