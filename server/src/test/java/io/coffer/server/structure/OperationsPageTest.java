package io.coffer.server.structure;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.operation.Operation;
import io.coffer.server.ring.Ring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** {@code docs/operations.md} is derived from the catalogue; {@code -Dcoffer.docs=write} writes it anew. */
class OperationsPageTest {
    private static final Path PAGE = Path.of("../docs/operations.md");

    private static final String HEAD = """
            # Operations

            What this server implements of the OSS API, derived from its catalogue of operations. Every other operation
            of OSS is refused with 501 NotImplemented. After a change of the catalogue this page is written anew by
            `./mvnw -q test -pl server -am -Dtest=OperationsPageTest -Dsurefire.failIfNoSpecifiedTests=false "-Dsurefire.extraArgs=-Dcoffer.docs=write"`.

            | operation | route | on | RAM action | granted by |
            |---|---|---|---|---|
            """;

    @Test
    void thePageIsTheCatalogue() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        try (Ring ring = Ring.inMemory()) {
            ring.catalog().operations().forEach(operation -> page.append(row(operation)));
        }
        if ("write".equals(System.getProperty("coffer.docs"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("run this test with -Dcoffer.docs=write to write the page anew")
                .hasContent(page.toString());
    }

    private static String row(Operation operation) {
        return "| " + operation.name() + " | `" + operation.route() + "` | "
                + operation.route().level().name().toLowerCase(Locale.ROOT) + " | `"
                + action(operation) + "` | " + grantedBy(operation) + " |\n";
    }

    private static String action(Operation operation) {
        return operation.access().action().isEmpty() ? "-" : operation.access().action();
    }

    private static String grantedBy(Operation operation) {
        if (operation.access().subject() instanceof Operation.Subject.Open) {
            return "anyone";
        }
        return switch (operation.access().kind()) {
            case READ -> "ownership, policy, an ACL that lets read";
            case WRITE -> "ownership, policy, an ACL that lets write";
            case ADMINISTRATIVE -> "ownership, policy";
        };
    }
}
