package io.coffer.server.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.Unsupported;
import io.coffer.server.ring.Covers;
import io.coffer.server.ring.Ring;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/operations.md} is derived from the catalogue; {@code -Dcoffer.write-docs=true} writes it anew. */
class OperationsPageTest {
    private static final List<JavaClass> TESTS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS).importPackages("io.coffer.server").stream()
                    .filter(type -> type.isAnnotatedWith(Covers.class))
                    .toList();

    private static final Path PAGE = Path.of("../docs/operations.md");

    private static final String HEAD = """
            # Operations

            What this server implements of the OSS API, derived from its catalogue of operations. After a change of the catalogue this
            page is written anew by
            `./mvnw -q test -pl server -am -Dtest=OperationsPageTest -Dsurefire.failIfNoSpecifiedTests=false "-Dsurefire.extraArgs=-Dcoffer.write-docs=true"`.

            *works*: it does what OSS does. *stored and honoured*: it keeps a setting that acts on other requests or on what is stored.
            *stored*: it keeps a setting and gives it back; a single server has nothing that it could act on.

            | operation | state | route | RAM action | granted by | test |
            |---|---|---|---|---|---|
            """;

    private static final String UNSUPPORTED = """

            ## Not implemented

            These, and every other operation of OSS, answer 501 NotImplemented and change nothing. Vector buckets, table buckets and
            datasets are products of their own, with addresses of their own, and are not served at all.

            | operations | keywords | reason |
            |---|---|---|
            """;

    @Test
    void thePageIsTheCatalogue() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        try (Ring ring = Ring.inMemory()) {
            ring.catalog().operations().forEach(operation -> page.append(row(operation)));
        }
        page.append(UNSUPPORTED);
        for (Unsupported family : Unsupported.values()) {
            page.append(row(family));
        }
        if (Boolean.getBoolean("coffer.write-docs")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .as("run this test with -Dcoffer.write-docs=true to write the page anew")
                .hasContent(page.toString());
    }

    private static String row(Operation operation) {
        String state = operation.state().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return "| " + operation.name() + " | " + state + " | `" + operation.route() + "` | `"
                + action(operation) + "` | " + grantedBy(operation) + " | "
                + String.join(", ", tests(operation.name())) + " |\n";
    }

    private static String row(Unsupported family) {
        String keywords = family.selectors().stream()
                .map(selector -> "`" + selector.keyword() + "`")
                .collect(Collectors.joining(" "));
        return "| " + family.title() + " | " + keywords + " | " + family.reason() + " |\n";
    }

    private static List<String> tests(String operation) {
        return TESTS.stream()
                .filter(test ->
                        List.of(test.getAnnotationOfType(Covers.class).value()).contains(operation))
                .map(JavaClass::getSimpleName)
                .sorted()
                .toList();
    }

    @Test
    void everyOperationIsCoveredByATest() {
        try (Ring ring = Ring.inMemory()) {
            assertThat(ring.catalog().operations().stream()
                            .map(Operation::name)
                            .filter(name -> tests(name).isEmpty()))
                    .as("name them in @Covers of the tests that call them")
                    .isEmpty();
            Set<String> names =
                    ring.catalog().operations().stream().map(Operation::name).collect(Collectors.toSet());
            assertThat(TESTS.stream()
                            .flatMap(test -> Arrays.stream(
                                    test.getAnnotationOfType(Covers.class).value()))
                            .filter(name -> !names.contains(name)))
                    .as("names that no operation has")
                    .isEmpty();
        }
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
