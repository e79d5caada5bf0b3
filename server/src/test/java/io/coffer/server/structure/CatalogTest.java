package io.coffer.server.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.coffer.protocol.Method;
import io.coffer.protocol.signature.V1SubResources;
import io.coffer.server.operation.Level;
import io.coffer.server.operation.Operation;
import io.coffer.server.operation.OperationCatalog;
import io.coffer.server.operation.OperationFamily;
import io.coffer.server.operation.Subresource;
import io.coffer.server.ring.Answer;
import io.coffer.server.ring.Call;
import io.coffer.server.ring.Client;
import io.coffer.server.ring.Ring;
import io.coffer.server.ring.Wire;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The catalogue holds every operation, and what it does not hold does nothing. */
class CatalogTest {
    /** S3's own selectors, which clients of OSS never send and so never sign with version 1. */
    private static final Set<String> OF_S3 = Set.of(
            "accelerate",
            "ownershipControls",
            "object-lock",
            "notification",
            "analytics",
            "metrics",
            "intelligent-tiering",
            "attributes",
            "torrent",
            "select",
            "session");

    private static Ring ring;
    private static Client owner;
    private static OperationCatalog catalog;

    @BeforeAll
    static void start() {
        ring = Ring.inMemory();
        owner = ring.owner();
        catalog = ring.catalog();
    }

    @AfterAll
    static void stop() {
        ring.close();
    }

    @Test
    void everyFamilyIsInTheCatalogue() {
        JavaClasses server = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("io.coffer.server.operation", "io.coffer.server.main");
        Set<String> families = server.stream()
                .filter(type -> type.isAssignableTo(OperationFamily.class) && !type.isInterface())
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> made = server.get("io.coffer.server.main.Families").getConstructorCallsFromSelf().stream()
                .map(call -> call.getTargetOwner().getName())
                .filter(families::contains)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(made).isNotEmpty().isEqualTo(families);
    }

    @Test
    void everyOperationSaysWhatItRequires() {
        assertThat(catalog.operations())
                .hasSizeGreaterThan(20)
                .filteredOn(operation -> !(operation.access().subject() instanceof Operation.Subject.Open))
                .allMatch(operation -> operation.access().action().matches("oss:[A-Z][A-Za-z]+"));
    }

    @Test
    void onlyThePreflightRequiresNothing() {
        assertThat(catalog.operations())
                .filteredOn(operation -> operation.access().subject() instanceof Operation.Subject.Open)
                .extracting(Operation::name)
                .containsExactly("OptionObject");
    }

    @Test
    void everySelectorIsCoveredByTheOldSignatureOrKnownNotToBe() {
        Set<String> uncovered = Arrays.stream(Subresource.values())
                .filter(Subresource::isSelector)
                .map(Subresource::keyword)
                .filter(keyword -> !V1SubResources.names().contains(keyword))
                .collect(Collectors.toCollection(TreeSet::new));
        uncovered.removeAll(V1SubResources.NEVER_SIGNED);
        uncovered.removeAll(OF_S3);
        assertThat(uncovered).isEmpty();
        assertThat(catalog.operations().stream()
                        .flatMap(operation -> operation.route().selectors().stream())
                        // no SDK signs it, and whoever adds it to a signed URL learns the region's name
                        .filter(selector -> selector != Subresource.REGIONS)
                        .map(Subresource::keyword))
                .isNotEmpty()
                .allMatch(name -> V1SubResources.names().contains(name) || V1SubResources.NEVER_SIGNED.contains(name));
    }

