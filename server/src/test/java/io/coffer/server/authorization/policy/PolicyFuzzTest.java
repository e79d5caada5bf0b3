package io.coffer.server.authorization.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Whatever a text holds, it is a policy or refused with a place, within a bounded time; and so is any decision by it.
 * Commonly the inputs under {@code PolicyFuzzTestInputs} are run through once; with JAZZER_FUZZ=1 in the environment
 * one test, named by {@code -Dtest=PolicyFuzzTest#...}, makes up more.
 */
class PolicyFuzzTest {
    /** of processor time; far above what the largest input takes, see {@link PolicyBoundsTest}, and its first run */
    private static final Duration BOUND = Duration.ofSeconds(5);

    private static final String FUZZED_FOR = "60s";

    @FuzzTest(maxDuration = FUZZED_FOR)
    void anIdentityPolicyIsReadOrRefused(byte[] data) {
        judged(PolicyKind.IDENTITY, new String(data, StandardCharsets.UTF_8));
    }

    @FuzzTest(maxDuration = FUZZED_FOR)
    void aBucketPolicyIsReadOrRefused(byte[] data) {
        judged(PolicyKind.BUCKET, new String(data, StandardCharsets.UTF_8));
    }

    @FuzzTest(maxDuration = FUZZED_FOR)
    void aTrustPolicyIsReadOrRefused(byte[] data) {
        judged(PolicyKind.TRUST, new String(data, StandardCharsets.UTF_8));
    }

    /** The first line is the pattern, the rest the subject. */
    @FuzzTest(maxDuration = FUZZED_FOR)
    void aPatternMatchesAsTheSimplestMatcherSays(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        int line = text.indexOf('\n');
        String pattern = text.substring(0, Math.max(line, 0));
        String subject = text.substring(line + 1);
        if (pattern.length() > WildcardPattern.MAX_LENGTH || subject.length() > WildcardPattern.MAX_LENGTH) {
            return;
        }
        long start = processorTime();
        boolean matches = WildcardPattern.of(pattern).matches(subject);
        assertThat(Duration.ofNanos(processorTime() - start)).isLessThan(BOUND);
        assertThat(matches).isEqualTo(simplest(pattern, subject));
    }

    private static void judged(PolicyKind kind, String text) {
        long start = processorTime();
        try {
            Policy policy = PolicyParser.parse(kind, text);
            PolicyDecision decision = Policy.evaluate(List.of(policy), request());
            boolean matched = PolicyTrace.of(policy, request()).steps().stream().anyMatch(PolicyTrace.Step::matched);
            assertThat(matched).isEqualTo(!(decision instanceof PolicyDecision.None));
        } catch (MalformedPolicyException refused) {
            assertThat(refused.place()).isNotEmpty();
            assertThat(refused.getMessage()).hasSizeLessThan(1500);
        }
        assertThat(Duration.ofNanos(processorTime() - start)).isLessThan(BOUND);
    }

    private static PolicyRequest request() {
        return new PolicyRequest(
                "oss:GetObject",
                new ResourceName("oss", "cn-hangzhou", "1", "bucket/" + "a".repeat(1023)),
                List.of("20", "arn:sts::1:assumed-role/reader/job", "acs:ram::1:root"),
                Map.of("acs:SourceIp", "10.0.0.1", "acs:UserAgent", "a".repeat(1000), "oss:TLSVersion", "1.2"));
    }

    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** One row per character of the pattern: which beginnings of the subject it matches. */
    private static boolean simplest(String pattern, String subject) {
        int[] characters = subject.codePoints().toArray();
        boolean[] matched = new boolean[characters.length + 1];
        matched[0] = true;
        for (int token : pattern.codePoints().toArray()) {
            boolean[] next = new boolean[matched.length];
            next[0] = token == '*' && matched[0];
            for (int at = 1; at < matched.length; at++) {
                next[at] = token == '*'
                        ? matched[at] || next[at - 1]
                        : matched[at - 1] && (token == '?' || token == characters[at - 1]);
            }
            matched = next;
        }
        return matched[characters.length];
    }
}
