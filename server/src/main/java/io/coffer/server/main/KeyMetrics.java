package io.coffer.server.main;

import io.coffer.encryption.guard.CachedUnwraps;
import io.coffer.server.observability.Metric;
import io.coffer.server.observability.MetricSource;
import io.coffer.server.observability.Scrape;
import java.util.Locale;

/** How the provider of master keys is asked, and how it answers. */
record KeyMetrics(MasterKeys keys) implements MetricSource {
    @Override
    public void addTo(Scrape scrape) {
        keys.calls()
                .read((call, failure, calls) -> scrape.value(
                        Metric.KMS_CALLS,
                        calls,
                        lowerCase(call),
                        failure.map(KeyMetrics::lowerCase).orElse("ok")));
        scrape.value(Metric.KMS_ONLINE, keys.calls().isOnline() ? 1 : 0);
        CachedUnwraps.Counts counts = keys.cache().counts();
        scrape.value(Metric.KMS_CACHE_READS, counts.hits(), "hit");
        scrape.value(Metric.KMS_CACHE_READS, counts.misses(), "miss");
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
