package io.coffer.server.ring;

import static io.coffer.server.ring.Administration.COFFER;
import static io.coffer.server.ring.Administration.KMS;
import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.main.OfflineTools;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A store moves from one machine to a storage that servers share, while it serves, and nothing of it is lost. */
@Tag("own-engine")
class MigrationTest extends MigrationIntoMemory {
    private static final int WRITERS = 3;

    @Test
    void whatIsThereMovesAsItIs() throws Exception {
        StoreOfEveryKind store;
        try (Ring ring = source()) {
            store = StoreOfEveryKind.in(ring);
            Administration.Reply state = migrate(ring);
            requireCaughtUp(state);
            assertThat(state.body().at("/Current/Carried").asLong()).isGreaterThan(60);
            assertThat(state.body().at("/Current/CarriedBytes").asLong()).isGreaterThan(3_000_000);
            store.requireSameAt(ring);
            Administration.Reply again = migrate(ring);
            requireCaughtUp(again);
            assertThat(again.body().at("/Current/CarriedBytes").asLong())
                    .as("no body is carried twice")
                    .isZero();
            store.look(ring);
        }
        OfflineTools.Result result = finish("--read-all");
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("\n0 differences\n").contains("finished in ");
        List<String> digests = result.out()
                .lines()
                .filter(line -> line.startsWith("digest of "))
                .map(line -> line.substring(line.lastIndexOf(' ')))
                .toList();
        assertThat(digests).hasSize(2);
        assertThat(digests.getFirst()).isEqualTo(digests.getLast()).hasSize(65);
        try (Ring gateway = gateway()) {
            store.requireSameAt(gateway);
            store.requireGoesOnAt(gateway);
        }
    }

    @Test
    void whatIsWrittenMeanwhileMovesToo() throws Exception {
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        try (Ring ring = source()) {
            ring.owner().create("load").putRule("load", "AES256");
            AtomicBoolean goOn = new AtomicBoolean(true);
            List<Thread> writers = IntStream.range(0, WRITERS)
                    .mapToObj(writer -> Thread.ofPlatform().start(() -> {
                        for (int number = 0; goOn.get(); number++) {
                            write(ring, writer, number, acknowledged);
                        }
                    }))
                    .toList();
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> acknowledged.size() > 60);
            requireCaughtUp(migrate(ring));
            goOn.set(false);
            for (Thread writer : writers) {
                writer.join();
            }
        }
        assertThat(finish().code()).isZero();
        try (Ring gateway = gateway()) {
            acknowledged.forEach((key, text) ->
                    assertThat(gateway.owner().get("load", key).text()).as(key).isEqualTo(text));
        }
    }

    /** Each object is changed again and again, and each fifth write takes its object away. */
    private static void write(Ring ring, int writer, int number, Map<String, String> acknowledged) {
        String key = writer + "-" + number % 37;
        String text = ("text of " + number + " ").repeat(number % 7 == 0 ? 9_000 : 1);
        if (ring.owner().put("load", key, text).status() == 200) {
            acknowledged.put(key, text);
        }
        if (number % 5 == 0 && ring.owner().delete("load", key).status() == 204) {
            acknowledged.remove(key);
        }
    }

    @Test
    void whatIsGoneOrChangedSinceTheLastPassIsSoAtTheTarget() throws Exception {
        try (Ring ring = source()) {
            Client owner = ring.owner();
            for (String bucket : List.of("stays", "goes", "comes-again")) {
                owner.create(bucket).putRule(bucket, "AES256");
                owner.put(bucket, "first", "first of " + bucket);
                owner.put(bucket, "large", Rewrapping.bytes(200_000, 1));
            }
            owner.put("stays", "tagged", "text");
            requireCaughtUp(migrate(ring));
            owner.delete("stays", "first");
            owner.object(io.coffer.protocol.Method.PUT, "stays", "tagged")
                    .with("acl")
                    .header("x-oss-object-acl", "public-read")
                    .send();
            for (String bucket : List.of("goes", "comes-again")) {
                owner.delete(bucket, "first");
                owner.delete(bucket, "large");
                assertThat(owner.bucket(io.coffer.protocol.Method.DELETE, bucket)
                                .send()
                                .status())
                        .isEqualTo(204);
            }
            owner.create("comes-again");
            owner.put("comes-again", "second", "in clear");
            Administration.Reply state = migrate(ring);
            requireCaughtUp(state);
            assertThat(state.body().at("/Current/Deleted").asLong()).isGreaterThanOrEqualTo(6);
            assertThat(state.body().at("/Current/Updated").asLong()).isPositive();
        }
        assertThat(finish("--read-all").code()).isZero();
        try (Ring gateway = gateway()) {
            Client owner = gateway.owner();
            assertThat(owner.get("stays", "first").outcome()).isEqualTo("404 NoSuchKey");
            assertThat(owner.get("stays", "large").body()).isEqualTo(Rewrapping.bytes(200_000, 1));
            assertThat(gateway.anonymous().get("stays", "tagged").text()).isEqualTo("text");
            assertThat(owner.get("goes", "first").outcome()).isEqualTo("404 NoSuchBucket");
            assertThat(owner.get("comes-again", "first").outcome()).isEqualTo("404 NoSuchKey");
            assertThat(owner.get("comes-again", "second").text()).isEqualTo("in clear");
            assertThat(owner.getRule("comes-again").outcome()).startsWith("40");
        }
    }

    @Test
    void withoutAMigrationBeforeItTheEndCarriesEverything() throws Exception {
        StoreOfEveryKind store;
        try (Ring ring = source()) {
            store = StoreOfEveryKind.in(ring);
        }
        OfflineTools.Result compared = finish("--dry-run");
        assertThat(compared.code()).isEqualTo(1);
        assertThat(compared.out()).contains("is not at the target");
        OfflineTools.Result result = finish();
        assertThat(result.code()).as(result.err()).isZero();
        try (Ring gateway = gateway()) {
            store.requireSameAt(gateway);
        }
    }

    @Test
    void disabledKeysStayDisabledAndCanBeEnabledThere() throws Exception {
        String key;
        try (Ring ring = source()) {
            key = new Rewrapping(ring).newKey();
            ring.owner().create("locked").putKmsRule("locked", key);
            ring.owner().put("locked", "object", "text");
            requireCaughtUp(migrate(ring));
            ring.administration().succeed(KMS, "DisableKey", "KeyId", key);
        }
        assertThat(finish().code()).isZero();
        try (Ring gateway = gateway()) {
            assertThat(gateway.owner().get("locked", "object").status()).isGreaterThanOrEqualTo(400);
            gateway.administration().succeed(KMS, "EnableKey", "KeyId", key);
            assertThat(gateway.owner().get("locked", "object").text()).isEqualTo("text");
        }
    }

    @Test
    void whatIsKnownOfARunEndsWithTheServer() {
        List<String> states = new ArrayList<>();
        try (Ring ring = source()) {
            assertThat(ring.administration().call(COFFER, "GetMigration").outcome())
                    .isEqualTo("404 NoSuchMigration");
            assertThat(ring.administration().call(COFFER, "CancelMigration").outcome())
                    .isEqualTo("409 MigrationNotRunning");
            states.add(migrate(ring).text("/Status"));
        }
        try (Ring ring = source()) {
            assertThat(ring.administration().call(COFFER, "GetMigration").outcome())
                    .isEqualTo("404 NoSuchMigration");
            states.add(migrate(ring).text("/Status"));
        }
        assertThat(states).containsOnly("CaughtUp");
    }
}
