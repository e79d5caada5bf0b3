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
