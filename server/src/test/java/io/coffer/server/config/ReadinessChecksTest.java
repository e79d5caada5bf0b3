package io.coffer.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessChecksTest {
    @TempDir
    private Path directory;

    private ReadinessChecks check(String yaml) throws IOException {
        Path file = directory.resolve("coffer.yaml");
        Files.writeString(file, "data: " + directory.resolve("data") + "\n" + yaml);
        return ReadinessChecks.of(
                ConfigLoader.load(Optional.of(file), Map.of(), SettingNode.Section.empty("the flags")));
    }

    private static List<Risk> risks(List<ReadinessChecks.Finding> findings) {
        return findings.stream().map(ReadinessChecks.Finding::risk).toList();
    }

    private static final String REMOTE = """
            keys:
              provider: remote
              service-key: a
              default-key: b
              remote: {endpoint: "%s", access-key-id: id, access-key-secret: "%s"}
            """;

    @ParameterizedTest
    @CsvSource({
        "http://kms.example.com, true",
        "http://10.0.0.1:9001, true",
        "'http://[fe80::1]:9001', true",
        "https://kms.example.com, false",
        "http://127.0.0.1:9001, false",
        "'http://[::1]:9001', false",
        "http://localhost:9001, false"
    })
    void dataKeysDoNotTravelInClearBeyondThisMachine(String endpoint, boolean refused) throws IOException {
        ReadinessChecks checks = check(REMOTE.formatted(endpoint, "env:X"));
        assertThat(risks(checks.refused())).isEqualTo(refused ? List.of(Risk.PLAIN_KEY_SERVICE) : List.of());

        ReadinessChecks transit = check("""
                keys:
                  provider: transit
                  service-key: a
                  default-key: b
                  transit: {endpoint: "%s", token: "env:X"}
                """.formatted(endpoint));
        assertThat(risks(transit.refused())).isEqualTo(refused ? List.of(Risk.PLAIN_KEY_SERVICE) : List.of());
    }

    @Test
    void secretsOfKeyServicesAndTokensAreForTheirOwnerOnly() throws IOException {
        Path secret = directory.resolve("secret");
        Files.writeString(secret, "s");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r-----"));

        assertThat(risks(check(REMOTE.formatted("https://kms.example.com", "file:" + secret))
                        .refused()))
                .containsExactly(Risk.READABLE_SECRET_FILE);
        assertThat(risks(check("root-key-token: {library: /lib/p11.so, pin: \"file:" + secret + "\"}")
                        .refused()))
                .containsExactly(Risk.READABLE_SECRET_FILE);
    }

    @Test
    void keysBeyondTheServerAreNotInItsMemory() throws IOException {
        assertThat(check(REMOTE.formatted("https://kms.example.com", "env:X") + "  store: memory\n")
                        .refused())
                .isEmpty();
    }

    @Test
    void theBuiltInValuesAreSafe() throws IOException {
        ReadinessChecks checks = check("");

        assertThat(checks.refused()).isEmpty();
        assertThat(checks.accepted()).isEmpty();
        assertThat(checks.refusal()).isEmpty();
    }

    @Test
    void plainHttpBeyondLoopbackIsRefusedUnlessAcceptedOrEncrypted() throws IOException {
        ReadinessChecks checks = check("listen: 0.0.0.0:9000\nadmin-listen: '[::]:9001'\n");

        assertThat(risks(checks.refused())).containsExactly(Risk.PLAIN_HTTP, Risk.PLAIN_HTTP);
        assertThat(checks.refusal())
                .contains("refused (plain-http): plain HTTP on 0.0.0.0:9000")
                .contains("[::]:9001")
                .contains("accepted-risks");

        ReadinessChecks accepted = check("listen: 0.0.0.0:9000\naccepted-risks: [plain-http]\n");
        assertThat(accepted.refused()).isEmpty();
        assertThat(risks(accepted.accepted())).containsExactly(Risk.PLAIN_HTTP);

        assertThat(check("listen: 0.0.0.0:9000\ntls: {certificate: c, key: k}\n")
                        .refused())
                .isEmpty();
    }

    @Test
    void keysInMemoryNeedDataInMemory() throws IOException {
        assertThat(risks(check("keys: {store: memory}\n").refused())).containsExactly(Risk.MEMORY_KEYS);
        assertThat(check("keys: {store: memory}\nstorage: {engine: memory}\n").refused())
                .isEmpty();
        assertThat(risks(check("keys: {store: memory}\naccepted-risks: [plain-http]\n")
                        .refused()))
                .containsExactly(Risk.MEMORY_KEYS);
    }

    @ParameterizedTest
    @CsvSource({"rw-------, false", "r--------, false", "rw-r-----, true", "rw----r--, true", "rw--w----, true"})
    void filesWithSecretsAreForTheirOwnerOnly(String permissions, boolean exposed) throws IOException {
        Path rootKey = directory.resolve("data.root-key");
        Path secret = directory.resolve("secret");
        for (Path file : List.of(rootKey, secret)) {
            Files.writeString(file, "x");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        }

        ReadinessChecks checks =
                check("accounts: [{name: a, root-access-key: {id: x, secret: 'file:" + secret + "'}}]\n");

        assertThat(risks(checks.refused()))
                .isEqualTo(exposed ? List.of(Risk.READABLE_ROOT_KEY, Risk.READABLE_SECRET_FILE) : List.of());
    }
}
