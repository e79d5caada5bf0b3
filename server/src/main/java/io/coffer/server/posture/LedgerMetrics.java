package io.coffer.server.posture;

import io.coffer.server.bucket.BucketSnapshot;
import io.coffer.server.bucket.Buckets;
import io.coffer.server.observability.Metric;
import io.coffer.server.observability.MetricSource;
import io.coffer.server.observability.Scrape;
import java.util.Comparator;
import java.util.List;

/** What the ledger tells of buckets and key versions, from its sums: no entry is read for it. */
public final class LedgerMetrics implements MetricSource {
    /** Buckets of their own in a scrape, the first by name; how many are left out is told. */
    public static final int BUCKETS = 200;

    private static final String SATISFIED = "satisfied";
    private static final String UNSATISFIED = "unsatisfied";

    private final Ledger ledger;
    private final Buckets buckets;

    public LedgerMetrics(Ledger ledger, Buckets buckets) {
        this.ledger = ledger;
        this.buckets = buckets;
    }

    @Override
    public void addTo(Scrape scrape) {
        List<BucketSnapshot> all = buckets.all();
        all.stream()
                .sorted(Comparator.comparing(bucket -> bucket.name().value()))
                .limit(BUCKETS)
                .forEach(bucket -> addTo(scrape, bucket));
        scrape.value(Metric.BUCKETS_LEFT_OUT, Math.max(0, all.size() - BUCKETS));
        ledger.byKeyVersion()
                .forEach((version, count) -> scrape.value(
                        Metric.KEY_VERSION_ENTRIES,
                        count.entries(),
                        version.keyId(),
                        Integer.toString(version.version())));
    }

    private void addTo(Scrape scrape, BucketSnapshot bucket) {
        String name = bucket.name().value();
        Posture posture = ledger.posture(bucket);
        scrape.value(Metric.BUCKET_VERSIONS, posture.satisfied().entries(), name, SATISFIED, "");
        posture.byReason()
                .forEach((reason, count) ->
                        scrape.value(Metric.BUCKET_VERSIONS, count.entries(), name, UNSATISFIED, reason.wire()));
    }
}
