package io.coffer.server.structure;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.coffer.server.authentication.AccessKeySecret;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A secret as text is for those who show it to its owner, once, or keep it sealed. */
class SecretsTest {
    private static final JavaClasses SERVER = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.coffer.server");

    @Test
    void fewReadASecretAsText() {
        Set<String> readers = SERVER.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(AccessKeySecret.class)
                        && call.getName().equals("reveal"))
                .map(call -> call.getOriginOwner().getSimpleName() + "."
                        + call.getOrigin().getName())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(readers)
                .containsExactlyInAnyOrder(
                        "AccessKeyActions.created",
                        "Credentials.show",
                        "RootCredentialsFile.write",
                        "StartMessage.of",
                        "StsActions.assumeRole");
    }
}
