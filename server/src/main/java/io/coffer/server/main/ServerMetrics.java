package io.coffer.server.main;

import io.coffer.server.observability.MetricSource;
import io.coffer.server.observability.PortLoad;
import io.coffer.server.observability.RequestMeters;
import java.util.List;
import java.util.stream.Stream;

/** What is counted while the server serves. */
record ServerMetrics(RequestMeters requests, PortLoad ossPort, PortLoad administrationPort) {
    ServerMetrics() {
        this(new RequestMeters(), new PortLoad("oss"), new PortLoad("admin"));
    }

    /** @param more than what is counted here */
    List<MetricSource> and(MetricSource... more) {
        return Stream.concat(Stream.of(requests, ossPort, administrationPort), Stream.of(more))
                .toList();
    }
}
