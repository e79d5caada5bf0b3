package io.coffer.server.authorization.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.server.authorization.policy.PolicyTrace.Outcome;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PolicyTraceTest {
    private static final PolicyRequest REQUEST = new PolicyRequest(
            "oss:GetObject",
            ResourceName.parse("acs:oss:cn-hangzhou:1:photos/a"),
            List.of("20"),
            Map.of("acs:SourceIp", "10.0.0.1", "acs:UserAgent", "x".repeat(500)));

    @Test
    void namesTheFirstPartThatDiffers() {
        PolicyTrace trace = trace(
                statement("\"Principal\":[\"20\"],\"Action\":\"oss:Put*\",\"Resource\":\"*\""),
                statement("\"Principal\":[\"20\"],\"Action\":\"oss:*\",\"Resource\":\"acs:oss:*:*:other/*\""),
                statement("\"Principal\":[\"21\"],\"Action\":\"oss:*\",\"Resource\":\"*\""),
                statement("\"Principal\":[\"20\"],\"Action\":\"oss:*\",\"Resource\":\"*\",\"Condition\":"
                        + "{\"IpAddress\":{\"acs:sourceip\":[\"192.168.0.0/16\",\"172.16.0.0/12\"]}}"),
                statement("\"Principal\":[\"20\"],\"Action\":\"oss:*\",\"Resource\":\"*\""));
        assertThat(trace.steps())
                .extracting(PolicyTrace.Step::outcome)
                .containsExactly(
                        new Outcome.OtherAction(),
                        new Outcome.OtherResource(),
                        new Outcome.OtherPrincipal(),
                        new Outcome.UnmetCondition(
                                "IpAddress",
                                "acs:sourceip",
                                List.of("192.168.0.0/16", "172.16.0.0/12"),
                                2,
                                Optional.of("10.0.0.1")),
                        new Outcome.Matched());
        assertThat(trace.steps()).extracting(PolicyTrace.Step::number).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void saysThatAKeyIsAbsent() {
        PolicyTrace trace = trace(statement(
                "\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"oss:Prefix\":\"a\"}}"));
        assertThat(trace.steps().getFirst().outcome())
                .isEqualTo(new Outcome.UnmetCondition("StringEquals", "oss:Prefix", List.of("a"), 1, Optional.empty()));
    }

    @Test
    void isSmallWhateverThePolicyAndTheRequestAre() {
        String values = "[" + String.join(",", Collections.nCopies(10, "\"" + "y".repeat(400) + "\"")) + "]";
        PolicyTrace trace = trace(statement("\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":"
                + "{\"StringEquals\":{\"acs:UserAgent\":" + values + "}}"));
        Outcome.UnmetCondition unmet =
                (Outcome.UnmetCondition) trace.steps().getFirst().outcome();
        assertThat(unmet.expected())
                .hasSize(8)
                .allSatisfy(value -> assertThat(value).hasSize(131));
        assertThat(unmet.expectedInAll()).isEqualTo(10);
        assertThat(unmet.actual().orElseThrow()).hasSize(131);

        String[] many = Collections.nCopies(400, statement("\"Action\":\"oss:Put*\",\"Resource\":\"*\""))
                .toArray(String[]::new);
        assertThat(trace(many).steps()).hasSize(100);
    }

    @Test
    void agreesWithTheDecision() {
        for (int seed = 0; seed < 2000; seed++) {
            Random random = new Random(seed);
            List<Policy> policies = PolicyPropertiesTest.policies(random);
            PolicyRequest request = PolicyPropertiesTest.request(random);
            boolean denied = policies.stream()
                    .flatMap(policy -> PolicyTrace.of(policy, request).steps().stream())
                    .anyMatch(step -> step.matched() && step.effect() == Effect.DENY);
            boolean matched = policies.stream()
                    .flatMap(policy -> PolicyTrace.of(policy, request).steps().stream())
                    .anyMatch(PolicyTrace.Step::matched);
            assertThat(PolicyEvaluationTest.kind(Policy.evaluate(policies, request)))
                    .as("seed %d", seed)
                    .isEqualTo(denied ? "DENY" : matched ? "ALLOW" : "NONE");
        }
    }

    private static PolicyTrace trace(String... statements) {
        return PolicyTrace.of(
                PolicyParser.bucketPolicy("{\"Version\":\"1\",\"Statement\":[" + String.join(",", statements) + "]}"),
                REQUEST);
    }

    private static String statement(String fields) {
        return "{\"Effect\":\"Allow\"," + fields + "}";
    }
}
