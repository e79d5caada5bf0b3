package io.coffer.server.main;

import io.coffer.server.config.ServerConfig;
import java.time.Duration;

/** What a start prints: the line that tells that it serves, and what to paste to use it. */
final class StartMessage {
    private StartMessage() {}

    static String of(ServerConfig config, RunningServer server, Duration took) {
        StringBuilder text = new StringBuilder();
        text.append("ready ")
                .append(server.endpoint())
                .append(" administration ")
                .append(server.adminEndpoint())
                .append(" in ")
                .append(took.toMillis())
                .append(" ms\n\n");
        server.newRootKeyFile()
                .ifPresent(file -> text.append("The root key was made in ")
                        .append(file)
                        .append("\nKeep a copy apart from the data: losing it loses the data.\n\n"));
        server.newCredentials()
                .ifPresent(made -> text.append("The root access key was made (shown once; later: ./coffer credentials"
                                + " --data DIR):\n")
                        .append("  export OSS_ACCESS_KEY_ID=")
                        .append(made.accessKeyId())
                        .append("\n  export OSS_ACCESS_KEY_SECRET=")
                        .append(made.secret().reveal())
                        .append("\n\n"));
        String endpoint = server.endpoint();
        String region = config.region().id();
        text.append("""
                To use it, with OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET in the environment:
                  export OSS_ENDPOINT=%1$s OSS_REGION=%2$s
                  Java v1   new OSSClientBuilder().build(System.getenv("OSS_ENDPOINT"), System.getenv("OSS_ACCESS_KEY_ID"), System.getenv("OSS_ACCESS_KEY_SECRET"))
                  Java v2   OSSClient.newBuilder().endpoint(System.getenv("OSS_ENDPOINT")).region(System.getenv("OSS_REGION")).credentialsProvider(new EnvironmentVariableCredentialsProvider()).build()
                  Node      new OSS({endpoint: '%3$s', region: 'oss-%2$s', sldEnable: true, accessKeyId: process.env.OSS_ACCESS_KEY_ID, accessKeySecret: process.env.OSS_ACCESS_KEY_SECRET})
                  Python v2 cfg.endpoint, cfg.region, cfg.use_path_style = os.environ['OSS_ENDPOINT'], os.environ['OSS_REGION'], True
                  Python v1 oss2.Bucket(oss2.ProviderAuth(EnvironmentVariableCredentialsProvider()), os.environ['OSS_ENDPOINT'], 'bucket')  # start with --contract live
                """.formatted(endpoint, region, endpoint.replace("127.0.0.1", "localhost")));
        return text.toString();
    }
}
