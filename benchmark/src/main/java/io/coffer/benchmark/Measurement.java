package io.coffer.benchmark;

/**
 * What one load came to.
 *
 * @param seconds from the first request's begin to the last one's end
 * @param processorMicros of the server, for all requests together
 * @param medianMicros of a request, from its first byte sent to the answer's last byte read
 * @param slowMicros the same for the 99th of a hundred
 */
record Measurement(
        long requests, long bytes, double seconds, double processorMicros, double medianMicros, double slowMicros) {
    private static final double MEBIBYTE = 1 << 20;

    double requestsPerSecond() {
        return requests / seconds;
    }

    double mebibytesPerSecond() {
        return bytes / MEBIBYTE / seconds;
    }

    double processorMicrosPerRequest() {
        return processorMicros / requests;
    }
}
