package io.coffer.server.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.admin.AdminAction;
import io.coffer.server.admin.AdminReference;
import io.coffer.server.admin.AdminService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every action of the administration port is on its page, and refuses those who may not. */
class AdminCatalogTest {
    private static final Path PAGE = Path.of("../docs/admin-api.md");

    private static Ring ring;
    private static Administration powerless;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        powerless = RamUser.named(ring, "powerless").administration();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    /** {@code -Dcoffer.write-docs=true} writes the page anew. */
    @Test
    void thePageIsTheOneOfTheCatalogue() throws IOException {
        String page = AdminReference.markdown(ring.adminCatalog());
        if (Boolean.getBoolean("coffer.write-docs")) {
            Files.writeString(PAGE, page, StandardCharsets.UTF_8);
        }
        assertThat(Files.readString(PAGE, StandardCharsets.UTF_8)).isEqualTo(page);
    }

    static Stream<String> guardedActions() {
        // those of STS are asked for otherwise: by every signed caller, and with a role's trust; the region is no
        // secret
        return ring.adminCatalog().actions().stream()
                .filter(action -> action.service() != AdminService.STS)
                .filter(action -> !action.name().equals("DescribeRegions"))
                .map(AdminAction::ramAction);
    }

    @ParameterizedTest
    @MethodSource("guardedActions")
    void everyActionNeedsItsPermission(String ramAction) {
        AdminAction action = ring.adminCatalog().actions().stream()
                .filter(candidate -> candidate.ramAction().equals(ramAction))
                .findFirst()
                .orElseThrow();
        String name = ramAction.replace(':', '-');
        Administration almost = user("almost-" + name, "NotAction", ramAction);
        String refused = action.service() == AdminService.KMS ? "403 Forbidden.NoPermission" : "403 NoPermission";
        assertThat(send(powerless, action)).isEqualTo(refused);
        assertThat(send(almost, action)).isEqualTo(refused);
        if (action.service() != AdminService.COFFER) {
            assertThat(send(user("allowed-" + name, "Action", ramAction), action))
                    .isNotEqualTo(refused);
        }
    }

    private static String send(Administration caller, AdminAction action) {
        List<String> parameters = new ArrayList<>();
        action.parameters()
                .forEach(parameter -> parameters.addAll(List.of(parameter.name().replace(".N", ".1"), "1")));
        Administration.Reply reply =
                caller.call(action.service().version(), action.name(), parameters.toArray(String[]::new));
        return reply.status() + " " + reply.text("/Code");
    }

    private static Administration user(String name, String field, String ramAction) {
        return RamUser.named(ring, name).with("""
                {"Version": "1", "Statement": [{"Effect": "Allow", "%s": "%s", "Resource": "*"}]}
                """.formatted(field, ramAction)).administration();
    }
}
