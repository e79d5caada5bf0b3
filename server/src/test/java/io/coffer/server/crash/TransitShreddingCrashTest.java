package io.coffer.server.crash;

import static io.coffer.protocol.Method.PUT;
import static io.coffer.server.ring.Administration.COFFER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.server.ring.Administration;
import io.coffer.server.ring.TransitService;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A server that is killed while its Transit engine destroys a version: the next start has it destroyed and certified. */
class TransitShreddingCrashTest {
    private static final String KEY = "coffer-kms";

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatWasDecidedIsDoneAfterAKill(boolean afterTheEngineDid) throws Exception {
        try (TransitService engine = new TransitService("coffer-oss", KEY)) {
            Path data = directory.resolve("data");
            MortalServer server =
                    MortalServer.start(data, "--config", settings(engine).toString());
            server.client().create("bucket");
            assertThat(server.client()
                            .object(PUT, "bucket", "object")
                            .header("x-oss-server-side-encryption", "KMS")
                            .body("text")
                            .send()
                            .outcome())
                    .isEqualTo("200");
            engine.rotate(KEY);
            Administration administration = server.administration();
            String takes = administration
                    .succeed(COFFER, "FenceKeyVersion", "KeyId", KEY, "KeyVersion", "1")
                    .text("/Takes");
            engine.onTrim(afterTheEngineDid, () -> kill(server));
            assertThatThrownBy(() -> administration.call(
                            COFFER, "DestroyKeyVersion", "KeyId", KEY, "KeyVersion", "1", "Takes", takes))
                    .isInstanceOf(UncheckedIOException.class);

            MortalServer next =
                    MortalServer.start(data, "--config", settings(engine).toString());

            JsonNode destructions = next.administration()
                    .succeed(COFFER, "ListKeyDestructions")
                    .body()
                    .at("/Destructions/Destruction");
            next.kill();
            assertThat(destructions.size()).isEqualTo(1);
            assertThat(destructions.path(0).path("Certificate").asString())
                    .contains("ServiceStatement", "\\\"min_available_version\\\":\\\"2\\\"");
            assertThat(destructions.at("/0/Taken/Bucket").size()).isPositive();
            assertThat(engine.available(KEY)).isEqualTo(2);
        }
    }

    private static void kill(MortalServer server) {
        try {
            server.kill();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Path settings(TransitService engine) throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "hvs.of-a-test");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        return Files.writeString(directory.resolve("coffer.yaml"), """
                keys:
                  provider: transit
                  service-key: coffer-oss
                  default-key: %s
                  transit: {endpoint: "%s", token: "file:%s"}
                """.formatted(KEY, engine.endpoint(), token));
    }
}
