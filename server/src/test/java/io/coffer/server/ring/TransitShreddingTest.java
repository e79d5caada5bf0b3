package io.coffer.server.ring;

import static io.coffer.protocol.Method.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.encryption.KeyManagementException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Destroying a version of a key in a Transit engine: what was confirmed, by the engine, with its statement. */
@Tag("own-engine")
class TransitShreddingTest {
    private static final String COFFER = "2026-11-01";
    private static final String KEY = "coffer-kms";

    @TempDir
    private Path directory;

    private final TransitService engine = new TransitService("coffer-oss", KEY);
    private String settings = "";
    private Ring ring;
    private Client owner;

    @BeforeEach
    void start() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "hvs.of-a-test");
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        settings = """
                keys:
                  provider: transit
                  service-key: coffer-oss
                  default-key: %s
                  transit: {endpoint: "%s", token: "file:%s"}
                """.formatted(KEY, engine.endpoint(), token);
        restart();
        put("object");
    }

    @AfterEach
    void stop() {
        ring.close();
        engine.close();
    }

    private void restart(String... more) {
        ring = Ring.on(directory.resolve("data"), settings + String.join("", more));
        owner = ring.owner();
    }

    /** Each in a bucket of its own: what is known of a bucket's objects is under the version of the first one. */
    private void put(String key) {
        owner.create(key);
        assertThat(owner.object(PUT, key, key)
                        .header("x-oss-server-side-encryption", "KMS")
                        .body("content of " + key)
                        .send()
                        .outcome())
                .isEqualTo("200");
    }

    private void assertReadable(String key) {
        assertThat(owner.get(key, key).text()).isEqualTo("content of " + key);
    }

    private Administration.Reply call(String action, int version, String... more) {
        String[] all = new String[more.length + 4];
        all[0] = "KeyId";
        all[1] = KEY;
        all[2] = "KeyVersion";
        all[3] = Integer.toString(version);
        System.arraycopy(more, 0, all, 4, more.length);
        return ring.administration().call(COFFER, action, all);
    }

    private String fence(int version) {
        Administration.Reply fenced = call("FenceKeyVersion", version);
        assertThat(fenced.outcome()).as("%s", fenced.body()).isEqualTo("200");
        assertThat(fenced.text("/State")).isEqualTo("FENCED");
        return fenced.text("/Takes");
    }

    private Administration.Reply destroy(int version, String takes) {
        return call("DestroyKeyVersion", version, "Takes", takes);
    }

    private JsonNode destructions() {
        return ring.administration()
                .succeed(COFFER, "ListKeyDestructions")
                .body()
                .at("/Destructions/Destruction");
    }

    private long certificates() {
        return StreamSupport.stream(destructions().spliterator(), false)
                .filter(one -> one.has("Certificate"))
                .count();
    }

    @Test
    void whatIsFencedAndConfirmedIsDestroyedWithTheEnginesStatement() {
        engine.rotate(KEY);
        String takes = fence(1);
        Administration.Reply use = ring.administration().succeed(COFFER, "GetKeyUse", "KeyId", KEY, "KeyVersion", "1");
        assertThat(use.body().path("Entries").asInt()
                        + use.body().path("AttributeKeys").asInt())
                .isEqualTo(Integer.parseInt(takes));
        put("later");
        assertReadable("object");
        assertThat(destroy(1, "0").outcome()).isEqualTo("409 KeyVersionInUse");
        assertReadable("object");

        Administration.Reply destroyed = destroy(1, takes);

        assertThat(destroyed.outcome()).as("%s", destroyed.body()).isEqualTo("200");
        assertThat(destroyed.text("/Certificate"))
                .contains("ServiceStatement")
                .contains("\\\"min_available_version\\\":\\\"2\\\"")
                .contains("/v1/transit/")
                .contains("request_id")
                .contains("backups")
                .doesNotContain("FileOverwritten");
        assertThat(engine.available(KEY)).isEqualTo(2);
        assertThat(owner.get("object", "object").outcome()).isEqualTo("409 KmsKeyDestroyed");
        assertThat(destroy(1, takes).text("/Certificate")).isEqualTo(destroyed.text("/Certificate"));
        assertThat(destructions().path(0).path("Certificate").asString()).isEqualTo(destroyed.text("/Certificate"));
        assertThat(call("FenceKeyVersion", 1).text("/State")).isEqualTo("DESTROYED");
        assertThat(ring.administration()
                        .succeed(COFFER, "ReplayKeyDestruction", "Certificate", destroyed.text("/Certificate"))
                        .text("/CameBack"))
                .isEqualTo("0");
    }

    @Test
    void theNewestVersionIsRefusedWithTheReason() {
        Administration.Reply refused = call("FenceKeyVersion", 1);

        assertThat(refused.outcome()).isEqualTo("409 Rejected.Unavailable");
        assertThat(refused.text("/Message")).contains("rotate the key first");
        assertThat(destroy(1, "0").text("/Message")).isEqualTo("Version 1 of the key coffer-kms is not fenced.");
        assertThat(call("FenceKeyVersion", 7).outcome()).isEqualTo("404 Forbidden.KeyNotFound");
        put("still");
        assertThat(destructions()).isEmpty();
    }

    @Test
    void lowerVersionsAreToBeDestroyedFirst() {
        engine.rotate(KEY);
        put("second");
        engine.rotate(KEY);
        String takes = fence(2);

        Administration.Reply refused = destroy(2, takes);

        assertThat(refused.outcome()).isEqualTo("409 Rejected.Unavailable");
        assertThat(refused.text("/Message")).contains("destroy those from 1 to 1");
        assertThat(destructions()).isEmpty();
        assertReadable("object");
        assertReadable("second");
        String takesOfFirst = fence(1);
        assertThat(destroy(1, takesOfFirst).outcome()).isEqualTo("200");
        assertReadable("second");
        assertThat(destroy(2, takes).outcome()).isEqualTo("200");
        assertThat(owner.get("second", "second").outcome()).isEqualTo("409 KmsKeyDestroyed");
    }

    @Test
    void onlyTheFirstAccountEndsWhatAllShareAndNobodyWhatIsNotListed() {
        engine.rotate(KEY);
        assertThat(ring.administration("LTAIother", "other-secret")
                        .call(COFFER, "FenceKeyVersion", "KeyId", KEY, "KeyVersion", "1")
                        .outcome())
                .isEqualTo("404 Forbidden.KeyNotFound");
        assertThat(ring.administration()
                        .call(COFFER, "FenceKeyVersion", "KeyId", "others-key", "KeyVersion", "1")
                        .outcome())
                .isEqualTo("404 Forbidden.KeyNotFound");
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 503})
    void whatWasDecidedIsDoneAtTheNextStart(int status) {
        engine.rotate(KEY);
        String takes = fence(1);
        engine.refuseToTrim(status);
        assertThat(destroy(1, takes).status()).isEqualTo(status);
        assertThat(certificates()).isZero();
        ring.close();
        restart();
        assertThat(certificates()).as("the engine still refuses").isZero();
        ring.close();
        engine.trimAgain();

        restart();

        assertThat(certificates()).isEqualTo(1);
        assertThat(engine.available(KEY)).isEqualTo(2);
        assertThat(destroy(1, "0").text("/Takes")).isEmpty();
    }

    @Test
    void orByTheChore() {
        engine.rotate(KEY);
        String takes = fence(1);
        engine.refuseToTrim(503);
        assertThat(destroy(1, takes).outcome()).isEqualTo("503 ServiceUnavailableTemporary");
        assertThatThrownBy(() -> ring.runChore("keys")).isInstanceOf(KeyManagementException.class);
        assertThat(certificates()).isZero();
        engine.trimAgain();

        ring.runChore("keys");

        assertThat(certificates()).isEqualTo(1);
    }

    @Test
    void anEngineThatWasPutBackDestroysAgain() {
        engine.rotate(KEY);
        put("second");
        String takes = fence(1);
        Runnable back = engine.snapshot();
        String certificate = destroy(1, takes).text("/Certificate");
        back.run();
        assertReadable("object");

        ring.runChore("keys");

        assertThat(engine.available(KEY)).isEqualTo(2);
        assertThat(owner.get("object", "object").outcome()).isEqualTo("409 KmsKeyDestroyed");
        assertReadable("second");
        assertThat(destructions().size()).isEqualTo(1);
        assertThat(destructions().path(0).path("Certificate").asString()).isEqualTo(certificate);
    }

    @Test
    void aCertificateDestroysAgainWhenStoreAndEngineWereBothPutBack() throws Exception {
        engine.rotate(KEY);
        String takes = fence(1);
        ring.close();
        Path data = directory.resolve("data");
        Path older = directory.resolve("older");
        copy(data, older);
        Runnable back = engine.snapshot();
        restart();
        String certificate = destroy(1, takes).text("/Certificate");
        ring.close();
        Files.move(data, directory.resolve("newer"));
        Files.move(older, data);
        back.run();
        restart();
        ring.runChore("keys");
        assertReadable("object");

        assertThat(ring.administration()
                        .succeed(COFFER, "ReplayKeyDestruction", "Certificate", certificate)
                        .text("/CameBack"))
                .isEqualTo("1");

        assertThat(owner.get("object", "object").outcome()).isEqualTo("409 KmsKeyDestroyed");
        assertThat(destructions().path(0).path("Certificate").asString())
                .contains("ServiceStatement", "min_available_version");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)));
            }
        }
    }

    @Test
    void whatOthersDestroyedIsNoticedWithWhatItTook() {
        engine.rotate(KEY);
        put("second");
        engine.trimByHand(KEY, 2);

        ring.runChore("keys");
        ring.runChore("keys");

        assertThat(destructions().size()).isEqualTo(1);
        JsonNode noticed = destructions().path(0);
        assertThat(noticed.path("KeyVersion").asInt()).isEqualTo(1);
        assertThat(noticed.path("Certificate").asString()).contains("ServiceStatement");
        assertThat(noticed.at("/Taken/Bucket").size()).isPositive();
    }

    @Test
    void aFenceDropsIntermediateKeysAndHoldsOverARestart() {
        ring.close();
        restart("  intermediate: on\n");
        put("first");
        engine.rotate(KEY);
        String takes = fence(1);
        put("after");
        ring.close();
        restart("  intermediate: on\n");

        assertThat(destroy(1, takes).outcome()).isEqualTo("200");

        assertReadable("after");
        assertThat(owner.get("first", "first").outcome()).isEqualTo("409 KmsKeyDestroyed");
    }

    @Test
    void anEngineThatIsAwayKeepsNoServerFromStartingAndNothingCountsAsDestroyed() {
        engine.rotate(KEY);
        String takes = fence(1);
        engine.refuseToTrim(503);
        assertThat(destroy(1, takes).status()).isEqualTo(503);
        ring.close();
        engine.close();

        restart();

        assertThat(certificates()).isZero();
        assertThatThrownBy(() -> ring.runChore("keys")).isInstanceOf(KeyManagementException.class);
        assertThat(certificates()).isZero();
        assertThat(call("FenceKeyVersion", 1).outcome()).isEqualTo("503 ServiceUnavailableTemporary");
    }
}
