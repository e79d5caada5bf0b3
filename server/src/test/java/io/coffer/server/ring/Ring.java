package io.coffer.server.ring;

import io.coffer.encryption.KeyAdministration;
import io.coffer.encryption.guard.CachedUnwraps;
import io.coffer.protocol.signature.SigningCredentials;
import io.coffer.server.admin.AdminCatalog;
import io.coffer.server.config.ServerCommand;
import io.coffer.server.config.ServerConfig;
import io.coffer.server.lease.Tenure;
import io.coffer.server.main.RunningServer;
import io.coffer.server.main.ServerParts;
import io.coffer.server.operation.OperationCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/** A server in this process and the callers that know it: the owner, another account, and nobody in particular. */
public final class Ring implements AutoCloseable {
    /** A domain of the operator's own. */
    public static final String OWN_DOMAIN = "storage.example.com";

    private static final Map<String, String> ENVIRONMENT = Map.of(
            "OSS_ACCESS_KEY_ID", "LTAIowner",
            "OSS_ACCESS_KEY_SECRET", "owner-secret",
            "OTHER_SECRET", "other-secret");

    private static final Map<String, String> SECRETS = new ConcurrentHashMap<>();

    private final RunningServer server;
    private final MovableClock clock;

    private Ring(RunningServer server, MovableClock clock) {
        this.server = server;
        this.clock = clock;
    }

    /** A server that keeps everything in memory, or where a module brings it that runs these tests on its own engine. */
    public static Ring inMemory(String... moreSettings) {
        Optional<RingStorage> brought = ServiceLoader.load(RingStorage.class).findFirst();
        if (brought.isPresent()) {
            return start(
                    List.of("--data", brought.get().data().toString()),
                    brought.get().settings(),
                    moreSettings);
        }
        return start(List.of(), "storage:\n  engine: memory", moreSettings);
    }

    /** A server on an engine that tests bring; keys are kept in memory. */
    static Ring onEngine(String name, Path data) {
        return start(List.of("--data", data.toString()), "storage:\n  engine: " + name + "\nkeys:\n  store: memory");
    }

    /** A server on the embedded engine. */
    public static Ring on(Path data, String... moreSettings) {
        return start(List.of("--data", data.toString()), "storage:\n  engine: embedded", moreSettings);
    }

    /** A server on storage that others use at the same time. */
    public static Ring sharing(String storage, Path data, String... moreSettings) {
        return start(List.of("--data", data.toString()), storage, moreSettings);
    }

    private static Ring start(List<String> flags, String storage, String... moreSettings) {
        try {
            Path file = Files.createTempFile("coffer-ring", ".yaml");
            Files.writeString(file, """
                    listen: 127.0.0.1:0
                    admin-listen: 127.0.0.1:0
                    domains: [%s]
                    accounts:
                      - name: other
                        root-access-key: {id: LTAIother, secret: "env:OTHER_SECRET"}
                    %s
                    %s
                    """.formatted(OWN_DOMAIN, storage, String.join("\n", moreSettings)));
            List<String> arguments = new java.util.ArrayList<>(flags);
            arguments.addAll(List.of("--config", file.toString()));
            ServerConfig config = config(arguments);
            Files.delete(file);
            MovableClock clock = new MovableClock();
            return new Ring(RunningServer.start(config, ENVIRONMENT, clock), clock);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    private static ServerConfig config(List<String> arguments) {
        return switch (ServerCommand.parse(arguments.toArray(String[]::new), ENVIRONMENT)) {
            case ServerCommand.Outcome.Start start -> start.config();
            case ServerCommand.Outcome.Exit exit -> throw new IllegalArgumentException(exit.message());
        };
    }

    public int port() {
        return URI.create(server.endpoint()).getPort();
    }

    public Client owner() {
        return client("LTAIowner", "owner-secret");
    }

    public Client other() {
        return client("LTAIother", "other-secret");
    }

    public Client anonymous() {
        return new Client(port(), Optional.empty(), clock);
    }

    /** The secret of a caller that some ring made, for forms, which are signed by hand. */
    static String secretOf(String accessKeyId) {
        return SECRETS.getOrDefault(accessKeyId, "");
    }

    public Client client(String accessKeyId, String secret) {
        return client(accessKeyId, secret, Optional.empty());
    }

    public Client client(String accessKeyId, String secret, Optional<String> securityToken) {
        SECRETS.put(accessKeyId, secret);
        return new Client(
                port(),
                Optional.of(
                        new SigningCredentials(accessKeyId, secret.getBytes(StandardCharsets.UTF_8), securityToken)),
                clock);
    }

    /** The administration port, for the owner. */
    Administration administration() {
        return administration("LTAIowner", "owner-secret");
    }

    Administration administration(String accessKeyId, String secret) {
        return administration(accessKeyId, secret, Optional.empty());
    }

    Administration administration(String accessKeyId, String secret, Optional<String> securityToken) {
        return new Administration(URI.create(server.adminEndpoint()), accessKeyId, secret, securityToken, clock);
    }

    public KeyAdministration keys() {
        return ServerParts.keys(server);
    }

    /** What was opened of keys beyond the server, and kept. */
    CachedUnwraps.Counts openedKeys() {
        return ServerParts.openedKeys(server);
    }

    /** The server's clock, by which its callers sign as well. */
    public MovableClock clock() {
        return clock;
    }

    /** Runs a chore now, whatever its interval, and waits for its end. */
    public void runChore(String name) {
        ServerParts.upkeep(server).run(name);
    }

    /** Whether this server runs the chores of a store that several share. */
    public boolean keepsHouse() {
        return ServerParts.keepsHouse(server);
    }

    /** From now on it is as if the process had died, as far as the chores of a shared store go. */
    public void abandonLease() {
        ServerParts.abandonLease(server);
    }

    /** Makes a checkpoint when it is time, and delivers what was not delivered. */
    public void runCheckpoints() {
        ServerParts.checkpoints(server).run(Tenure.ALONE);
    }

    public AdminCatalog adminCatalog() {
        return ServerParts.adminCatalog(server);
    }

    public OperationCatalog catalog() {
        return ServerParts.catalog(server);
    }

    @Override
    public void close() {
        server.close();
    }
}
