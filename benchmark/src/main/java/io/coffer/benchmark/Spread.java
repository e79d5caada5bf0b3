package io.coffer.benchmark;

import java.util.Arrays;
import java.util.Collection;

/** The median of some measurements, and how far they lie apart. */
record Spread(double low, double median, double high) {
    /** @throws IllegalArgumentException without measurements */
    static Spread of(Collection<Double> values) {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }

    /** The value below which the share of them lies, the nearest that was measured. */
    static long percentile(long[] values, double share) {
        if (values.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        long[] sorted = values.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(share * sorted.length);
        return sorted[Math.clamp(rank - 1, 0, sorted.length - 1)];
    }

    /** Median (low–high), with the decimals that its size deserves. */
    String text() {
        return number(median) + " (" + number(low) + "–" + number(high) + ")";
    }

    static String number(double value) {
        if (value >= 100) {
            return String.format("%,.0f", value);
        }
        return String.format(value >= 10 ? "%.1f" : "%.2f", value);
    }
}
