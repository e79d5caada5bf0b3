package io.coffer.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.aliyun.oss.model.OSSObjectSummary;
import io.coffer.conformance.Connection.AddressStyle;
import io.coffer.conformance.Connection.Signature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A table of Apache Paimon, written and read by a program beside these sources. It signs with V1: the Hadoop 3.3 that
 * Paimon carries knows no other, and it needs a JDK before 24, where Subject.getSubject still works.
 */
final class PaimonIT {
    private static final List<String> HOMES = List.of("COFFER_STORY_JAVA_HOME", "JAVA_HOME_17_X64", "JAVA_HOME_21_X64");

    @Test
    void aTableIsWrittenAndRead(@TempDir Path buffers) throws Exception {
        String classPath = System.getProperty("coffer.conformance.paimon", "");
        assumeTrue(!classPath.isEmpty(), "the jars of Paimon are not named");
        Path java = java().orElseGet(() -> {
            System.out.println("story of Paimon skipped: no JDK 17 or 21 in " + HOMES + " or /usr/lib/jvm");
            return abort("no JDK 17 or 21");
        });
        Target target = Targets.plain();
        Connection connection =
                new Connection(target, Signature.V1, target.local() ? AddressStyle.PATH : AddressStyle.VIRTUAL_HOST);
        try (ScratchBucket bucket = ScratchBucket.make(connection)) {
            ProcessBuilder builder = new ProcessBuilder(
                    java.toString(),
                    "-Xmx512m",
                    "-XX:TieredStopAtLevel=1",
                    "-cp",
                    classPath,
                    Path.of(System.getProperty("coffer.conformance.paimon.story", "src/test/paimon/PaimonStory.java"))
                            .toString(),
                    buffers.toString());
            builder.environment()
                    .putAll(Map.of(
                            "OSS_STORY_BUCKET", bucket.name(),
                            "OSS_STORY_ENDPOINT", connection.endpoint(),
                            "OSS_STORY_ACCESS_KEY_ID", target.accessKeyId(),
                            "OSS_STORY_ACCESS_KEY_SECRET", target.accessKeySecret()));
            Process process = builder.redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            assertThat(output).contains("told");
            assertThat(bucket.oss().listObjects(bucket.name()).getObjectSummaries())
                    .extracting(OSSObjectSummary::getKey)
                    .noneMatch(key -> key.contains("/orders/"));
            assertThat(bucket.openUploads()).isEmpty();
        }
    }

    private static Optional<Path> java() throws IOException {
        Path installed = Path.of("/usr/lib/jvm");
        Stream<Path> named = HOMES.stream()
                .flatMap(name -> Optional.ofNullable(System.getenv(name)).stream())
                .map(Path::of);
        try (Stream<Path> found = Files.isDirectory(installed) ? Files.list(installed) : Stream.empty()) {
            return Stream.concat(
                            named,
                            found.filter(home -> home.getFileName().toString().matches(".*\\b(17|21)\\b.*"))
                                    .sorted())
                    // a program in one file needs the compiler
                    .filter(home -> Files.isExecutable(home.resolve("bin/javac")))
                    .map(home -> home.resolve("bin/java"))
                    .findFirst();
        }
    }
}
