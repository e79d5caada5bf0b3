package io.coffer.server.ring;

import static io.coffer.protocol.Method.PUT;
import static io.coffer.server.ring.Administration.COFFER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.server.main.OfflineTools;
import io.coffer.storage.Attributes;
import io.coffer.storage.Condition;
import io.coffer.storage.Entry;
import io.coffer.storage.Name;
import io.coffer.storage.Space;
import io.coffer.storage.SpaceId;
import io.coffer.storage.StorageException;
import io.coffer.storage.StorageException.Kind;
import io.coffer.storage.Writer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What breaks while a store moves is told, is gone on with, and never ends in a target that is not the store. */
@Tag("own-engine")
class MigrationFaultTest extends MigrationIntoMemory {
    private static final int OBJECTS = 40;
    private static final int LARGE = 200_000;

    private static void fill(Ring ring) {
        ring.owner().create("bucket").putRule("bucket", "AES256");
        for (int number = 0; number < OBJECTS; number++) {
            ring.owner().put("bucket", "key" + number, "text of " + number);
        }
        ring.owner().put("bucket", "large", Rewrapping.bytes(LARGE, 1));
    }

    private static void requireServes(Ring ring) {
        assertThat(ring.owner().get("bucket", "key1").text()).isEqualTo("text of 1");
        assertThat(ring.owner().put("bucket", "later", "later").outcome()).isEqualTo("200");
    }

    @Test
    void aTargetThatFailsInTheMiddleIsGoneOnWith() throws Exception {
        try (Ring ring = source()) {
            fill(ring);
            AtomicInteger left = new AtomicInteger(30);
            target.committing = name -> {
                if (left.decrementAndGet() < 0) {
                    throw new StorageException(Kind.UNAVAILABLE, "the cluster is away");
                }
            };
            Administration.Reply failed = migrate(ring);
            assertThat(failed.text("/Status")).isEqualTo("Failed");
            assertThat(failed.text("/Reason")).contains("the cluster is away");
            requireServes(ring);
            target.committing = name -> {};
            Administration.Reply state = migrate(ring);
            requireCaughtUp(state);
            long entries = state.body().at("/Current/Entries").asLong();
            assertThat(state.body().at("/Current/Carried").asLong())
                    .as("what was carried before is not carried again")
                    .isLessThanOrEqualTo(entries - 15);
        }
        assertThat(finish("--read-all").code()).isZero();
        try (Ring gateway = gateway()) {
            requireServes(gateway);
            assertThat(gateway.owner().get("bucket", "large").body()).isEqualTo(Rewrapping.bytes(LARGE, 1));
        }
    }

    @Test
    void aTargetThatIsAwayForAMomentIsWaitedFor() throws Exception {
        try (Ring ring = source()) {
            fill(ring);
            AtomicInteger left = new AtomicInteger(30);
            target.committing = name -> {
                if (left.decrementAndGet() == 0) {
                    throw new StorageException(Kind.UNAVAILABLE, "the cluster is away");
                }
            };
            Administration.Reply state = migrate(ring);
            requireCaughtUp(state);
            assertThat(state.body().at("/Pass").asInt()).isGreaterThan(1);
        }
        assertThat(finish("--read-all").code()).isZero();
    }

