package io.coffer.server.ring;

import static io.coffer.server.ring.Administration.COFFER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.server.backup.BackupManifest;
import io.coffer.server.backup.DamagedBackupException;
import io.coffer.server.backup.StoreRestore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup made under load, put back elsewhere, has everything that was acknowledged before it began. */
@Tag("own-engine")
class BackupTest {
    private static final int WRITERS = 3;

    @TempDir
    Path directory;

    private Path allowed;
    private Path data;

    @BeforeEach
    void makeDirectories() throws IOException {
        allowed = Files.createDirectory(directory.resolve("backups"));
        data = directory.resolve("data");
    }

    private Ring server(Path place) {
        return Ring.on(place, "backup:\n  directories: ['" + allowed + "']");
    }

    private static Administration.Reply await(Ring ring) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .until(
                        () -> ring.administration().succeed(COFFER, "GetBackup"),
                        reply -> !reply.text("/Status").equals("Running"));
    }

    private static byte[] body(int number) {
        byte[] bytes = new byte[number % 3 == 0 ? 90_000 : 1 + number % 700];
        new Random(number).nextBytes(bytes);
        return bytes;
    }

    @Test
    void whatWasAcknowledgedBeforeIsInIt() throws Exception {
        Map<Integer, Boolean> acknowledged = new ConcurrentHashMap<>();
        List<Integer> before;
        Path backup = allowed.resolve("one");
        try (Ring ring = server(data)) {
            ring.owner().create("load").putRule("load", "KMS");
            AtomicBoolean goOn = new AtomicBoolean(true);
            AtomicInteger next = new AtomicInteger();
            List<Thread> writers = Stream.generate(() -> Thread.ofPlatform().start(() -> {
                        while (goOn.get()) {
                            int number = next.getAndIncrement();
                            if (ring.owner()
                                            .put("load", "key" + number, body(number))
                                            .status()
                                    == 200) {
                                acknowledged.put(number, true);
                            }
                        }
                    }))
                    .limit(WRITERS)
                    .toList();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> acknowledged.size() > 60);
            before = List.copyOf(acknowledged.keySet());
            ring.administration().succeed(COFFER, "CreateBackup", "Directory", backup.toString());
            // overwritten while it is copied: the copy keeps what was there
            for (int number : before.subList(0, 10)) {
                ring.owner().put("load", "key" + number, "changed later");
            }
            Administration.Reply done = await(ring);
            goOn.set(false);
            for (Thread writer : writers) {
                writer.join();
            }
            assertThat(done.text("/Status")).isEqualTo("Completed");
            assertThat(StoreRestore.check(backup).sequence())
                    .isEqualTo(done.body().at("/Sequence").asLong());
        }
        Path other = directory.resolve("restored");
        BackupManifest manifest = StoreRestore.restore(backup, other, Optional.of(data.resolve("keys/keystore")));
        assertThat(manifest.files()).isGreaterThan(20);
        Files.copy(Path.of(data + ".root-key"), Path.of(other + ".root-key"));
        try (Ring ring = server(other)) {
            for (int number : before) {
                Answer answer = ring.owner().get("load", "key" + number);
                assertThat(answer.outcome()).as("key%d", number).isEqualTo("200");
                assertThat(answer.body()).isEqualTo(body(number));
            }
            assertThat(ring.administration()
                            .succeed(COFFER, "VerifyAuditTrail")
                            .body()
                            .at("/IsWhole")
                            .asBoolean())
                    .isTrue();
        }
        io.coffer.server.crash.LedgerCheck.ofStore(other);
    }

    @Test
    void onlyAllowedDirectoriesAreWritten() throws IOException {
        Files.writeString(Files.createDirectory(allowed.resolve("occupied")).resolve("something"), "else");
        Files.createSymbolicLink(allowed.resolve("link"), directory);
        try (Ring ring = server(data)) {
            for (String wrong : List.of(
                    directory.resolve("elsewhere").toString(),
                    allowed.toString(),
                    allowed + "/../elsewhere",
                    allowed + "/link/elsewhere",
                    "relative/path")) {
                assertThat(ring.administration()
                                .call(COFFER, "CreateBackup", "Directory", wrong)
                                .outcome())
                        .as(wrong)
                        .isEqualTo("403 BackupNotAllowed");
            }
            assertThat(ring.administration()
                            .call(COFFER, "CreateBackup", "Directory", allowed + "/occupied")
                            .outcome())
                    .isEqualTo("409 BackupDirectoryOccupied");
            assertThat(ring.administration().call(COFFER, "GetBackup").outcome())
                    .isEqualTo("404 NoSuchBackup");
        }
        assertThat(directory.resolve("elsewhere")).doesNotExist();
    }

    @Test
    void anotherAccountMayNot() {
        try (Ring ring = server(data)) {
            Administration other = ring.administration("LTAIother", "other-secret");
            assertThat(other.call(COFFER, "CreateBackup", "Directory", allowed + "/x")
                            .outcome())
                    .isEqualTo("403 NoPermission");
            assertThat(other.call(COFFER, "GetBackup").outcome()).isEqualTo("403 NoPermission");
        }
    }

    @Test
    void withoutTheSettingThereAreNone() {
        try (Ring ring = Ring.inMemory()) {
            assertThat(ring.administration()
                            .call(COFFER, "CreateBackup", "Directory", allowed + "/x")
                            .outcome())
                    .isEqualTo("403 BackupNotAllowed");
        }
        try (Ring ring = Ring.inMemory("backup:\n  directories: ['" + allowed + "']")) {
            assertThat(ring.administration()
                            .call(COFFER, "CreateBackup", "Directory", allowed + "/x")
                            .outcome())
                    .isEqualTo("501 BackupUnsupported");
        }
    }

    @Test
    void oneThatBrokeOffIsGoneOnWith() throws IOException {
        Path backup = allowed.resolve("again");
        try (Ring ring = server(data)) {
            ring.owner().create("first");
            ring.owner().put("first", "kept", body(3));
            ring.owner().put("first", "gone", body(6));
            ring.administration().succeed(COFFER, "CreateBackup", "Directory", backup.toString());
            await(ring);
            String store = BackupManifest.read(backup).store();
            // as if it had broken off before the manifest
            Files.delete(backup.resolve("manifest"));
            Files.writeString(backup.resolve("unfinished"), store + "\n");
            ring.owner().delete("first", "gone");
            ring.administration().succeed(COFFER, "CreateBackup", "Directory", backup.toString());
            assertThat(await(ring).text("/Status")).isEqualTo("Completed");
            assertThat(StoreRestore.check(backup).files()).isEqualTo(filesBelow(backup.resolve("store")));
            assertThat(backup.resolve("unfinished")).doesNotExist();
            // a finished one is not written again
            assertThat(ring.administration()
                            .call(COFFER, "CreateBackup", "Directory", backup.toString())
                            .outcome())
                    .isEqualTo("409 BackupDirectoryOccupied");
        }
    }

    private static long filesBelow(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            return tree.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void damageIsFoundAndNothingIsRestored() throws IOException {
        Path backup = allowed.resolve("damaged");
        try (Ring ring = server(data)) {
            ring.owner().create("first");
            ring.owner().put("first", "key", body(3));
            ring.administration().succeed(COFFER, "CreateBackup", "Directory", backup.toString());
            assertThat(await(ring).text("/Status")).isEqualTo("Completed");
        }
        Path body;
        try (Stream<Path> tree = Files.walk(backup.resolve("store/blobs"))) {
            body = tree.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        byte[] good = Files.readAllBytes(body);
        byte[] bad = good.clone();
        bad[500] ^= 1;
        Files.write(body, bad);
        assertDamaged(backup, "damaged");
        Files.write(body, java.util.Arrays.copyOf(good, good.length - 1));
        assertDamaged(backup, "bytes, not");
        Files.delete(body);
        assertDamaged(backup, "missing");
        Files.write(body, good);
        StoreRestore.check(backup);
        String manifest = Files.readString(backup.resolve("manifest"));
        Files.writeString(backup.resolve("manifest"), manifest.replaceFirst("sequence ", "sequence 1"));
        assertDamaged(backup, "not the one that was written");
        Files.writeString(backup.resolve("manifest"), manifest.replace("store/format", "store/../../format"));
        assertDamaged(backup, "names no file");
        Files.writeString(backup.resolve("manifest"), manifest);
        Path target = directory.resolve("not-empty");
        Files.createDirectories(target.resolve("store"));
        assertThatThrownBy(() -> StoreRestore.restore(backup, target, Optional.empty()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not empty");
    }

    private void assertDamaged(Path backup, String message) {
        Path target = directory.resolve("never");
        assertThatThrownBy(() -> StoreRestore.check(backup))
                .isInstanceOf(DamagedBackupException.class)
                .hasMessageContaining(message);
        assertThatThrownBy(() -> StoreRestore.restore(backup, target, Optional.empty()))
                .isInstanceOf(DamagedBackupException.class);
        assertThat(target.resolve("store")).doesNotExist();
    }

    @Test
    void aRestoredStoreWithoutItsKeysDoesNotServe() throws IOException {
        Path backup = allowed.resolve("keyless");
        try (Ring ring = server(data)) {
            ring.administration().succeed(COFFER, "CreateBackup", "Directory", backup.toString());
            assertThat(await(ring).text("/Status")).isEqualTo("Completed");
        }
        Path other = directory.resolve("restored");
        StoreRestore.restore(backup, other, Optional.empty());
        assertThatThrownBy(() -> server(other)).hasMessageContaining("root key");
        Files.copy(Path.of(data + ".root-key"), Path.of(other + ".root-key"));
        assertThatThrownBy(() -> server(other)).hasMessageContaining("keystore");
        Files.createDirectory(other.resolve("keys"));
        Files.copy(data.resolve("keys/keystore"), other.resolve("keys/keystore"));
        server(other).close();
    }
}
