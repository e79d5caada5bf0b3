package io.coffer.server.main;

import io.coffer.server.observability.Metric;
import io.coffer.server.observability.MetricSource;
import io.coffer.server.observability.Scrape;
import io.coffer.server.upkeep.ScrubReport;
import io.coffer.storage.StorageEngine;

/** How the store is. */
record EngineMetrics(StorageEngine engine, ScrubReport scrubbed) implements MetricSource {
    @Override
    public void addTo(Scrape scrape) {
        scrape.value(Metric.ENGINE_WRITABLE, engine.health().writable() ? 1 : 0);
        engine.reclamation().ifPresent(kept -> scrape.value(Metric.ENGINE_RESIDUE, kept.residue()));
        scrape.value(Metric.SCRUB_DAMAGED, scrubbed.state().damaged());
    }
}