    @Test
    void aServerThatStopsInTheMiddleGoesOnLater() throws Exception {
        CountDownLatch reached = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger left = new AtomicInteger(20);
        target.committing = name -> {
            if (left.decrementAndGet() < 0) {
                reached.countDown();
                awaitQuietly(goOn);
            }
        };
        try (Ring ring = source()) {
            fill(ring);
            ring.administration().succeed(COFFER, "StartMigration");
            reached.await();
            assertThat(ring.administration().call(COFFER, "StartMigration").outcome())
                    .isEqualTo("409 MigrationRunning");
            requireServes(ring);
            Thread.startVirtualThread(() -> {
                sleepQuietly();
                goOn.countDown();
            });
        }
        target.committing = name -> {};
        try (Ring ring = source()) {
            requireCaughtUp(migrate(ring));
        }
        assertThat(finish("--read-all").code()).isZero();
        try (Ring gateway = gateway()) {
            requireServes(gateway);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void sleepQuietly() {
        try {
            Thread.sleep(300);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aCancelledOneIsGoneOnWith() throws Exception {
        try (Ring ring = source(section("mebibytes-per-second: 1"))) {
            fill(ring);
            ring.owner().put("bucket", "huge", Rewrapping.bytes(8_000_000, 3));
            ring.administration().succeed(COFFER, "StartMigration");
            assertThat(ring.administration().succeed(COFFER, "CancelMigration").text("/Status"))
                    .isEqualTo("Cancelled");
            assertThat(await(ring).text("/Status")).isEqualTo("Cancelled");
            requireServes(ring);
        }
        assertThatThrownBy(this::gateway).hasMessageContaining("is not whole here yet");
        assertThat(finish("--read-all").code()).isZero();
        try (Ring gateway = gateway()) {
            assertThat(gateway.owner().get("bucket", "huge").body()).isEqualTo(Rewrapping.bytes(8_000_000, 3));
        }
    }

    @Test
    void aBodyThatReadsBackOtherwiseIsNamed() throws Exception {
        try (Ring ring = source()) {
            fill(ring);
            target.reading = body -> body.length < LARGE ? body : flipped(body);
            Administration.Reply failed = migrate(ring);
            assertThat(failed.text("/Status")).isEqualTo("Failed");
            assertThat(failed.text("/Reason"))
                    .startsWith("1 entries could not be carried: bucket/large is not at the target as it was written");
        }
        OfflineTools.Result result = finish("--read-all");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .contains("bucket/large has a body of other bytes")
                .contains("not finished");
        assertThatThrownBy(this::gateway).hasMessageContaining("is not whole here yet");
        source().close();
        target.reading = body -> body;
        assertThat(finish("--read-all").code()).isZero();
    }

    private static byte[] flipped(byte[] body) {
        byte[] changed = body.clone();
        changed[changed.length / 2] ^= 1;
        return changed;
    }

    @Test
    void damageAtTheSourceIsNamedAndTheRestIsCarried() throws Exception {
        try (Ring ring = source()) {
            fill(ring);
        }
        Path body;
        try (Stream<Path> files = Files.walk(data().resolve("store/blobs"))) {
            body = files.filter(Files::isRegularFile).findFirst().orElseThrow();
        }
        Files.write(body, flipped(Files.readAllBytes(body)));
        try (Ring ring = source()) {
            Administration.Reply failed = migrate(ring);
            assertThat(failed.text("/Status")).isEqualTo("Failed");
            assertThat(failed.text("/Reason")).contains("bucket/large is damaged at the source");
            assertThat(failed.body().at("/Current/Carried").asLong()).isGreaterThan(OBJECTS);
        }
        OfflineTools.Result refused = finish();
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out())
                .contains("bucket/large is damaged at the source")
                .contains("not finished");
        try (Ring ring = source()) {
            ring.owner().delete("bucket", "large");
        }
        assertThat(finish().code()).isZero();
        try (Ring gateway = gateway()) {
            requireServes(gateway);
        }
    }

    private SpaceId bucketSpace() {
        return target.engine.space(new SpaceId("control")).scan(Name.of("bucket/"), Name.EMPTY, 1).entries().stream()
                .map(entry -> new String(entry.attributes().bytes(), StandardCharsets.ISO_8859_1))
                .map(record -> record.replaceAll("(?s).*\"id\":\"([0-9a-f]{32})\".*", "$1"))
                .map(SpaceId::new)
                .findFirst()
                .orElseThrow();
    }

    /** Whoever can write into the target's storage could do so. */
    @Test
    void whatSomebodyChangesAtTheTargetIsFound() throws Exception {
        try (Ring ring = source()) {
            fill(ring);
            requireCaughtUp(migrate(ring));
        }
        assertThat(finish("--dry-run").code())
                .as("the trail has the call's own end")
                .isEqualTo(1);
        Space space = target.engine.space(bucketSpace());
        Entry large = space.scan(Name.EMPTY, Name.EMPTY, 100).entries().stream()
                .filter(entry -> entry.size() > LARGE)
                .findFirst()
                .orElseThrow();
        try (Writer writer = space.begin(large.blob(), large.size())) {
            writer.write(Rewrapping.bytes((int) large.size(), 9), 0, (int) large.size());
            space.commit(writer, large.name(), large.attributes(), Condition.ANY);
        }
        Entry other = space.scan(Name.EMPTY, Name.EMPTY, 1).entries().getFirst();
        byte[] record = other.attributes().bytes().clone();
        record[record.length - 1] ^= 1;
        space.update(other.name(), new Attributes(record), other.generation());
        OfflineTools.Result compared = finish("--dry-run", "--read-all");
        assertThat(compared.code()).isEqualTo(1);
        assertThat(compared.out())
                .contains("bucket/key0 has another record at the target")
                .contains("bucket/large has a body of other bytes at the target");
        OfflineTools.Result result = finish("--read-all");
        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .as("a pass mends records, and takes a body of the same blob id for the same")
                .doesNotContain("another record")
                .contains("bucket/large has a body of other bytes at the target");
    }

    @Test
    void anEntryThatTheTargetCannotTakeIsNamed() throws IOException {
        try (Ring ring = source()) {
            fill(ring);
            ring.owner()
                    .object(PUT, "bucket", "talkative")
                    .header("x-oss-meta-note", "a".repeat(4_000))
                    .body("text")
                    .send();
            target.maxAttributeBytes = 3_000;
            Administration.Reply failed = migrate(ring);
            assertThat(failed.text("/Status")).isEqualTo("Failed");
            assertThat(failed.text("/Reason"))
                    .startsWith("1 entries could not be carried: bucket/talkative has a record of")
                    .contains("bytes, and the target takes 3000");
        }
    }
}
