package io.coffer.server.main;

import io.coffer.encryption.KeyFileException;
import io.coffer.server.config.ConfigurationException;
import io.coffer.server.config.ReadinessChecks;
import io.coffer.server.config.ServerCommand;
import io.coffer.server.config.ServerConfig;
import io.coffer.storage.StorageException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server as a process: {@code ./coffer server}. */
public final class CofferServer {
    private static final Logger LOG = LoggerFactory.getLogger(CofferServer.class);
    private static final int CANNOT_START = 1;

    private CofferServer() {}

    public static void main(String[] arguments) {
        switch (ServerCommand.parse(arguments, System.getenv())) {
            case ServerCommand.Outcome.Exit exit -> {
                PrintStream stream = exit.code() == 0 ? System.out : System.err;
                stream.print(exit.message());
                System.exit(exit.code());
            }
            case ServerCommand.Outcome.Start start -> serve(start.config());
        }
    }

    private static void serve(ServerConfig config) {
        ApplicationLog.write(config.logging().format());
        ReadinessChecks checks = ReadinessChecks.of(config);
        if (!checks.refused().isEmpty()) {
            System.err.print(checks.refusal());
            System.exit(CANNOT_START);
        }
        checks.accepted().forEach(finding -> LOG.warn("accepted risk: {}", finding.message()));
        try {
            RunningServer server = RunningServer.start(config, System.getenv());
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> stop(server)));
            System.out.print(StartMessage.of(config, server, sinceProcessStart()));
            System.out.flush();
        } catch (StartException | StorageException | KeyFileException | ConfigurationException refused) {
            System.err.println("coffer server: " + refused.getMessage());
            LOG.debug("the server cannot start", refused);
            System.exit(CANNOT_START);
        }
    }

    /** A stop in order is a success, which the JVM's own status after a signal would not say. */
    private static void stop(RunningServer server) {
        server.close();
        Runtime.getRuntime().halt(0);
    }

    /** Since the JVM was started: the launcher tells when, for the process is older than the JVM in it. */
    private static Duration sinceProcessStart() {
        Instant now = Instant.now();
        Instant started = Optional.ofNullable(Long.getLong("coffer.started"))
                .map(Instant::ofEpochMilli)
                .or(() -> ProcessHandle.current().info().startInstant())
                .orElse(now);
        return Duration.between(started, now);
    }
}
