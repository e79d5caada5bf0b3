package io.coffer.server.main;

import io.coffer.server.config.GatewaysConfig;
import io.coffer.server.lease.Lease;
import io.coffer.server.lease.LeaseThread;
import io.coffer.server.lease.Tenure;
import io.coffer.server.metadata.ControlRecords;
import io.coffer.server.observability.Metric;
import io.coffer.server.observability.MetricSource;
import io.coffer.server.observability.Scrape;
import io.coffer.storage.StorageEngine;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether this server does what only one of those that share a store should do.
 *
 * @param thread empty where no other server has the store open
 */
record Housekeeping(Tenure tenure, Optional<LeaseThread> thread) implements MetricSource, AutoCloseable {
    private static final String RECORD = "lease/keeper";

    static Housekeeping of(StorageEngine engine, ControlRecords records, GatewaysConfig config) {
        if (!engine.capabilities().shared()) {
            return new Housekeeping(Tenure.ALONE, Optional.empty());
        }
        Duration duration = Duration.ofSeconds(config.leaseSeconds());
        Lease lease = new Lease(records, RECORD, duration, System::nanoTime);
        return new Housekeeping(lease, Optional.of(new LeaseThread(lease, duration)));
    }

    void start() {
        thread.ifPresent(LeaseThread::start);
    }

    @Override
    public void addTo(Scrape scrape) {
        if (!tenure.isAlone()) {
            scrape.value(Metric.KEEPS_HOUSE, tenure.isHeld() ? 1 : 0);
        }
    }

    /** After all that is done under it has ended. */
    @Override
    public void close() {
        thread.ifPresent(LeaseThread::close);
    }
}
