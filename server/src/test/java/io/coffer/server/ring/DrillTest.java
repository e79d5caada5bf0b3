package io.coffer.server.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.main.OfflineTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./coffer drill}: whatever may be done to a store is noticed. */
@Tag("own-engine")
class DrillTest {
    @TempDir
    private Path directory;

    private static List<String> names(OfflineTools.Result result) {
        return result.json()
                .path("drills")
                .valueStream()
                .map(drill -> drill.path("drill").asString())
                .distinct()
                .toList();
    }

    private List<Path> files(Path below) throws IOException {
        try (Stream<Path> files = Files.walk(below)) {
            return files.sorted().toList();
        }
    }

    @Test
    void everyDrillIsNoticedInAStoreMadeForIt() throws IOException {
        OfflineTools.Result result = OfflineTools.drill("--output", "json", "--scratch", directory.toString());
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.json().path("result").asString()).isEqualTo("passed");
        assertThat(names(result))
                .containsExactly("kms-offline", "wrong-root-key", "flipped-bits", "rolled-back", "replayed-envelope");
        assertThat(result.json()
                        .path("drills")
                        .valueStream()
                        .filter(drill -> drill.path("drill").asString().equals("flipped-bits"))
                        .map(drill -> drill.path("target").asString()))
                .contains("keys/keystore", "root-credentials", "store/format", "checkpoints/latest.json")
                .anyMatch(kind -> kind.startsWith("key-log/"))
                .hasSizeGreaterThan(7);
        assertThat(files(directory)).hasSize(1);
    }

    @Test
    void aStoreThatIsNamedIsNotTouched() throws IOException {
        Path data = directory.resolve("data");
        try (Ring ring = Ring.on(data)) {
            ring.owner().create("bucket").putRule("bucket", "AES256");
            ring.owner().put("bucket", "key", "text");
            OfflineTools.Result busy = OfflineTools.drill("--data", data.toString());
            assertThat(busy.code()).isEqualTo(2);
        }
        List<Path> before = files(data);
        Path scratch = directory.resolve("scratch");
        OfflineTools.Result result = OfflineTools.drill("--data", data.toString(), "--scratch", scratch.toString());
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("passed: ");
        assertThat(files(data)).isEqualTo(before);
        assertThat(OfflineTools.verify(data).code()).isZero();
    }
}
