package io.coffer.server.ring;

import static io.coffer.server.ring.Administration.COFFER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.coffer.server.main.OfflineTools;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** At no moment two servers could serve one store, and none serves half of one. */
class MigrationGuardTest extends MigrationIntoMemory {
    private static String refusal(Ring ring) {
        Administration.Reply reply = ring.administration().call(COFFER, "StartMigration");
        assertThat(reply.outcome()).isEqualTo("409 MigrationTargetRefused");
        return reply.text("/Message");
    }

    @Test
    void whileItIsCarriedNoGatewayStarts() throws Exception {
        try (Ring ring = source()) {
            requireCaughtUp(migrate(ring));
            assertThatThrownBy(this::gateway)
                    .hasMessageContaining("is being carried into this storage")
                    .hasMessageContaining("migrate finish");
            assertThatThrownBy(() -> gateway(directory.resolve("another-key")))
                    .hasMessageContaining("another root key");
            // neither has changed anything
            requireCaughtUp(migrate(ring));
        }
        assertThat(finish().code()).isZero();
        assertThatThrownBy(() -> gateway(directory.resolve("another-key"))).hasMessageContaining("another root key");
        gateway().close();
    }

    @Test
    void afterwardsTheSourceDoesNotStartUntilItIsTold() throws Exception {
        try (Ring ring = source()) {
            ring.owner().create("bucket");
            ring.owner().put("bucket", "key", "text");
        }
        assertThat(finish().code()).isZero();
        Path note = data().resolve("moved-away");
        assertThatThrownBy(this::source)
                .hasMessageContaining("was moved: to the storage engine shared-memory")
                .hasMessageContaining("remove " + note);
        assertThat(OfflineTools.verify(data()).code()).as("it can be looked at").isZero();
        OfflineTools.Result again = finish();
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("is whole there since");
        Files.delete(note);
        try (Ring ring = source()) {
            assertThat(ring.owner().get("bucket", "key").text()).isEqualTo("text");
            assertThat(refusal(ring)).contains("is whole there since");
        }
    }

    /** As it is when the command is killed between its last two steps. */
    @Test
    void anEndThatBrokeOffIsMadeAgain() throws Exception {
        try (Ring ring = source()) {
            ring.owner().create("bucket");
        }
        target.committing = name -> {
            if (name.equals(io.coffer.storage.Name.of("store"))) {
                throw new io.coffer.storage.StorageException(
                        io.coffer.storage.StorageException.Kind.UNAVAILABLE, "killed");
            }
        };
        OfflineTools.Result broken = finish();
        assertThat(broken.code()).isEqualTo(2);
        assertThat(broken.err()).contains("killed");
        assertThatThrownBy(this::source).hasMessageContaining("was moved");
        assertThatThrownBy(this::gateway).hasMessageContaining("is not whole here yet");
        target.committing = name -> {};
        assertThat(finish().code()).isZero();
        gateway().close();
    }

    @Test
    void aTargetWithAnotherStoreIsRefused() throws Exception {
        gateway(directory.resolve("its-key")).close();
        try (Ring ring = source()) {
            assertThat(refusal(ring)).contains("target holds a store already");
        }
        OfflineTools.Result result = finish();
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("the target holds a store already");
        gateway(directory.resolve("its-key")).close();
    }

    @Test
    @Tag("own-engine")
    void aTargetThatAnotherStoreIsCarriedIntoIsRefused() throws Exception {
        try (Ring ring = source()) {
            requireCaughtUp(migrate(ring));
        }
        Path other = directory.resolve("other");
        Files.copy(Path.of(data() + ".root-key"), Path.of(other + ".root-key"));
        try (Ring ring = Ring.on(other, section(UNBOUND))) {
            assertThat(refusal(ring)).contains("is carried into the target, and this one is");
        }
    }

    @Test
    void onlyWhereItIsConfiguredAndOnlyForTheRootOfTheFirstAccount() {
        try (Ring ring = source("scrub: {days: 7}")) {
            assertThat(ring.administration().call(COFFER, "StartMigration").outcome())
                    .isEqualTo("403 MigrationNotConfigured");
        }
        try (Ring ring = source()) {
            Administration other = ring.administration("LTAIother", "other-secret");
            RamUser user = RamUser.named(ring, "user").with(RamUser.allow("coffer:*", "*"));
            for (String action : new String[] {"StartMigration", "GetMigration", "CancelMigration"}) {
                assertThat(other.call(COFFER, action).outcome()).isEqualTo("403 NoPermission");
                assertThat(user.administration().call(COFFER, action).outcome()).isEqualTo("403 NoPermission");
            }
        }
    }

    @Test
    void enginesThatDoNotFitAreRefused() {
        try (Ring ring = source("migration: {target: {engine: embedded}}")) {
            assertThat(refusal(ring)).contains("keeps what it has in one server's directory");
        }
        try (Ring ring = source("migration: {target: {engine: nowhere}}")) {
            assertThat(refusal(ring)).contains("no storage engine named nowhere");
        }
        try (Ring ring = Ring.inMemory(section(UNBOUND))) {
            assertThat(refusal(ring)).contains("store is moved from a data directory");
        }
    }

    @Test
    void withoutItsSectionTheEndDoesNotRun() {
        OfflineTools.Result result = OfflineTools.migrateFinish(data());
        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("no section migration");
    }
}