    @Test
    void everyNameThatTheOldSignatureCoversIsAKeyword() {
        assertThat(V1SubResources.names())
                .isNotEmpty()
                .allMatch(name -> Subresource.ofKeyword(name).isPresent());
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void aKeywordWithoutAnOperationDoesNothing(Level level) {
        String bucket = "keywords-" + level.name().toLowerCase(Locale.ROOT);
        owner.create(bucket);
        owner.put(bucket, "key", "text");
        owner.putRule(bucket, "SM4");
        try (Wire wire = new Wire(ring.port())) {
            for (Subresource keyword : Subresource.values()) {
                for (Method method : Method.values()) {
                    if (keyword.isSelector() && !hasOperation(method, level, keyword)) {
                        assertRefused(wire, level, method, bucket, keyword);
                    }
                }
            }
        }
        assertThat(owner.get(bucket, "key").text()).isEqualTo("text");
        assertThat(owner.head(bucket, "made-by-keyword").status()).isEqualTo(404);
        assertThat(owner.getRule(bucket).element("SSEAlgorithm")).contains("SM4");
        assertThat(owner.bucket(Method.HEAD, "made-by-keyword").send().status()).isEqualTo(404);
    }

    private static void assertRefused(Wire wire, Level level, Method method, String bucket, Subresource keyword) {
        Answer answer = call(level, method, bucket).with(keyword.keyword()).send(wire);
        // where the keyword's value decides, a keyword without one names no operation
        boolean otherMethod = operationsFor(level, keyword).stream()
                .anyMatch(operation -> operation.route().parameter().isEmpty());
        assertThat(answer.outcome())
                .as("%s %s ?%s", method, level, keyword.keyword())
                .isEqualTo(refusal(method, otherMethod));
        assertThat(answer.text()).doesNotContain("<Key>", "<Bucket>");
    }

    private static String refusal(Method method, boolean otherMethod) {
        if (method == Method.OPTIONS) {
            // a preflight is answered whatever it is about, and this one asks for no origin
            return "400 BadRequest";
        }
        return otherMethod ? "405 MethodNotAllowed" : "501 NotImplemented";
    }

    /** A PUT names what is not there yet, so that what is made shows. */
    private static Call call(Level level, Method method, String bucket) {
        return switch (level) {
            case SERVICE -> owner.service(method);
            case BUCKET -> owner.bucket(method, method == Method.PUT ? "made-by-keyword" : bucket);
            case OBJECT -> owner.object(method, bucket, method == Method.PUT ? "made-by-keyword" : "key");
        };
    }

    private static boolean hasOperation(Method method, Level level, Subresource keyword) {
        return operationsFor(level, keyword).stream()
                .anyMatch(operation -> operation.route().method() == method);
    }

    private static List<Operation> operationsFor(Level level, Subresource keyword) {
        return catalog.operations().stream()
                .filter(operation -> operation.route().level() == level)
                .filter(operation -> operation.route().selectors().equals(Set.of(keyword)))
                .toList();
    }

    @Test
    void aParameterWithoutItsSelectorDoesNotChangeABucket() {
        owner.create("parameters");
        Set<String> general = Set.of("security-token", "x-oss-request-payer", "x-oss-traffic-limit");
        for (Subresource keyword : Subresource.values()) {
            String name = keyword.keyword();
            if (keyword.isSelector() || general.contains(name) || name.startsWith("x-oss-ac-")) {
                continue;
            }
            for (Method method : new Method[] {Method.PUT, Method.POST, Method.DELETE}) {
                String bucket = method == Method.PUT ? "made-by-parameter" : "parameters";
                assertThat(owner.bucket(method, bucket).with(name, "1").send().outcome())
                        .as("%s ?%s", method, name)
                        .isEqualTo("400 InvalidArgument");
            }
        }
        assertThat(owner.bucket(Method.HEAD, "parameters").send().status()).isEqualTo(200);
        assertThat(owner.bucket(Method.HEAD, "made-by-parameter").send().status())
                .isEqualTo(404);
    }

    @Test
    void aPieceDoesNotBecomeAWholeObject() {
        owner.create("pieces");
        for (String parameter : new String[] {"partNumber", "position"}) {
            assertThat(owner.object(Method.PUT, "pieces", "key")
                            .with(parameter, "1")
                            .body("piece")
                            .send()
                            .outcome())
                    .isEqualTo("400 InvalidArgument");
        }
        assertThat(owner.head("pieces", "key").status()).isEqualTo(404);
    }
}
