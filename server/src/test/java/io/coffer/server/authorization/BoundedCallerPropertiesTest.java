package io.coffer.server.authorization;

import static org.assertj.core.api.Assertions.assertThat;

import io.coffer.model.AccountId;
import io.coffer.model.BucketAcl;
import io.coffer.server.authentication.Caller;
import io.coffer.server.authentication.PolicySet;
import io.coffer.server.authorization.policy.Policy;
import io.coffer.server.authorization.policy.PolicyParser;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What holds for any control, session, attached and trust policies, whichever of them is changed. */
class BoundedCallerPropertiesTest {
    private static final int ROUNDS = 3000;
    private static final AccountId ACCOUNT = new AccountId("1111");
    private static final RequestContext CONTEXT =
            RequestContext.of("10.0.0.1", true, Optional.empty(), Instant.parse("2026-11-22T12:00:00Z"));
    private static final String UNRELATED =
            "{\"Effect\":\"%s\",\"Action\":\"ram:*\",\"Resource\":\"acs:ram:*:*:nothing\"}";

    private final Authorizer authorizer = new Authorizer();

    /** The statements of each kind. A list that is empty is no policy. */
    private record Texts(List<String> control, List<String> session, List<String> attached, List<String> trust) {
        static Texts random(Random random) {
            return new Texts(
                    random.nextInt(3) == 0 ? List.of() : statements(random),
                    random.nextInt(3) == 0 ? List.of() : statements(random),
                    statements(random),
                    statements(random));
        }

        /** With one kind changed; those without a policy stay without. */
        Texts with(int kind, UnaryOperator<List<String>> change) {
            return new Texts(
                    kind == 0 && !control.isEmpty() ? change.apply(control) : control,
                    kind == 1 && !session.isEmpty() ? change.apply(session) : session,
                    kind == 2 ? change.apply(attached) : attached,
                    kind == 3 ? change.apply(trust) : trust);
        }

        Caller caller() {
            PolicySet policies = new PolicySet(
                    control.isEmpty() ? List.of() : split(control),
                    session.isEmpty() ? Optional.empty() : Optional.of(identity(session)),
                    split(attached));
            return new Caller.AssumedRole(ACCOUNT, "Reader", "30", "job", policies, "STS.key");
        }

        /** Over two policies, as users of groups have them. */
        private static List<Policy> split(List<String> statements) {
            int half = statements.size() / 2;
            return half == 0
                    ? List.of(identity(statements))
                    : List.of(
                            identity(statements.subList(0, half)),
                            identity(statements.subList(half, statements.size())));
        }

        private static Policy identity(List<String> statements) {
            return PolicyParser.identityPolicy(document(statements));
        }

        Policy trusting() {
            List<String> changed = trust.stream()
                    .map(text -> text.replaceAll(
                            "\"Resource\":\"[^\"]*\"", "\"Principal\":{\"RAM\":\"acs:ram::1111:role/reader\"}"))
                    .toList();
            return PolicyParser.trustPolicy(document(changed));
        }
    }

