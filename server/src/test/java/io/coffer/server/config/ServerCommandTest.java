package io.coffer.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.CofferVersion;
import io.coffer.model.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerCommandTest {
    private static ServerConfig started(Map<String, String> environment, String... arguments) {
        return switch (ServerCommand.parse(arguments, environment)) {
            case ServerCommand.Outcome.Start start -> start.config();
            case ServerCommand.Outcome.Exit exit -> throw new AssertionError(exit.message());
        };
    }

    private static ServerCommand.Outcome.Exit refused(Map<String, String> environment, String... arguments) {
        return (ServerCommand.Outcome.Exit) ServerCommand.parse(arguments, environment);
    }

    @Test
    void everyFlagCounts() {
        ServerConfig config = started(
                Map.of(),
                "--data",
                "d",
                "--listen=127.0.0.1:0",
                "--admin-listen",
                "[::1]:0",
                "--domain",
                "a.example",
                "--domain",
                "b.example",
                "--root-key",
                "k",
                "--tls-cert",
                "c.pem",
                "--tls-key",
                "k.pem",
                "--contract",
                "live");

        assertThat(config.data()).isEqualTo(Path.of("d"));
        assertThat(config.rootKeyFile()).isEqualTo(Path.of("k").toAbsolutePath());
        assertThat(config.listen()).hasToString("127.0.0.1:0");
        assertThat(config.adminListen()).hasToString("[::1]:0");
        assertThat(config.domains()).containsExactly("a.example", "b.example");
        assertThat(config.tls()).contains(new TlsConfig(Path.of("c.pem"), Path.of("k.pem")));
        assertThat(config.contract()).isEqualTo(Contract.LIVE);
    }

    @Test
    void flagsCountOverTheEnvironmentAndItOverTheFile(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("c.yaml");
        Files.writeString(file, "data: from-file\nlisten: 127.0.0.1:1\nadmin-listen: 127.0.0.1:2\n");
        Map<String, String> environment = Map.of("COFFER_LISTEN", "127.0.0.1:3", "COFFER_ADMIN_LISTEN", "127.0.0.1:4");

        ServerConfig config = started(environment, "--config", file.toString(), "--admin-listen", "127.0.0.1:5");

        assertThat(config.data()).isEqualTo(Path.of("from-file"));
        assertThat(config.listen().port()).isEqualTo(3);
        assertThat(config.adminListen().port()).isEqualTo(5);
        assertThat(started(Map.of("COFFER_CONFIG", file.toString())).listen().port())
                .isEqualTo(1);
    }

    @Test
    void rootCredentialsComeFromTheEnvironmentAsAPair() {
        Map<String, String> both = Map.of("OSS_ACCESS_KEY_ID", "LTAIroot", "OSS_ACCESS_KEY_SECRET", "hush");

        ServerConfig config = started(both);

        assertThat(config.rootCredentials()).contains(new RootCredentials("LTAIroot", new Secret("hush")));
        assertThat(config.toString()).contains("LTAIroot").doesNotContain("hush");
        assertThat(refused(Map.of("OSS_ACCESS_KEY_ID", "LTAIroot")).code()).isEqualTo(2);
        assertThat(refused(Map.of("OSS_ACCESS_KEY_SECRET", "hush")).message())
                .contains("OSS_ACCESS_KEY_ID")
                .doesNotContain("hush");
    }

    @Test
    void helpNamesEveryFlag() {
        for (String flag : List.of("--help", "-h")) {
            ServerCommand.Outcome.Exit help = refused(Map.of(), flag);

            assertThat(help.code()).isZero();
            assertThat(help.message())
                    .contains("--data", "--listen", "--admin-listen", "--domain", "--root-key", "--tls-cert")
                    .contains("--tls-key", "--config", "--contract", "OSS_ACCESS_KEY_ID", "COFFER_HEAP");
        }
    }

    @Test
    void theVersionIsShown() {
        ServerCommand.Outcome.Exit version = refused(Map.of(), "--version");

        assertThat(version.code()).isZero();
        assertThat(version.message()).isEqualTo("coffer " + CofferVersion.current() + "\n");
    }

    @Test
    void wrongFlagsAreUsageErrors() {
        assertThat(refused(Map.of(), "--listen", "9000").message())
                .startsWith("coffer server: --listen: listen: '9000' is not HOST:PORT");
        assertThat(refused(Map.of(), "--lisen", "x").message()).contains("--lisen");
        assertThat(refused(Map.of(), "--tls-cert", "c.pem").message()).contains("--tls-cert: tls.key is missing");
        assertThat(refused(Map.of(), "extra").code()).isEqualTo(2);
        assertThat(refused(Map.of(), "--config", "/nowhere/c.yaml").message())
                .contains("there is no configuration file /nowhere/c.yaml");
    }
}
