package io.coffer.server.structure;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.coffer.server.authorization.Permit;
import io.coffer.server.operation.Operation;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The rooms of the server and which of them may know which. */
class LayersTest {
    private static final String ROOT = "io.coffer.server.";

    /** From top to bottom; the rooms of one floor do not know each other. */
    private static final List<Set<String>> FLOORS = List.of(
            Set.of("main"),
            Set.of("config"),
            Set.of("http"),
            Set.of("console"),
            Set.of("pipeline"),
            Set.of("operation", "admin"),
            Set.of("authorization", "callback"),
            Set.of("identity"),
            Set.of("authentication"),
            Set.of("authorization.policy"),
            Set.of("evidence"),
            Set.of("upkeep", "migration"),
            Set.of("posture"),
            Set.of("object", "select"),
            Set.of("bucket"),
            Set.of("keyuse"),
            Set.of("audit", "backup", "lease"),
            Set.of("metadata", "digest", "tracing"),
            Set.of("observability"));

    private static final JavaClasses SERVER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.coffer.server");

    private static String room(JavaClass type) {
        String name = type.getPackageName();
        if (name.equals(ROOT + "authorization.policy")) {
            // the policy language alone, pure: a room of its own
            return "authorization.policy";
        }
        return name.startsWith(ROOT) ? name.substring(ROOT.length()).split("\\.")[0] : "";
    }

    private static int floor(String room) {
        for (int floor = 0; floor < FLOORS.size(); floor++) {
            if (FLOORS.get(floor).contains(room)) {
                return floor;
            }
        }
        throw new AssertionError("the room " + room + " has no floor: give it one here");
    }

    @Test
    void roomsKnowOnlyRoomsBelow() {
        Set<String> upward = new TreeSet<>();
        for (JavaClass type : SERVER) {
            String from = room(type);
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> room(dependency.getTargetClass().getBaseComponentType()))
                    .filter(to -> !to.isEmpty() && !to.equals(from))
                    .filter(to -> floor(to) <= floor(from))
                    .forEach(to -> upward.add(from + " -> " + to + " in " + type.getSimpleName()));
        }
        assertThat(upward).isEmpty();
    }

    @Test
    void everyFloorIsLivedOn() {
        Set<String> rooms = SERVER.stream().map(LayersTest::room).collect(Collectors.toCollection(TreeSet::new));
        assertThat(FLOORS.stream().flatMap(Set::stream)).containsExactlyInAnyOrderElementsOf(rooms);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("io.coffer.server.(**)").should().beFreeOfCycles().check(SERVER);
    }

    @Test
    void onlyHttpKnowsTheHttpLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.coffer.server.http")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.eclipse.jetty..", "jakarta.servlet..")
                .check(SERVER);
        assertThat(roomsThatKnow("org.eclipse.jetty")).containsExactly("http");
    }

    @Test
    void fewRoomsKnowStorageAndEncryptionBoth() {
        Set<String> both = roomsThatKnow("io.coffer.storage");
        both.retainAll(roomsThatKnow("io.coffer.encryption"));
        assertThat(both)
                .containsExactlyInAnyOrder(
                        "main", "object", "posture", "metadata", "identity", "callback", "pipeline", "evidence");
    }

    @Test
    void onlyTheObjectRoomHandlesBodiesAndTheirKeys() {
        noClasses()
                .that()
                .resideOutsideOfPackages("io.coffer.server.object")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("io\\.coffer\\.encryption\\.(Segment.*|DataKey|RecordTag|SealedAttribute)")
                .check(SERVER);
        noClasses()
                .that()
                // a migration moves bodies as they lie there, and knows no encryption
                .resideOutsideOfPackages("io.coffer.server.object", "io.coffer.server.migration")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("io\\.coffer\\.storage\\.(Reader|Writer)")
                .check(SERVER);
    }

    private static Set<String> roomsThatKnow(String library) {
        return SERVER.stream()
                .filter(type -> type.getDirectDependenciesFromSelf().stream()
                        .anyMatch(dependency ->
                                dependency.getTargetClass().getPackageName().startsWith(library)))
                .map(LayersTest::room)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** So a decision can be made again, of requests that are over and of such that are never sent. */
    @Test
    void decidingLooksNothingUp() {
        noClasses()
                .that()
                .resideInAnyPackage("io.coffer.server.authorization", "io.coffer.server.authorization.policy")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.coffer.server.object..",
                        "io.coffer.server.bucket..",
                        "io.coffer.server.metadata..",
                        "io.coffer.server.identity..",
                        "io.coffer.storage..")
                .check(SERVER);
    }

    @Test
    void onlyTheAuthorizerGivesPermits() {
        Set<String> givers = SERVER.stream()
                .flatMap(type -> type.getConstructorCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(Permit.class))
                .map(call -> call.getOriginOwner().getName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(givers).containsExactly("io.coffer.server.authorization.Authorizer");
        assertThat(Permit.class.getConstructors()).isEmpty();
        assertThat(Modifier.isFinal(Permit.class.getModifiers())).isTrue();
    }

    @Test
    void anOperationHasNoWayToItsHandlerButWithAPermit() {
        assertThat(Operation.class.isRecord()).isFalse();
        assertThat(Operation.class.getConstructors()).isEmpty();
        assertThat(Arrays.stream(Operation.class.getDeclaredFields()))
                .allMatch(field -> Modifier.isPrivate(field.getModifiers()));
        assertThat(Arrays.stream(Operation.class.getDeclaredMethods())
                        .filter(method -> !Modifier.isPrivate(method.getModifiers()))
                        .filter(method -> Function.class.isAssignableFrom(method.getReturnType())))
                .isEmpty();
        assertThat(Arrays.stream(Operation.class.getDeclaredMethods())
                        .filter(method -> method.getName().equals("run")))
                .hasSize(1)
                .allMatch(method -> List.of(method.getParameterTypes()).contains(Permit.class));
    }
}
