package io.coffer.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.aliyun.oss.model.OSSObjectSummary;
import io.coffer.conformance.Connection.AddressStyle;
import io.coffer.conformance.Connection.Signature;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A table of Apache Paimon, written and read by a program beside these sources. It signs with V1: the Hadoop 3.3 that
 * Paimon carries knows no other, and it needs a JDK before 24, where Subject.getSubject still works.
 */
final class PaimonIT {
    @Test
    void aTableIsWrittenAndRead(@TempDir Path buffers) throws Exception {
        String classPath = System.getProperty("coffer.conformance.paimon", "");
        assumeTrue(!classPath.isEmpty(), "the jars of Paimon are not named");
        Path java = OlderJava.find().orElseGet(() -> {
            System.out.println("story of Paimon skipped: " + OlderJava.MISSING);
            return abort(OlderJava.MISSING);
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
}