    @Test
    void aDenyNeverWidensWhereverItIsAdded() {
        Set<String> seen = new HashSet<>();
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            Texts texts = Texts.random(random);
            int kind = random.nextInt(4);
            String deny = statement(random, "Deny");
            String before = outcome(texts, seed);
            String after = outcome(texts.with(kind, added(deny)), seed);
            assertThat(widened(before, after))
                    .as("seed %d: %s, then %s", seed, before, after)
                    .isFalse();
            seen.add(kind + (before.equals(after) ? " same" : " narrower"));
        }
        assertThat(seen).hasSize(8);
    }

    @Test
    void anAllowNeverNarrowsWhereverItIsAdded() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            Texts texts = Texts.random(random);
            String before = outcome(texts, seed);
            String after = outcome(texts.with(random.nextInt(4), added(statement(random, "Allow"))), seed);
            assertThat(widened(after, before))
                    .as("seed %d: %s, then %s", seed, before, after)
                    .isFalse();
        }
    }

    @Test
    void aPolicyThatBoundsNeverWidens() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            Texts texts = Texts.random(random);
            Texts unbounded = new Texts(List.of(), List.of(), texts.attached(), texts.trust());
            assertThat(widened(outcome(unbounded, seed), outcome(texts, seed)))
                    .as("seed %d", seed)
                    .isFalse();
        }
    }

    @Test
    void anUnrelatedStatementChangesNothing() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            Texts texts = Texts.random(random);
            String unrelated = UNRELATED.formatted(random.nextBoolean() ? "Allow" : "Deny");
            assertThat(outcome(texts.with(random.nextInt(4), added(unrelated)), seed))
                    .as("seed %d", seed)
                    .isEqualTo(outcome(texts, seed));
        }
    }

    @Test
    void theOrderOfStatementsAndPoliciesDoesNotMatter() {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            Texts texts = Texts.random(random);
            Texts shuffled = texts.with(random.nextInt(4), statements -> {
                List<String> other = new ArrayList<>(statements);
                Collections.shuffle(other, random);
                return other;
            });
            assertThat(outcome(shuffled, seed)).as("seed %d", seed).isEqualTo(outcome(texts, seed));
        }
    }

    private static UnaryOperator<List<String>> added(String statement) {
        return statements -> {
            List<String> more = new ArrayList<>(statements);
            more.add(more.size() / 2, statement);
            return more;
        };
    }

    private static boolean widened(String before, String after) {
        return (!before.contains("use ok") && after.contains("use ok"))
                || (!before.contains("assume ok") && after.contains("assume ok"));
    }

    /** Whether the caller may do something with a bucket, and may assume a role; else why not. */
    private String outcome(Texts texts, int seed) {
        String action = seed % 2 == 0 ? "oss:GetObject" : "oss:PutObject";
        AccessRequest request = new AccessRequest(
                List.of(new Permission(action, "acs:oss:cn-hangzhou:1111:photos/a")),
                Optional.of(new BucketFacts(
                        ACCOUNT, BucketAcl.PRIVATE, Optional.empty(), AccessKind.READ, Optional.empty(), false)));
        Verdict verdict = authorizer.judge(texts.caller(), List.of(request), CONTEXT);
        return "use "
                + (verdict instanceof Verdict.Denied denied ? denied.denial().cause() : "ok") + ", assume "
                + assumption(texts);
    }

    private String assumption(Texts texts) {
        Permission permission = new Permission("sts:AssumeRole", "acs:ram::1111:role/writer");
        try {
            authorizer.authorizeAssumption(texts.caller(), permission, texts.trusting(), CONTEXT);
            return "ok";
        } catch (AccessDeniedException refused) {
            return refused.denial().cause().toString();
        }
    }

    private static String document(List<String> statements) {
        return "{\"Version\":\"1\",\"Statement\":[" + String.join(",", statements) + "]}";
    }

    private static List<String> statements(Random random) {
        List<String> statements = new ArrayList<>();
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            statements.add(statement(random, random.nextInt(4) > 0 ? "Allow" : "Deny"));
        }
        return statements;
    }

    private static String statement(Random random, String effect) {
        return "{\"Effect\":\"%s\",\"Action\":\"%s\",\"Resource\":\"%s\"%s}"
                .formatted(
                        effect,
                        pick(random, List.of("*", "oss:*", "oss:Get*", "oss:Put*", "sts:AssumeRole", "sts:*")),
                        pick(random, List.of("*", "*", "acs:oss:*:*:photos/*", "acs:ram:*:*:role/*")),
                        pick(
                                random,
                                List.of(
                                        "",
                                        "",
                                        ",\"Condition\":{\"IpAddress\":{\"acs:SourceIp\":\"10.0.0.0/9\"}}",
                                        ",\"Condition\":{\"Bool\":{\"acs:SecureTransport\":\"false\"}}")));
    }

    private static <T> T pick(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
