package io.coffer.server.ring;

import static io.coffer.protocol.Method.PUT;
import static io.coffer.server.ring.Administration.COFFER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.server.main.OfflineTools;
import io.coffer.storage.ozone.TestCluster;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A store moves from the embedded engine to an Ozone cluster, and gateways there serve it as it was. */
class MigrationToOzoneTest extends MigrationScene {
    private static final int[] SIZES = {300, 50_000, 2_000_000};

    MigrationToOzoneTest() {
        super(storage(TestCluster.running().freshVolume()));
    }

    private static String storage(Map<String, String> options) {
        return options.entrySet().stream()
                .map(option -> option.getKey() + ": \"" + option.getValue() + "\"")
                .collect(Collectors.joining(", ", "{engine: ozone, options: {", "}}"));
    }

    private static byte[] with(String canary, int size) {
        byte[] body = new byte[size];
        new Random(size).nextBytes(body);
        byte[] bytes = canary.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(bytes, 0, body, 0, bytes.length);
        System.arraycopy(bytes, 0, body, size - bytes.length, bytes.length);
        return body;
    }

    private static String canary() {
        byte[] bytes = new byte[16];
        new Random(System.nanoTime()).nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static void put(Ring ring, String bucket, String canary) {
        for (int size : SIZES) {
            assertThat(ring.owner()
                            .object(PUT, bucket, "object-" + size)
                            .header("x-oss-meta-canary", canary)
                            .body(with(canary, size))
                            .send()
                            .outcome())
                    .isEqualTo("200");
        }
    }

    @Test
    void aStoreMovesWhileItIsWrittenAndItsSecretsAreNowhere() throws Exception {
        String secret = canary();
        String plain = canary();
        Map<String, String> acknowledged = new ConcurrentHashMap<>();
        StoreOfEveryKind store;
        try (Ring ring = source()) {
            store = StoreOfEveryKind.in(ring);
            ring.owner().create("sealed").putRule("sealed", "SM4");
            put(ring, "sealed", secret);
            ring.owner().create("open");
            put(ring, "open", plain);
            ring.owner().create("load").putRule("load", "AES256");
            AtomicBoolean goOn = new AtomicBoolean(true);
            Thread writer = Thread.ofPlatform().start(() -> {
                for (int number = 0; goOn.get(); number++) {
                    String key = "key" + number % 200;
                    String text = ("text of " + number).repeat(number % 9 == 0 ? 9_000 : 1);
                    if (ring.owner().put("load", key, text).status() == 200) {
                        acknowledged.put(key, text);
                    }
                }
            });
            Administration.Reply state = migrate(ring);
            goOn.set(false);
            writer.join();
            requireCaughtUp(state);
            store.look(ring);
            assertThatThrownBy(this::gateway).hasMessageContaining("is not whole here yet");
        }
        OfflineTools.Result result = finish("--read-all");
        assertThat(result.code()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("\n0 differences\n");
        assertThatThrownBy(this::source).hasMessageContaining("was moved");
        assertThat(FilesInUse.with(TestCluster.running().directory(), secret)).isEmpty();
        assertThat(FilesInUse.with(TestCluster.running().directory(), plain))
                .as("the search works")
                .isNotEmpty();
        try (Ring gateway = gateway()) {
            store.requireSameAt(gateway);
            requireServed(secret, plain, store);
            acknowledged.forEach((key, text) ->
                    assertThat(gateway.owner().get("load", key).text()).as(key).isEqualTo(text));
            store.requireGoesOnAt(gateway);
        }
    }

    /** By another gateway beside the first. */
    private void requireServed(String secret, String plain, StoreOfEveryKind store) {
        try (Ring other = Ring.sharing(
                "storage: " + targetStorage(), directory.resolve("other"), "root-key: " + data() + ".root-key")) {
            store.requireSameAt(other);
            for (int size : SIZES) {
                assertThat(other.owner().get("sealed", "object-" + size).body()).isEqualTo(with(secret, size));
                assertThat(other.owner().get("open", "object-" + size).body()).isEqualTo(with(plain, size));
            }
        }
    }

    @Test
    void aClusterThatIsNotThereIsToldAndTheSourceServes() {
        String nowhere =
                "migration: {target: {engine: ozone, options: {managers: \"127.0.0.1:1\", request-seconds: \"2\"}}}";
        try (Ring ring = source(nowhere)) {
            Administration.Reply refused = ring.administration().call(COFFER, "StartMigration");
            assertThat(refused.outcome()).isEqualTo("409 MigrationTargetRefused");
            assertThat(refused.text("/Message")).contains("the Ozone cluster cannot be used");
            ring.owner().create("bucket");
            assertThat(ring.owner().put("bucket", "key", "text").outcome()).isEqualTo("200");
        }
    }
}
