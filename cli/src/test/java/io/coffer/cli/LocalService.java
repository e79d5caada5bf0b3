package io.coffer.cli;

import io.coffer.cli.oss.AddressingStyle;
import io.coffer.cli.oss.OssClient;
import io.coffer.cli.oss.OssConnection;
import io.coffer.cli.oss.SignVersion;
import io.coffer.model.Region;
import io.coffer.server.config.ServerCommand;
import io.coffer.server.main.RunningServer;
import java.io.ByteArrayOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A server in this process, in memory, and a shell that talks to it. */
public final class LocalService implements AutoCloseable {
    public static final String ID = "LTAIlocal";
    public static final String SECRET = "local-secret-of-the-test";

    private final RunningServer server;

    private LocalService(RunningServer server) {
        this.server = server;
    }

    public static LocalService start() {
        Map<String, String> environment = Map.of(
                "COFFER_LISTEN", "127.0.0.1:0",
                "COFFER_ADMIN_LISTEN", "127.0.0.1:0",
                "COFFER_STORAGE_ENGINE", "memory",
                "OSS_ACCESS_KEY_ID", ID,
                "OSS_ACCESS_KEY_SECRET", SECRET);
        return switch (ServerCommand.parse(new String[0], environment)) {
            case ServerCommand.Outcome.Start start ->
                new LocalService(RunningServer.start(start.config(), environment));
            case ServerCommand.Outcome.Exit exit -> throw new IllegalStateException(exit.message());
        };
    }

    public String endpoint() {
        return server.endpoint();
    }

    public String adminEndpoint() {
        return server.adminEndpoint();
    }

    /** What a shell has set to talk to this server. */
    public Map<String, String> environment() {
        return new HashMap<>(
                Map.of("OSS_ENDPOINT", endpoint(), "OSS_ACCESS_KEY_ID", ID, "OSS_ACCESS_KEY_SECRET", SECRET));
    }

    /** A client that signs as the owner. */
    public OssClient client() {
        return new OssClient(new OssConnection(
                URI.create(endpoint()),
                new Region("cn-hangzhou"),
                AddressingStyle.path,
                SignVersion.v4,
                TlsTrust.ofPlatform(),
                new Credentials(ID, SECRET, Optional.empty())));
    }

    public Outcome run(Path home, String... arguments) {
        return run(environment(), home, arguments);
    }

    /** What a command wrote and how it ended. */
    public record Outcome(int code, String out, String err) {}

    public static Outcome run(Map<String, String> environment, Path home, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintWriter text = new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), true);
        PrintWriter complaints = new PrintWriter(new OutputStreamWriter(err, StandardCharsets.UTF_8), true);
        int code = CofferCommandLine.run(arguments, new Surroundings(environment, home, text, out, complaints, false));
        text.flush();
        complaints.flush();
        return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.close();
    }
}
