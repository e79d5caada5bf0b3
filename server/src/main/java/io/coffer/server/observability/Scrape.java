package io.coffer.server.observability;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The values of one scrape. Only here the Prometheus library is known, so a server that is never scraped never loads it. */
public final class Scrape {
    /** Prometheus text format 0.0.4. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Logger LOG = LoggerFactory.getLogger(Scrape.class);
    private static final String TOTAL = "_total";

    private final Map<Metric, List<DataPointSnapshot>> points = new EnumMap<>(Metric.class);

    private Scrape() {}

    /** What the sources say now, in text. */
    public static String of(List<MetricSource> sources) {
        Scrape scrape = new Scrape();
        long failed = sources.stream().filter(source -> !scrape.takes(source)).count();
        scrape.value(Metric.SOURCES_FAILED, failed);
        return scrape.text();
    }

    /** One that fails, as a store that is closed, does not hide the others. */
    private boolean takes(MetricSource source) {
        try {
            source.addTo(this);
            return true;
        } catch (RuntimeException failure) {
            LOG.warn("some metrics cannot be read", failure);
            return false;
        }
    }

    /**
     * A counter or gauge.
     *
     * @param labels in the metric's order
     */
    public void value(Metric metric, long value, String... labels) {
        add(
                metric,
                switch (metric.kind()) {
                    case COUNTER ->
                        CounterDataPointSnapshot.builder()
                                .value((double) value)
                                .labels(labels(metric, labels))
                                .build();
                    case GAUGE ->
                        GaugeDataPointSnapshot.builder()
                                .value((double) value)
                                .labels(labels(metric, labels))
                                .build();
                    case HISTOGRAM -> throw new IllegalArgumentException(metric + " has more than one value");
                });
    }

    /**
     * @param bounds of the lengths, ascending, the last one infinite
     * @param counts of what fell between a bound and the one before
     */
    void histogram(Metric metric, double[] bounds, long[] counts, double sum, String... labels) {
        add(
                metric,
                HistogramDataPointSnapshot.builder()
                        .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts))
                        .sum(sum)
                        .labels(labels(metric, labels))
                        .build());
    }

    private void add(Metric metric, DataPointSnapshot point) {
        points.computeIfAbsent(metric, of -> new ArrayList<>()).add(point);
    }

    private static Labels labels(Metric metric, String... values) {
        return Labels.of(metric.labels().toArray(String[]::new), values);
    }

    private String text() {
        MetricSnapshots.Builder snapshots = MetricSnapshots.builder();
        points.forEach((metric, values) -> snapshots.metricSnapshot(snapshot(metric, values)));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(text, snapshots.build());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    private static MetricSnapshot snapshot(Metric metric, List<DataPointSnapshot> points) {
        // the writer adds the end that counters have
        String name = metric.title().endsWith(TOTAL)
                ? metric.title().substring(0, metric.title().length() - TOTAL.length())
                : metric.title();
        MetricMetadata metadata = new MetricMetadata(name, metric.meaning());
        return switch (metric.kind()) {
            case COUNTER -> new CounterSnapshot(metadata, only(CounterDataPointSnapshot.class, points));
            case GAUGE -> new GaugeSnapshot(metadata, only(GaugeDataPointSnapshot.class, points));
            case HISTOGRAM -> new HistogramSnapshot(metadata, only(HistogramDataPointSnapshot.class, points));
        };
    }

    private static <T> List<T> only(Class<T> type, List<DataPointSnapshot> points) {
        return points.stream().map(type::cast).toList();
    }
}
