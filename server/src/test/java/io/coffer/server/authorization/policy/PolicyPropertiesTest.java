package io.coffer.server.authorization.policy;

import static io.coffer.server.authorization.policy.PolicyEvaluationTest.kind;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PolicyPropertiesTest {
    private static final int ROUNDS = 4000;
    private static final List<String> ACTIONS =
            List.of("oss:GetObject", "oss:PutObject", "oss:DeleteObject", "oss:ListObjects", "ram:CreateUser");
    private static final List<String> ACTION_PATTERNS =
            List.of("*", "oss:*", "oss:Get*", "oss:P*Object", "oss:???Object", "ram:*", "oss:ListObjects");
    private static final List<String> RESOURCES = List.of(
            "acs:oss:cn-hangzhou:1:a", "acs:oss:cn-hangzhou:1:a/k", "acs:oss:cn-beijing:2:b/x/y", "acs:ram::1:user/u");
    private static final List<String> RESOURCE_PATTERNS = List.of(
            "*", "acs:oss:*:*:*", "acs:oss:*:1:*", "acs:oss:*:*:a/*", "acs:oss:*:*:b/*/?", "acs:ram:*:*:user/*");
    private static final List<String> CONDITIONS = List.of(
            "",
            "",
            ",\"Condition\":{\"Bool\":{\"acs:SecureTransport\":\"true\"}}",
            ",\"Condition\":{\"IpAddress\":{\"acs:SourceIp\":\"10.0.0.0/9\"}}",
            ",\"Condition\":{\"StringNotEquals\":{\"oss:Prefix\":\"p\"}}");

    @Test
    void addingADenyNeverWidens() {
        Set<String> seen = new HashSet<>();
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            List<Policy> policies = policies(random);
            PolicyRequest request = request(random);
            String before = kind(Policy.evaluate(policies, request));
            List<Policy> more = new ArrayList<>(policies);
            more.add(random.nextInt(more.size() + 1), policy(List.of(statement(random, "Deny"))));
            String after = kind(Policy.evaluate(more, request));
            assertThat(after).as("seed %d, before %s", seed, before).isIn(before, "DENY");
            seen.add(before + " " + after);
        }
        assertThat(seen).contains("ALLOW DENY", "ALLOW ALLOW", "NONE NONE", "NONE DENY", "DENY DENY");
    }

    @Test
    void addingAnAllowNeverUndoesADeny() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            List<Policy> policies = policies(random);
            PolicyRequest request = request(random);
            String before = kind(Policy.evaluate(policies, request));
            policies.add(policy(List.of(statement(random, "Allow"))));
            String after = kind(Policy.evaluate(policies, request));
            assertThat(after)
                    .as("seed %d", seed)
                    .isIn(before.equals("NONE") ? List.of("NONE", "ALLOW") : List.of(before));
        }
    }

    @Test
    void orderAndGroupingOfStatementsDoNotMatter() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            List<String> statements = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                statements.add(statement(random, random.nextBoolean() ? "Allow" : "Deny"));
            }
            PolicyRequest request = request(random);
            String together = kind(Policy.evaluate(List.of(policy(statements)), request));
            Collections.shuffle(statements, random);
            List<Policy> apart = List.of(policy(statements.subList(0, 2)), policy(statements.subList(2, 6)));
            assertThat(kind(Policy.evaluate(apart, request)))
                    .as("seed %d", seed)
                    .isEqualTo(together);
        }
    }

    @Test
    void anUnrelatedStatementChangesNothing() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            List<Policy> policies = policies(random);
            PolicyRequest request = request(random);
            PolicyDecision before = Policy.evaluate(policies, request);
            String effect = random.nextBoolean() ? "Allow" : "Deny";
            policies.add(policy(List.of(
                    "{\"Effect\":\"" + effect + "\",\"Action\":\"sts:*\",\"Resource\":\"acs:sts:*:*:nothing\"}")));
            assertThat(Policy.evaluate(policies, request)).as("seed %d", seed).isEqualTo(before);
        }
    }

    static List<Policy> policies(Random random) {
        List<Policy> policies = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            List<String> statements = new ArrayList<>();
            for (int j = random.nextInt(3); j >= 0; j--) {
                statements.add(statement(random, random.nextInt(4) > 0 ? "Allow" : "Deny"));
            }
            policies.add(policy(statements));
        }
        return policies;
    }

    private static Policy policy(List<String> statements) {
        return PolicyParser.identityPolicy("{\"Version\":\"1\",\"Statement\":[" + String.join(",", statements) + "]}");
    }

    private static String statement(Random random, String effect) {
        return "{\"Effect\":\"%s\",\"%s\":\"%s\",\"%s\":\"%s\"%s}"
                .formatted(
                        effect,
                        random.nextInt(6) == 0 ? "NotAction" : "Action",
                        pick(random, ACTION_PATTERNS),
                        random.nextInt(6) == 0 ? "NotResource" : "Resource",
                        pick(random, RESOURCE_PATTERNS),
                        pick(random, CONDITIONS));
    }

    static PolicyRequest request(Random random) {
        Map<String, String> context = new HashMap<>();
        context.put("acs:SecureTransport", Boolean.toString(random.nextBoolean()));
        context.put("acs:SourceIp", random.nextBoolean() ? "10.1.1.1" : "10.200.1.1");
        if (random.nextBoolean()) {
            context.put("oss:Prefix", random.nextBoolean() ? "p" : "q");
        }
        return new PolicyRequest(
                pick(random, ACTIONS), ResourceName.parse(pick(random, RESOURCES)), List.of(), context);
    }

    private static String pick(Random random, List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
