package io.coffer.conformance;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/** Stories in JavaScript as tests of their own. */
public final class AliOssStories {
    private static final Pattern TAB = Pattern.compile("\t");

    private AliOssStories() {}

    /** Runs the stories of one script; skipped where node is missing. */
    public static DynamicContainer container(String name, String script, Map<String, String> environment) {
        NodeProject project = NodeProject.find();
        assumeTrue(
                project.reasonToSkip().isEmpty(), () -> project.reasonToSkip().orElseThrow());
        return dynamicContainer(name, project.run(List.of(script), environment).map(AliOssStories::test));
    }

    static DynamicTest test(String line) {
        List<String> fields = TAB.splitAsStream(line).toList();
        return dynamicTest(fields.get(1), () -> {
            switch (fields.getFirst()) {
                case "pass" -> {}
                case "skip" -> abort("not for this way to connect");
                default -> fail(new String(Base64.getDecoder().decode(fields.get(2)), StandardCharsets.UTF_8));
            }
        });
    }
}
