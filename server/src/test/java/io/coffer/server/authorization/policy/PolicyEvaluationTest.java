package io.coffer.server.authorization.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PolicyEvaluationTest {
    private static final String POLICY = "policy ";

    record Case(String policies, String action, String resource, String context, String decision) {}

    @ParameterizedTest
    @MethodSource("cases")
    void decides(Case example) {
        List<Policy> policies = example.policies().equals("-")
                ? List.of()
                : Arrays.stream(example.policies().split("\\+"))
                        .map(name -> PolicyParser.identityPolicy(
                                Objects.requireNonNull(policies().get(name))))
                        .toList();
        PolicyRequest request = new PolicyRequest(
                example.action(), ResourceName.parse(example.resource()), List.of(), context(example.context()));
        assertThat(kind(Policy.evaluate(policies, request))).isEqualTo(example.decision());
    }

    @Test
    void theTableIsLargeAndUsesEveryPolicy() {
        assertThat(cases()).hasSizeGreaterThan(120);
        assertThat(policies().keySet()).allMatch(name -> used(name));
    }

    @Test
    void tellsWhichStatementDecided() {
        Policy policy = PolicyParser.identityPolicy("""
                {"Version":"1","Statement":[
                 {"Effect":"Allow","Action":"oss:Put*","Resource":"*"},
                 {"Effect":"Allow","Action":"oss:*","Resource":"*"},
                 {"Effect":"Deny","Action":"oss:Delete*","Resource":"*"}]}""");
        ResourceName resource = ResourceName.parse("acs:oss:cn-hangzhou:1:b/k");
        assertThat(Policy.evaluate(List.of(policy), new PolicyRequest("oss:GetObject", resource, List.of(), Map.of())))
                .isInstanceOfSatisfying(
                        PolicyDecision.Allow.class,
                        allow -> assertThat(allow.statement().number()).isEqualTo(2));
        assertThat(Policy.evaluate(
                        List.of(policy), new PolicyRequest("oss:DeleteObject", resource, List.of(), Map.of())))
                .isInstanceOfSatisfying(
                        PolicyDecision.ExplicitDeny.class,
                        deny -> assertThat(deny.statement().number()).isEqualTo(3));
    }

    @Test
    void principalsOfABucketPolicyNameCallers() {
        String statement = "{\"Version\":\"1\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"oss:*\","
                + "\"Resource\":\"*\",%s}}";
        assertThat(bucketDecision(statement.formatted("\"Principal\":[\"20\",\"21\"]"), List.of("21")))
                .isEqualTo("ALLOW");
        assertThat(bucketDecision(statement.formatted("\"Principal\":[\"20\"]"), List.of("21")))
                .isEqualTo("NONE");
        assertThat(bucketDecision(statement.formatted("\"Principal\":\"20\""), List.of()))
                .isEqualTo("NONE");
        assertThat(bucketDecision(statement.formatted("\"Principal\":\"*\""), List.of()))
                .isEqualTo("ALLOW");
        assertThat(bucketDecision(statement.formatted("\"Principal\":[]"), List.of()))
                .isEqualTo("ALLOW");
        assertThat(bucketDecision(statement.formatted("\"NotPrincipal\":[\"20\"]"), List.of("20")))
                .isEqualTo("NONE");
        assertThat(bucketDecision(statement.formatted("\"NotPrincipal\":[\"20\"]"), List.of("21")))
                .isEqualTo("ALLOW");
    }

    private static String bucketDecision(String policy, List<String> principals) {
        return kind(Policy.evaluate(
                List.of(PolicyParser.bucketPolicy(policy)),
                new PolicyRequest("oss:GetObject", ResourceName.parse("acs:oss:r:1:b/k"), principals, Map.of())));
    }

    static String kind(PolicyDecision decision) {
        return switch (decision) {
            case PolicyDecision.ExplicitDeny ignored -> "DENY";
            case PolicyDecision.Allow ignored -> "ALLOW";
            case PolicyDecision.None ignored -> "NONE";
        };
    }

    private static boolean used(String policy) {
        return cases().stream()
                .anyMatch(example -> List.of(example.policies().split("\\+")).contains(policy));
    }

    static Map<String, String> context(String text) {
        Map<String, String> context = new HashMap<>();
        Arrays.stream(text.split(";")).filter(pair -> !pair.isBlank()).forEach(pair -> {
            int equals = pair.indexOf('=');
            context.put(pair.substring(0, equals), pair.substring(equals + 1));
        });
        return context;
    }

    static Map<String, String> policies() {
        Map<String, String> policies = new HashMap<>();
        lines().filter(line -> line.startsWith(POLICY)).forEach(line -> {
            String[] halves = line.substring(POLICY.length()).split(" = ", 2);
            assertThat(policies.put(halves[0], halves[1])).isNull();
        });
        return policies;
    }

    static List<Case> cases() {
        return lines().filter(line -> !line.startsWith(POLICY))
                .map(line -> line.split("\\|"))
                .map(cells -> new Case(
                        cells[0].strip(), cells[1].strip(), cells[2].strip(), cells[3].strip(), cells[4].strip()))
                .toList();
    }

    private static Stream<String> lines() {
        try (InputStream in =
                Objects.requireNonNull(PolicyEvaluationTest.class.getResourceAsStream("evaluation-cases.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList().stream();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
