package io.coffer.server.main;

import io.coffer.protocol.Addressing;
import io.coffer.server.admin.AdminCatalog;
import io.coffer.server.config.LimitsConfig;
import io.coffer.server.config.ListenAddress;
import io.coffer.server.config.ServerConfig;
import io.coffer.server.evidence.Checkpoints;
import io.coffer.server.http.HttpFront;
import io.coffer.server.http.HttpSettings;
import io.coffer.server.http.Listener;
import io.coffer.server.http.RequestHandler;
import io.coffer.server.http.TlsCertificate;
import io.coffer.server.observability.PortRecord;
import io.coffer.server.observability.RequestCount;
import io.coffer.server.observability.RequestTracing;
import io.coffer.server.operation.OperationCatalog;
import io.coffer.server.upkeep.Upkeep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A server that serves: its two ports and what is behind them. */
public final class RunningServer implements AutoCloseable {
    private final ServerConfig config;
    private final Services services;
    private final Optional<TlsCertificate> certificate;
    private final HttpFront oss;
    private final HttpFront administration;

    private RunningServer(ServerConfig config, Services services, Clock clock) throws IOException {
        this.config = config;
        this.services = services;
        this.certificate = config.tls().isPresent()
                ? Optional.of(new TlsCertificate(
                        config.tls().get().certificate(), config.tls().get().key()))
                : Optional.empty();
        HttpSettings settings = settings(config.limits(), certificate);
        PortRecord observed = new PortRecord(
                services.requestObserver(),
                services.metrics().requests(),
                services.metrics().ossPort(),
                services.tracing());
        this.oss = front(
                "oss",
                config.listen(),
                settings,
                services.addressing(),
                new OssPort(services.pipeline()),
                observed,
                clock);
        this.administration = front(
                "admin",
                config.adminListen(),
                settings,
                // no name of this port stands for a bucket
                new Addressing(List.of()),
                services.administration(),
                new PortRecord(
                        services.requestObserver().ofOperations(),
                        RequestCount.ofOperations(services.metrics().requests()),
                        services.metrics().administrationPort(),
                        RequestTracing.OFF),
                clock);
    }

    private static HttpSettings settings(LimitsConfig limits, Optional<TlsCertificate> certificate) {
        return new HttpSettings(
                limits.headerBytes(),
                limits.connections(),
                Duration.ofSeconds(limits.idleSeconds()),
                Duration.ofSeconds(limits.requestBodySeconds()),
                limits.clientBytesPerSecond(),
                limits.runningRequests(),
                new HttpSettings.Waiting(limits.waitingRequests(), Duration.ofSeconds(limits.waitingSeconds())),
                Duration.ofSeconds(limits.drainSeconds()),
                certificate);
    }

    private HttpFront front(
            String name,
            ListenAddress address,
            HttpSettings settings,
            Addressing addressing,
            RequestHandler handler,
            PortRecord record,
            Clock clock) {
        return new HttpFront(
                name, new Listener(address.host(), address.port()), settings, addressing, handler, record, clock);
    }

    /**
     * Opens the store and both ports.
     *
     * @param environment where secrets that the configuration refers to are looked up
     * @throws StartException with the reason when it cannot
     */
    public static RunningServer start(ServerConfig config, Map<String, String> environment) {
        return start(config, environment, Clock.systemUTC());
    }

    /** As {@link #start(ServerConfig, Map)}, by another clock than the machine's. */
    public static RunningServer start(ServerConfig config, Map<String, String> environment, Clock clock) {
        Services services = Services.open(config, environment, clock);
        try {
            RunningServer server = new RunningServer(config, services, clock);
            server.oss.start();
            server.administration.start();
            services.administrationServedAt(server.adminEndpoint());
            services.housekeeping().start();
            services.upkeep().start();
            services.rewraps().start();
            services.evidence().start();
            return server;
        } catch (IOException refused) {
            services.close();
            throw new StartException(
                    "cannot serve on " + config.listen() + " and " + config.adminListen() + ": " + reason(refused),
                    refused);
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause = Optional.ofNullable(failure.getCause()).orElse(failure);
        return Optional.ofNullable(cause.getMessage()).orElse(cause.toString());
    }

    /** The OSS API's address, such as {@code http://127.0.0.1:9000}. */
    public String endpoint() {
        return url(config.listen(), oss);
    }

    public String adminEndpoint() {
        return url(config.adminListen(), administration);
    }

    private String url(ListenAddress address, HttpFront front) {
        return (certificate.isPresent() ? "https://" : "http://") + address.withPort(front.port());
    }

    Optional<RootCredentialsFile.Credentials> newCredentials() {
        return services.newCredentials();
    }

    Optional<Path> newRootKeyFile() {
        return services.newRootKeyFile();
    }

    MasterKeys keys() {
        return services.keys();
    }

    Upkeep upkeep() {
        return services.upkeep();
    }

    Optional<Checkpoints> checkpoints() {
        return services.evidence().checkpoints();
    }

    Housekeeping housekeeping() {
        return services.housekeeping();
    }

    AdminCatalog adminCatalog() {
        return services.adminCatalog();
    }

    OperationCatalog catalog() {
        return services.catalog();
    }

    /** Drains, then closes the store. */
    @Override
    public void close() {
        closeTogether(oss, administration);
        certificate.ifPresent(TlsCertificate::close);
        services.close();
    }

    /** At the same time, so that both have the whole time to drain. */
    private static void closeTogether(HttpFront one, HttpFront other) {
        Thread closing = Thread.ofPlatform().start(one::close);
        other.close();
        try {
            closing.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
