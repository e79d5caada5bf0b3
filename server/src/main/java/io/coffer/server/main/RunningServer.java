package io.coffer.server.main;

import io.coffer.encryption.KeyAdministration;
import io.coffer.server.config.ListenAddress;
import io.coffer.server.config.ServerConfig;
import io.coffer.server.http.HttpFront;
import io.coffer.server.http.HttpSettings;
import io.coffer.server.http.Listener;
import io.coffer.server.http.RequestHandler;
import io.coffer.server.http.TlsCertificate;
import io.coffer.server.observability.AccessLog;
import io.coffer.server.observability.RequestObserver;
import io.coffer.server.operation.OperationCatalog;
import io.coffer.server.upkeep.Upkeep;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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
        HttpSettings settings = new HttpSettings(
                config.limits().headerBytes(),
                config.limits().connections(),
                Duration.ofSeconds(config.limits().idleSeconds()),
                Duration.ofSeconds(config.limits().requestBodySeconds()),
                Duration.ofSeconds(config.limits().drainSeconds()),
                certificate);
        AccessLog observed = new AccessLog(services.requestObserver());
        this.oss = front("oss", config.listen(), settings, services.pipeline()::handle, observed, clock);
        this.administration = front(
                "admin",
                config.adminListen(),
                settings,
                services.administration(),
                new AccessLog(RequestObserver.NONE),
                clock);
    }

    private HttpFront front(
            String name,
            ListenAddress address,
            HttpSettings settings,
            RequestHandler handler,
            AccessLog accessLog,
            Clock clock) {
        return new HttpFront(
                name,
                new Listener(address.host(), address.port()),
                settings,
                services.addressing(),
                handler,
                accessLog,
                clock);
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
            services.upkeep().start();
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

    KeyAdministration keys() {
        return services.keys();
    }

    Upkeep upkeep() {
        return services.upkeep();
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
