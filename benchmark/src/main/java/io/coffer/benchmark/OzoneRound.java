package io.coffer.benchmark;

/**
 * What one load came to on a cluster.
 *
 * @param own the measurement, with the processor time of the client or gateway
 * @param ozoneMicros processor time of all of Ozone's servers, for all requests together
 */
record OzoneRound(Measurement own, double ozoneMicros) {
    private static final double MICROS_PER_MILLI = 1e3;

    double requestsPerSecond() {
        return own.requestsPerSecond();
    }

    double medianMillis() {
        return own.medianMicros() / MICROS_PER_MILLI;
    }

    double slowMillis() {
        return own.slowMicros() / MICROS_PER_MILLI;
    }

    double ownMillisPerRequest() {
        return own.processorMicrosPerRequest() / MICROS_PER_MILLI;
    }

    double ozoneMillisPerRequest() {
        return ozoneMicros / own.requests() / MICROS_PER_MILLI;
    }

    double wholeMillisPerRequest() {
        return ownMillisPerRequest() + ozoneMillisPerRequest();
    }
}
