package io.coffer.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.observability.AccessLog;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings of logs and traces. */
class ObservationConfigTest {
    private static ServerConfig accepted(Map<String, String> environment) {
        return switch (ServerCommand.parse(new String[] {"--data", "/data/store"}, environment)) {
            case ServerCommand.Outcome.Start start -> start.config();
            case ServerCommand.Outcome.Exit exit -> throw new AssertionError(exit.message());
        };
    }

    private static String refused(Map<String, String> environment) {
        return switch (ServerCommand.parse(new String[0], environment)) {
            case ServerCommand.Outcome.Start start -> throw new AssertionError("it was accepted");
            case ServerCommand.Outcome.Exit exit -> exit.message();
        };
    }

    @Test
    void unsetThereIsNoAccessLogAndNoTrace() {
        ServerConfig config = accepted(Map.of());
        assertThat(config.logging().access()).isEqualTo(LoggingConfig.Access.OFF);
        assertThat(config.logging().accessFormat()).isEqualTo(AccessLog.Format.OSS);
        assertThat(config.logging().format()).isEqualTo(LoggingConfig.Format.TEXT);
        assertThat(config.tracing()).isEmpty();
    }

    @Test
    void theAccessLogLiesBesideTheDataUnlessItIsNamed() {
        assertThat(accepted(Map.of()).accessLogFile()).isEqualTo(Path.of("/data/store.access.log"));
        assertThat(accepted(Map.of("COFFER_LOGGING_ACCESS_FILE", "/log/a")).accessLogFile())
                .isEqualTo(Path.of("/log/a"));
    }

    @Test
    void tracesGoToThePathOfTheProtocol() {
        TracingConfig tracing = accepted(Map.of("COFFER_TRACING_ENDPOINT", "http://collector:4318"))
                .tracing()
                .orElseThrow();
        assertThat(tracing.traces()).isEqualTo(URI.create("http://collector:4318/v1/traces"));
        assertThat(tracing.samplePercent()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({
        "COFFER_LOGGING_ACCESS,        syslog, access",
        "COFFER_LOGGING_ACCESS_MEBIBYTES, 0,   access-mebibytes must be 1 to 65536",
        "COFFER_LOGGING_ACCESS_HOURS,  0,      access-hours must be 1 to 8784",
        "COFFER_LOGGING_ACCESS_FILES,  -1,     access-files must be 0 to 10000",
        "COFFER_TRACING_ENDPOINT,      collector:4318, endpoint",
        "COFFER_TRACING_SAMPLE_PERCENT, 101,   endpoint"
    })
    void whatIsOutOfBoundsIsRefused(String variable, String value, String message) {
        assertThat(refused(Map.of(variable, value))).contains(message);
    }

    @Test
    void aSecretDoesNotGoToAnotherMachineInClear() {
        Map<String, String> far =
                Map.of("COFFER_TRACING_ENDPOINT", "http://collector:4318", "COFFER_TRACING_AUTHORIZATION", "env:TOKEN");
        assertThat(refused(far)).contains("authorization").contains("in clear");
        Map<String, String> near =
                Map.of("COFFER_TRACING_ENDPOINT", "http://127.0.0.1:4318", "COFFER_TRACING_AUTHORIZATION", "env:TOKEN");
        assertThat(accepted(near).tracing()).isPresent();
    }
}
