package io.coffer.server.authorization.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The largest policies there can be, made to be slow. What they take is written out; the bound is far above it. */
class PolicyBoundsTest {
    private static final Duration BOUND = Duration.ofMillis(250);
    private static final int WARM_UP = 30;
    private static final int MEASURED = 15;
    private static final String KEY = "a".repeat(1022) + "b";

    static Stream<Arguments> slow() {
        return Stream.of(
                Arguments.of("stars and a letter by turns", resources("acs:oss:*:*:", "*a", 2030)),
                Arguments.of("stars and question marks by turns", resources("acs:oss:*:*:", "*?", 2030)),
                Arguments.of("long runs of one letter after a star", resources("acs:oss:*:*:*", "a", 1000)),
                Arguments.of("many short patterns", resources("acs:oss:*:*:", "*a*", 12)),
                Arguments.of("letters of many scripts", resources("acs:oss:*:*:*", "*\u00e9\u4e2d\ud83d\ude00", 600)),
                Arguments.of("as many statements as there can be", statements()),
                Arguments.of("conditions on one long value", conditions()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slow")
    void aDecisionByTheLargestPolicyIsBounded(String name, String text) {
        Policy policy = PolicyParser.bucketPolicy(text);
        long reading = fastest(() -> PolicyParser.bucketPolicy(text));
        long deciding = fastest(() -> decide(policy));
        System.out.printf(
                "%s: %,d characters, read in %,d us, decided in %,d us%n",
                name, text.length(), reading / 1000, deciding / 1000);
        assertThat(Duration.ofNanos(reading)).isLessThan(BOUND);
        assertThat(Duration.ofNanos(deciding)).isLessThan(BOUND);
    }

    /** The fastest of several, in processor time: other work on the machine is not the policy's. */
    private static long fastest(Runnable run) {
        for (int round = 0; round < WARM_UP; round++) {
            run.run();
        }
        long fastest = Long.MAX_VALUE;
        for (int round = 0; round < MEASURED; round++) {
            long start = processorTime();
            run.run();
            fastest = Math.min(fastest, processorTime() - start);
        }
        return fastest;
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static PolicyDecision decide(Policy policy) {
        return Policy.evaluate(
                List.of(policy),
                new PolicyRequest(
                        "oss:GetObject",
                        new ResourceName("oss", "cn-hangzhou", "1", KEY),
                        List.of("20"),
                        Map.of("acs:UserAgent", KEY.repeat(7))));
    }

    private static String resources(String beginning, String repeated, int length) {
        String pattern = beginning + repeated.repeat(length / repeated.length()) + "c";
        StringBuilder list = new StringBuilder("\"" + pattern + "\"");
        int bytes = pattern.getBytes(StandardCharsets.UTF_8).length + 3;
        for (int size = 200 + bytes; size + bytes < PolicyJson.MAX_SIZE; size += bytes) {
            list.append(",\"").append(pattern).append('"');
        }
        return "{\"Version\":\"1\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":[" + list + "]}}";
    }

    private static String statements() {
        String statement = "{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"acs:*:*:*:*a*\"}";
        return "{\"Version\":\"1\",\"Statement\":[" + String.join(",", Collections.nCopies(490, statement)) + "]}";
    }

    private static String conditions() {
        String value = "*a".repeat(1000) + "c";
        String values = "\"" + String.join("\",\"", Collections.nCopies(15, value)) + "\"";
        return "{\"Version\":\"1\",\"Statement\":{\"Effect\":\"Deny\",\"Action\":\"*\",\"Resource\":\"*\","
                + "\"Condition\":{\"StringLike\":{\"acs:UserAgent\":[" + values + "]}}}}";
    }
}
