package io.coffer.testing;

import io.coffer.server.config.ServerCommand;
import io.coffer.server.config.ServerConfig;
import io.coffer.server.main.RunningServer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A server on free ports of the loopback address, with an account and random credentials. What a rule asks for is
 * encrypted as in a server that runs alone; without {@link Builder#data} all is gone with the process.
 */
public final class CofferServer implements RunningCoffer {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int ID_BYTES = 8;
    private static final int SECRET_BYTES = 15;

    private final RunningServer server;
    private final String region;
    private final CofferCredentials root;
    private final AdminCalls administration;

    private CofferServer(RunningServer server, String region, CofferCredentials root) {
        this.server = server;
        this.region = region;
        this.root = root;
        this.administration = new AdminCalls(server.adminEndpoint(), region, root);
    }

    /** Starts a server in memory with everything as built in. */
    public static CofferServer start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String endpoint() {
        return server.endpoint();
    }

    @Override
    public String adminEndpoint() {
        return server.adminEndpoint();
    }

    @Override
    public String region() {
        return region;
    }

    @Override
    public CofferCredentials root() {
        return root;
    }

    @Override
    public void createBucket(String name) {
        new BucketCreation(this).create(name);
    }

    @Override
    public CofferCredentials createUser(String name, String policy) {
        administration.call("CreateUser", Map.of("UserName", name));
        if (!policy.isBlank()) {
            administration.call("CreatePolicy", Map.of("PolicyName", name, "PolicyDocument", policy));
            administration.call(
                    "AttachPolicyToUser", Map.of("PolicyType", "Custom", "PolicyName", name, "UserName", name));
        }
        return administration.createAccessKey(name);
    }

    @Override
    public void close() {
        server.close();
    }

    /** What a server is started with. */
    public static final class Builder {
        /** As environment variables, the one form that needs no file. */
        private final Map<String, String> settings = new TreeMap<>();

        private String region = "cn-hangzhou";

        private Builder() {
            setting("listen", "127.0.0.1:0");
            setting("admin-listen", "127.0.0.1:0");
            setting("storage.engine", "memory");
        }

        /** The region that the server stands for; built in: {@code cn-hangzhou}. */
        public Builder region(String id) {
            region = id;
            return this;
        }

        /**
         * Encrypts every new object whose request and bucket name no method.
         *
         * @param method {@code none}, {@code AES256}, {@code SM4} or {@code KMS}
         */
        public Builder defaultEncryption(String method) {
            return setting("encryption.default", method);
        }

        /**
         * Keeps everything in a directory, which the engine {@code embedded} must be on the class path for. The root
         * key lies beside it.
         */
        public Builder data(Path directory) {
            return setting("data", directory.toString()).setting("storage.engine", "embedded");
        }

        /** A key of the configuration by its name there, such as {@code limits.idle-seconds}. */
        public Builder setting(String key, String value) {
            settings.put(
                    "COFFER_" + key.toUpperCase(Locale.ROOT).replace('-', '_').replace('.', '_'), value);
            return this;
        }

        /** @throws IllegalArgumentException when a setting is wrong, with the reason */
        public CofferServer start() {
            QuietLogs.set();
            CofferCredentials root = new CofferCredentials("LTAI" + random(ID_BYTES), random(SECRET_BYTES));
            Map<String, String> environment = new TreeMap<>(settings);
            environment.put("COFFER_REGION", region);
            environment.put("OSS_ACCESS_KEY_ID", root.accessKeyId());
            environment.put("OSS_ACCESS_KEY_SECRET", root.accessKeySecret());
            return new CofferServer(RunningServer.start(config(environment), environment), region, root);
        }

        private static ServerConfig config(Map<String, String> environment) {
            return switch (ServerCommand.parse(new String[0], environment)) {
                case ServerCommand.Outcome.Start start -> start.config();
                case ServerCommand.Outcome.Exit exit ->
                    throw new IllegalArgumentException(exit.message().strip());
            };
        }

        private static String random(int bytes) {
            byte[] drawn = new byte[bytes];
            RANDOM.nextBytes(drawn);
            return HexFormat.of().formatHex(drawn);
        }
    }
}
