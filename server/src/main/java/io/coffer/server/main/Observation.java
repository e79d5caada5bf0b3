package io.coffer.server.main;

import io.coffer.server.config.LoggingConfig;
import io.coffer.server.config.Secret;
import io.coffer.server.config.ServerConfig;
import io.coffer.server.observability.AccessLog;
import io.coffer.server.observability.RequestTracing;
import io.coffer.server.pipeline.Failures;
import io.coffer.server.tracing.OpenTelemetryTracing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Makes what watches requests, as configured. */
final class Observation {
    private static final long BYTES_PER_MEBIBYTE = 1024L * 1024;

    private Observation() {}

    static Optional<AccessLog> accessLog(ServerConfig config, Clock clock) {
        LoggingConfig logging = config.logging();
        return switch (logging.access()) {
            case OFF -> Optional.empty();
            case STDOUT -> Optional.of(AccessLog.toStream(logging.accessFormat(), System.out));
            case FILE -> Optional.of(file(logging, config.accessLogFile(), clock));
        };
    }

    private static AccessLog file(LoggingConfig logging, Path file, Clock clock) {
        try {
            return AccessLog.toFile(
                    logging.accessFormat(),
                    file,
                    logging.accessMebibytes() * BYTES_PER_MEBIBYTE,
                    Duration.ofHours(logging.accessHours()),
                    logging.accessFiles(),
                    clock);
        } catch (IOException unusable) {
            throw new StartException("the access log " + file + " cannot be written: " + unusable, unusable);
        }
    }

    static RequestTracing tracing(ServerConfig config, Map<String, String> environment) {
        return config.tracing()
                .map(tracing -> OpenTelemetryTracing.sendingTo(
                        tracing.traces(),
                        tracing.serviceName(),
                        tracing.samplePercent(),
                        tracing.authorization()
                                .map(reference -> reference.resolve(environment))
                                .map(Secret::reveal),
                        Failures::error))
                .orElse(RequestTracing.OFF);
    }
}
